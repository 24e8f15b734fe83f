#include "core/diag/hidden_texts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/diag/hidden.h"
#include "core/diag/lines.h"
#include "core/diag/secrecy.h"
#include "core/text/ascii.h"

namespace vmcp::diag {
namespace {

constexpr std::size_t kShortest = 4;

/// Whether a secret is a word, as which it may well be a part of others that have nothing to do with it.
bool is_word(std::string_view secret) {
  return std::ranges::all_of(secret, [](char c) { return text::is_alpha(c) || c == '-' || c == '_'; });
}

bool tells_something(std::string_view text) {
  constexpr std::array<std::string_view, 3> kTruths = {"true", "false", "null"};
  return text.size() >= kShortest && std::ranges::find(kTruths, text) == kTruths.end();
}

std::size_t common_length(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

/// Whether a word stands in a text as a value does: a short one between quotes or slashes, for sentences and paths of
/// fields are made of such.
bool stands_alone(std::string_view text, std::size_t at, std::size_t size) {
  constexpr std::size_t kLongestOfSentences = 8;
  const auto is_part = [&](std::size_t i) { return i < text.size() && text::is_alphanumeric(text[i]); };
  const auto is_end = [&](std::size_t i) {
    return i >= text.size() || text[i] == '"' || text[i] == '\'' || text[i] == '/' || text[i] == ':';
  };
  if (size <= kLongestOfSentences) return (at == 0 || is_end(at - 1)) && is_end(at + size);
  return (at == 0 || !is_part(at - 1)) && !is_part(at + size);
}

}  // namespace

void HiddenTexts::add(std::string text) {
  if (text.find('\n') != std::string::npos) {
    const Lines lines(text);
    for (std::size_t line = 1; line <= lines.count(); ++line) add_line(text::trim(lines.content(line)));
  }
  if (!tells_something(text)) return;
  begins_.at(static_cast<unsigned char>(text.front())) = true;
  // As messages quote it that take it for a name.
  if (std::string name = without_swallowed(text); name != text) texts_.insert(std::move(name));
  texts_.insert(std::move(text));
}

/// Of a text of several lines: short ones are brackets and the like.
void HiddenTexts::add_line(std::string_view line) {
  constexpr std::size_t kShortestLine = 8;
  if (line.size() >= kShortestLine) add(std::string(line));
}

void HiddenTexts::add(const HiddenTexts& others) {
  if (others.empty()) return;
  texts_.insert(others.texts_.begin(), others.texts_.end());
  for (std::size_t i = 0; i < begins_.size(); ++i) begins_.at(i) = begins_.at(i) || others.begins_.at(i);
}

std::string HiddenTexts::without(std::string text) const {
  if (texts_.empty()) return text;
  std::string out;
  std::size_t shown = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = begins_.at(static_cast<unsigned char>(text[at])) ? length_at(text, at) : 0;
    if (length == 0) {
      ++at;
      continue;
    }
    out.append(text, shown, at - shown).append(kHidden);
    shown = at += length;
  }
  if (shown == 0) return text;
  return out.append(text, shown);
}

std::size_t HiddenTexts::length_at(std::string_view text, std::size_t at) const {
  constexpr std::size_t kLeastOfCut = 16;
  constexpr std::string_view kCut = "...";
  const std::string_view rest = text.substr(at);
  auto next = texts_.upper_bound(rest);
  // Between its neighbours in order a text has most in common with one of them.
  std::size_t most = next == texts_.end() ? 0 : common_length(*next, rest);
  if (next != texts_.begin()) most = std::max(most, common_length(*std::prev(next), rest));
  if (most >= kLeastOfCut && rest.substr(most).starts_with(kCut)) return most;
  while (next != texts_.begin()) {
    const std::string& before = *std::prev(next);
    const std::size_t common = common_length(before, rest);
    if (common < kShortest) return 0;
    if (common == before.size()) {
      if (!is_word(before) || stands_alone(text, at, common)) return common;
      next = std::prev(next);
    } else {
      next = texts_.upper_bound(rest.substr(0, common));
    }
  }
  return 0;
}

}  // namespace vmcp::diag
