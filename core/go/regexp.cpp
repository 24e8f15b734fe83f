#include "core/go/regexp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <system_error>
#include <vector>

#include "core/text/ascii.h"
#include "core/text/words.h"

namespace vmcp::go {
namespace {

/// The classes of characters that have hundreds of ranges.
constexpr std::array<std::string_view, 17> kLargeClasses = {"C",  "L",  "Lc", "Ll", "Lo", "Lu", "M",        "Mn", "N",
                                                            "Nd", "No", "P",  "Po", "S",  "So", "Assigned", "Cn"};

/// How long the name of a class is that `text` begins with, what stands for it included.
std::size_t class_length(std::string_view text) {
  return text.starts_with('{') ? std::min(text.find('}'), text.size() - 1) + 1 : 1;
}

/// Classes that only Go knows, as they stand between brackets; without a text: not to be said there.
struct ClassText {
  std::string_view name;
  std::string_view members;
  std::string_view others;
};
constexpr std::string_view kAssigned = "\\pL\\pM\\pN\\pP\\pS\\pZ\\pC";
constexpr std::array kClassTexts = {
    // A half of a pair, which no text has, stands for none.
    ClassText{"Any", "\\x{0}-\\x{10ffff}", "\\x{dfff}"},
    ClassText{"Ascii", "\\x{0}-\\x{7f}", "\\x{80}-\\x{10ffff}"},
    ClassText{"Lc", "\\p{Lu}\\p{Ll}\\p{Lt}", "\\p{Lm}\\p{Lo}\\pM\\pN\\pP\\pS\\pZ\\pC"},
    ClassText{"Assigned", kAssigned, {}},
    ClassText{"Cn", {}, kAssigned},
    ClassText{"Kawi", "\\x{11f00}-\\x{11f10}\\x{11f12}-\\x{11f3a}\\x{11f3e}-\\x{11f59}", {}},
};

/// Other names of classes, each before the usual one, as class_name() has them.
constexpr std::string_view kAliases =
    "Casedletter Lc Closepunctuation Pe Combiningmark M Connectorpunctuation Pc Control Cc Currencysymbol Sc "
    "Dashpunctuation Pd Decimalnumber Nd Enclosingmark Me Finalpunctuation Pf Format Cf Initialpunctuation Pi Letter L "
    "Letternumber Nl Lineseparator Zl Lowercaseletter Ll Mark M Mathsymbol Sm Modifierletter Lm Modifiersymbol Sk "
    "Nonspacingmark Mn Number N Openpunctuation Ps Other C Otherletter Lo Othernumber No Otherpunctuation Po "
    "Othersymbol So Paragraphseparator Zp Privateuse Co Punctuation P Separator Z Spaceseparator Zs Spacingmark Mc "
    "Surrogate Cs Symbol S Titlecaseletter Lt Unassigned Cn Uppercaseletter Lu Cntrl Cc Digit Nd Punct P";

/// The usual name of a class, which Go knows however its words are divided and whether or not their letters are
/// capitals (unicodeTable): `letter` and `L` are one.
std::string class_name(std::string_view written) {
  std::string name;
  for (const char c : written) {
    if (c == '_' || c == '-' || c == ' ') continue;
    name += name.empty() && text::is_lower(c) ? static_cast<char>(c - 'a' + 'A') : name.empty() ? c : text::to_lower(c);
  }
  constexpr std::size_t kShortestAlias = 4;
  for (std::string_view rest = name.size() < kShortestAlias ? "" : kAliases; !rest.empty();) {
    const std::string_view alias = text::take_word(rest, ' ');
    const std::string_view usual = text::take_word(rest, ' ');
    if (alias == name) return std::string(usual);
  }
  // Scripts of several words are known as they are written in the standard.
  return written.find('_') == std::string_view::npos && written != "SignWriting" ? name : std::string(written);
}

/// Adds the class that `text` names, with what stands around the name; `c` is `p` or `P`.
void add_class(char c, std::string_view text, bool in_class, bool lightly, std::string& out) {
  const bool is_braced = text.starts_with('{');
  std::string_view written = is_braced ? text.substr(1, std::max<std::size_t>(text.size(), 2) - 2) : text;
  bool is_negated = c == 'P';
  if (is_braced && written.starts_with('^')) {
    is_negated = !is_negated;
    written.remove_prefix(1);
  }
  const std::string name = class_name(written);
  if (lightly && std::ranges::find(kLargeClasses, name) != kLargeClasses.end()) {
    out += "\\w";
    return;
  }
  const auto* const only = std::ranges::find(kClassTexts, name, &ClassText::name);
  const std::string_view here = only == kClassTexts.end() ? "" : is_negated ? only->others : only->members;
  const std::string_view outside = only == kClassTexts.end() ? "" : is_negated ? only->members : only->others;
  // What is in no class of the library is among the others of all classes, not between brackets.
  if (!in_class && !outside.empty() && (is_negated || here.empty())) {
    out.append("[^").append(outside).append("]");
  } else if (!here.empty()) {
    out.append(in_class ? "" : "[").append(here).append(in_class ? "" : "]");
  } else {
    out.append(is_negated ? "\\P{" : "\\p{").append(name).append("}");
  }
}

bool is_group_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) { return text::is_alphanumeric(c) || c == '_'; });
}

