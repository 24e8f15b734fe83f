#include "core/source/ignore_rules.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/text/utf8.h"

namespace vmcp::source {
namespace {

using Names = std::vector<std::string_view>;

/// Two stars or more.
bool is_any_directories(std::string_view part) {
  return part.size() > 1 && part.find_first_not_of('*') == std::string_view::npos;
}

/// Without the blanks at its end, unless a backslash stands before them; as trim_trailing_spaces().
std::string_view without_trailing_blanks(std::string_view line) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool quotes = line[i] == '\\' && i + 1 < line.size();
    if (quotes) ++i;
    if (quotes || line[i] != ' ') end = i + 1;
  }
  return line.substr(0, end);
}

/// Whether a backslash stands at the end with nothing to quote: such a pattern matches nothing.
bool ends_in_backslash(std::string_view line) {
  const std::size_t last = line.find_last_not_of('\\');
  return (line.size() - (last == std::string_view::npos ? 0 : last + 1)) % 2 == 1;
}

/// Within a name two stars are as good as one.
std::string without_double_stars(std::string_view part) {
  std::string result;
  for (const char c : part) {
    if (c != '*' || !result.ends_with('*') || result.ends_with("\\*")) result += c;
  }
  return result;
}

Names split(std::string_view path) {
  Names names;
  while (true) {
    const std::size_t slash = path.find('/');
    names.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return names;
    path.remove_prefix(slash + 1);
  }
}

/// Whether parts of a pattern stand for the names of a path. A part that stands for any number of directories, as one
/// that is none, takes one name more whenever the rest does not fit; only the last one ever has to.
bool matches(const std::vector<std::optional<Glob>>& parts, const Names& names) {
  std::size_t part = 0;
  std::size_t name = 0;
  std::size_t retry_part = parts.size();
  std::size_t retry_name = 0;
  while (part < parts.size() || name < names.size()) {
    if (part < parts.size() && !parts[part]) {
      retry_part = ++part;
      retry_name = name;
    } else if (part < parts.size() && name < names.size() && parts[part]->matches(names[name])) {
      ++part;
      ++name;
    } else if (retry_part < parts.size() && retry_name < names.size()) {
      part = retry_part;
      name = ++retry_name;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

void IgnoreRules::add_grams(std::string_view text, std::size_t length, std::vector<Gram>& grams) {
  for (std::size_t i = 0; i + length <= text.size(); ++i) {
    Gram one = kNone;
    // No byte of a name is zero.
    for (const char c : text.substr(i, length)) one = one << 8U | static_cast<unsigned char>(c);
    grams.push_back(one);
  }
}

IgnoreRules::IgnoreRules(std::string_view text) {
  text = text::without_byte_order_mark(text);
  std::vector<std::vector<Gram>> grams;
  std::vector<std::string_view> lines;  // of the patterns
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.starts_with('#')) add(without_trailing_blanks(line), grams);
    if (grams.size() != lines.size()) lines.push_back(line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  std::unordered_map<Gram, std::size_t> counts;
  for (const std::vector<Gram>& all : grams) {
    for (const Gram one : all) ++counts[one];
  }
  // The last of equal ones decides.
  std::unordered_map<std::string_view, std::size_t> last;
  for (std::size_t i = 0; i < lines.size(); ++i) last[lines[i]] = i;
  for (std::size_t i = 0; i < grams.size(); ++i) {
    if (last[lines[i]] != i) continue;
    const auto rarest = std::ranges::min_element(grams[i], {}, [&](Gram one) { return counts[one]; });
    by_gram_[rarest == grams[i].end() ? kNone : *rarest].push_back(i);
  }
}

void IgnoreRules::add(std::string_view line, std::vector<std::vector<Gram>>& grams) {
  // No path is as long.
  constexpr std::size_t kLongest = 4096;
  if (line.size() > kLongest) return;
  Pattern pattern;
  if (line.starts_with('!')) {
    pattern.negated = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    pattern.directories_only = true;
    line.remove_suffix(1);
  }
  pattern.anchored = line.find('/') != std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  if (line.empty() || ends_in_backslash(line)) return;
  std::vector<Gram> own;
  for (const std::string& part : names_of_glob(line)) {
    const bool any = pattern.anchored && is_any_directories(part);
    pattern.parts.push_back(any ? std::nullopt : std::optional<Glob>(without_double_stars(part)));
    if (any) continue;
    for (const std::string& run : pattern.parts.back()->literals()) {
      add_grams(run, std::min(run.size(), kLongestGram), own);
    }
  }
  // What is below a directory, which the directory itself is not.
  if (!pattern.parts.back()) pattern.parts.emplace_back("*");
  patterns_.push_back(std::move(pattern));
  grams.push_back(std::move(own));
}

IgnoreRules::Verdict IgnoreRules::judge(std::string_view path, bool is_directory) const {
  if (patterns_.empty()) return Verdict::kSilent;
  const Names names = split(path);
  const auto is_about = [&](const Pattern& pattern) {
    if (pattern.directories_only && !is_directory) return false;
    return pattern.anchored ? matches(pattern.parts, names) : pattern.parts.front()->matches(names.back());
  };
  std::vector<Gram> grams;
  for (const std::string_view name : names) {
    for (std::size_t length = 1; length <= kLongestGram; ++length) add_grams(name, length, grams);
  }
  grams.push_back(kNone);
  std::ranges::sort(grams);
  std::size_t behind_last = 0;
  for (auto one = grams.begin(); one != grams.end(); one = std::ranges::upper_bound(one, grams.end(), *one)) {
    const auto found = by_gram_.find(*one);
    if (found == by_gram_.end()) continue;
    const std::vector<std::size_t>& all = found->second;
    for (auto i = all.rbegin(); i != all.rend() && *i >= behind_last; ++i) {
      if (is_about(patterns_[*i])) behind_last = *i + 1;
    }
  }
  if (behind_last == 0) return Verdict::kSilent;
  return patterns_[behind_last - 1].negated ? Verdict::kKept : Verdict::kIgnored;
}

}  // namespace vmcp::source