/// How often the repetition `{n,m}` that `text` begins with has something at most; 0 for what is none or too much.
std::size_t repeated(std::string_view text) {
  constexpr std::size_t kMost = 1000;
  std::size_t most = 0;
  const char* at = text.data() + 1;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(at, end, most);
  if (read.ec != std::errc() || read.ptr == end || most > kMost) return 0;
  const std::size_t least = most;
  at = read.ptr;
  const bool has_most = *at == ',' && at + 1 != end && at[1] != '}';
  if (*at == ',' && at + 1 != end) ++at;
  if (has_most) {
    const auto upper = std::from_chars(at, end, most);
    if (upper.ec != std::errc() || upper.ptr == end || most > kMost || most < least) return 0;
    at = upper.ptr;
  }
  return *at == '}' ? most : 0;
}

/// What Go knows written as the C++ library knows it: `(?<name>`, and classes; false when there is what only the
/// library takes: `\C`, names of groups with other letters, and groups in a thousand others. With `lightly` what is
/// dear to compile is written as something else that may stand in its place: large classes, and repetitions after many.
bool translate(std::string_view pattern, bool lightly, std::string& out) {
  constexpr std::size_t kMostRepeated = 2000;
  constexpr std::size_t kMostNested = 1000;
  std::size_t all_repeated = 0;
  std::vector<bool> groups;  // those that a place is in, and whether each is counted
  std::size_t nested = 0;
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const std::string_view rest = pattern.substr(i);
    if (c == '\\' && i + 1 < pattern.size()) {
      const char next = pattern[++i];
      if (next == 'C') return false;
      if (next == 'Q' && !in_class) {
        const std::size_t end = std::min(rest.find("\\E", 2), rest.size());
        out += rest.substr(0, end);
        i += end - 2;
      } else if ((next == 'p' || next == 'P') && i + 1 < pattern.size()) {
        const std::string_view name = pattern.substr(i + 1, class_length(pattern.substr(i + 1)));
        i += name.size();
        if (name.front() == '{' && !name.ends_with('}')) return false;
        add_class(next, name, in_class, lightly, out);
      } else {
        out.append(1, c).append(1, next);
      }
      continue;
    }
    out += c;
    if (in_class) {
      in_class = c != ']';
      const std::size_t end = rest.starts_with("[:") ? rest.find(":]", 2) : std::string_view::npos;
      if (end == std::string_view::npos) continue;
      out += rest.substr(1, end + 1);
      i += end + 1;
    } else if (c == '[') {
      in_class = true;
      // A bracket that opens the class is an ordinary character.
      for (const char first : {'^', ']'}) {
        if (i + 1 < pattern.size() && pattern[i + 1] == first) out += pattern[++i];
      }
    } else if (c == '(') {
      const bool is_named = rest.starts_with("(?<") || rest.starts_with("(?P<");
      groups.push_back(is_named || !rest.starts_with("(?"));
      nested += groups.back() ? 1 : 0;
      if (nested >= kMostNested) return false;
      if (!is_named) continue;
      const std::size_t begin = rest.find('<') + 1;
      if (!is_group_name(rest.substr(begin, std::min(rest.find('>'), rest.size()) - begin))) return false;
      out += "?P";
      i += begin - 2;
    } else if (c == ')' && !groups.empty()) {
      nested -= groups.back() ? 1 : 0;
      groups.pop_back();
    } else if (lightly && c == '{') {
      all_repeated += repeated(rest);
      if (all_repeated <= kMostRepeated || repeated(rest) == 0) continue;
      out.back() = '*';
      i = pattern.find('}', i);
    }
  }
  return true;
}

}  // namespace

std::size_t regexp_cost(std::string_view pattern) {
  constexpr std::size_t kMost = 1'000'000'000;
  constexpr std::size_t kForClass = 600;
  std::vector<std::size_t> open = {0};  // what the groups that a place is in have cost before it
  std::size_t last = 0;                 // what stands last in the innermost
  const auto add = [&](std::size_t cost) {
    last = cost;
    open.back() = std::min(open.back() + cost, kMost);
  };
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const std::size_t times = c == '{' && !in_class ? repeated(pattern.substr(i)) : 0;
    std::size_t cost = 1;
    if (c == '\\') ++i;
    if (c == '\\' && i + 1 < pattern.size() && (pattern[i] == 'p' || pattern[i] == 'P')) {
      // Case that does not count, and what a class does not have, make a large one of any.
      cost = kForClass;
      i += class_length(pattern.substr(i + 1));
    }
    if (in_class || c == '[') {
      // A class is repeated as a whole.
      open.back() = std::min(open.back() + cost, kMost);
      last = in_class ? last + cost : cost;
      in_class = !in_class || c != ']';
    } else if (times > 1) {
      add((times - 1) * last);
      last = std::min(last * times / (times - 1), kMost);
    } else if (c == '(') {
      open.push_back(1);
    } else if (c == ')' && open.size() > 1) {
      const std::size_t group = open.back();
      open.pop_back();
      add(group);
    } else {
      add(cost);
    }
  }
  std::size_t all = 0;
  for (const std::size_t group : open) all = std::min(all + group, kMost);
  return all;
}

bool is_regexp(std::string_view pattern) {
  // The program is of no interest, and most of what a pattern costs.
  constexpr std::int64_t kLittleMemory = 8192;
  std::string text;
  if (!translate(pattern, true, text)) return false;
  RE2::Options options(RE2::Quiet);
  options.set_max_mem(kLittleMemory);
  const RE2 regexp(text, options);
  return regexp.ok() || regexp.error_code() == RE2::ErrorPatternTooLarge;
}

std::unique_ptr<const RE2> compile_regexp(std::string_view pattern) {
  std::string text;
  if (regexp_cost(pattern) > kMostRegexpCost || !translate(pattern, false, text)) return nullptr;
  auto regexp = std::make_unique<const RE2>(text, RE2::Quiet);
  return regexp->ok() ? std::move(regexp) : nullptr;
}

}  // namespace vmcp::go
