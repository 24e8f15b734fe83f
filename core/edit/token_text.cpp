#include "core/edit/token_text.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "core/text/utf8.h"
#include "core/yaml/characters.h"
#include "core/yaml/problem.h"

namespace vmcp::edit {
namespace {

using Kind = yaml::Token::Kind;

constexpr std::string_view kSeparator = "---";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Where the documents of a text begin: at its start, and behind each line that begins with three dashes.
std::vector<std::size_t> starts_of(std::string_view text) {
  std::vector<std::size_t> starts = {0};
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size() - 1) + 1;
    if (text.substr(line).starts_with(kSeparator)) starts.push_back(end);
    line = end;
  }
  return starts;
}

void set_brackets(Tokens& tokens) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < tokens.all.size(); ++i) {
    if (tokens.all[i].kind == Kind::kClose && !open.empty()) open.pop_back();
    tokens.opened_by.push_back(open.empty() ? Tokens::kNone : open.back());
    if (tokens.all[i].kind == Kind::kOpen) open.push_back(i);
  }
}

}  // namespace

TokenText::TokenText(std::string_view text) : text_(text), lines_(text) {
  for (std::size_t at = kBlock; at < text.size(); at += kBlock) characters_.push_back(characters_before(at));
}

std::size_t TokenText::characters_before(std::size_t offset) const {
  const std::size_t block = std::min(offset / kBlock, characters_.size() - 1);
  const std::size_t begin = block * kBlock;
  const auto more = std::ranges::count_if(text_.substr(begin, offset - begin), std::not_fn(is_continuation));
  return characters_[block] + static_cast<std::size_t>(more);
}

std::size_t TokenText::offset(std::uint32_t line, std::uint32_t column) const {
  const std::size_t begin = lines_.offset(line);
  const std::size_t wanted = characters_before(begin) + std::max<std::uint32_t>(column, 1) - 1;
  // The last block that begins in front of it, or where the line does.
  const auto block = static_cast<std::size_t>(std::ranges::upper_bound(characters_, wanted) - characters_.begin()) - 1;
  std::size_t at = std::max(begin, block * kBlock);
  while (at < text_.size() && is_continuation(text_[at])) ++at;
  for (std::size_t i = characters_before(at); i < wanted && at < text_.size(); ++i) {
    ++at;
    while (at < text_.size() && is_continuation(text_[at])) ++at;
  }
  return at;
}

std::uint32_t TokenText::line_of(std::size_t offset) const {
  std::size_t first = 1;
  std::size_t last = std::max<std::size_t>(lines_.count(), 1);
  while (first < last) {
    const std::size_t middle = (first + last + 1) / 2;
    if (lines_.offset(middle) <= offset) {
      first = middle;
    } else {
      last = middle - 1;
    }
  }
  return static_cast<std::uint32_t>(first);
}

std::pair<std::uint32_t, std::uint32_t> TokenText::place(std::size_t offset) const {
  const std::uint32_t line = line_of(offset);
  // Behind a last line break no line has begun yet, as far as `lines_` knows.
  if (offset == text_.size() && offset > 0 && diag::line_from(text_, lines_.offset(line)).next == offset &&
      diag::line_from(text_, lines_.offset(line)).end != offset) {
    return {line + 1, 1};
  }
  const std::size_t before = characters_before(offset) - characters_before(lines_.offset(line));
  return {line, static_cast<std::uint32_t>(before) + 1};
}

std::size_t TokenText::line_begin(std::size_t offset) const {
  return text_.empty() ? 0 : lines_.offset(line_of(offset));
}

bool TokenText::is_first_on_line(std::size_t offset) const {
  const std::size_t begin = line_begin(offset);
  return part({begin, offset}).find_first_not_of(' ') == std::string_view::npos;
}

std::size_t TokenText::indent(std::size_t offset) const {
  const std::size_t begin = line_begin(offset);
  return std::min(text_.find_first_not_of(' ', begin), text_.size()) - begin;
}

std::string_view TokenText::line_break(std::size_t offset) const {
  for (const std::size_t at : {offset, std::size_t{0}}) {
    if (const std::size_t length = diag::break_length(text_, line_end(at)); length != 0) {
      return text_.substr(line_end(at), length);
    }
  }
  return "\n";
}

const Tokens& TokenText::tokens_at(std::size_t offset) const {
  if (starts_.empty()) starts_ = starts_of(text_);
  const auto next = std::ranges::upper_bound(starts_, offset);
  const std::size_t begin = *std::prev(next);
  const auto known = documents_.find(begin);
  if (known != documents_.end()) return known->second;
  std::size_t end = text_.size();
  if (next != starts_.end()) end = line_begin(*next - 1);
  return documents_.emplace(begin, scan(begin, end)).first->second;
}

Tokens TokenText::scan(std::size_t begin, std::size_t end) const {
  if (part({begin, end}).starts_with(text::kByteOrderMark)) begin += text::kByteOrderMark.size();
  const std::string_view document = part({begin, end});
  std::string storage;
  const std::string_view normal = yaml::normalize_breaks(document, storage);
  Tokens tokens;
  try {
    tokens.all = yaml::scan_tokens(normal);
  } catch (const yaml::Problem&) {
    return {};
  }
  const diag::Lines normal_lines(normal);
  const diag::Lines lines(document);
  std::size_t line = 1;
  // Both have the same lines, and every line the same content.
  const auto to_text = [&](std::size_t offset) {
    while (line < normal_lines.count() && normal_lines.offset(line + 1) <= offset) ++line;
    return begin + lines.offset(line) + (offset - normal_lines.offset(line));
  };
  for (yaml::Token& token : tokens.all) {
    token.begin = to_text(token.begin);
    token.end = to_text(token.end);
  }
  set_brackets(tokens);
  return tokens;
}

std::optional<Entry> TokenText::entry(std::size_t key) const {
  const Tokens& tokens = tokens_at(key);
  const std::vector<yaml::Token>& all = tokens.all;
  const auto found = std::ranges::lower_bound(all, key, {}, &yaml::Token::begin);
  if (found == all.end() || found->begin != key || found->kind != Kind::kScalar) return std::nullopt;
  Entry entry{&tokens, static_cast<std::size_t>(found - all.begin())};
  // On the line before it is the mapping's.
  const auto is_before = [&](Kind kind) {
    return entry.key > 0 && all[entry.key - 1].kind == kind && line_begin(all[entry.key - 1].begin) == line_begin(key);
  };
  const bool is_odd = is_before(Kind::kKey) || is_before(Kind::kProperty);
  if (is_odd || entry.key + 1 == all.size() || all[entry.key + 1].kind != Kind::kValue) return std::nullopt;
  entry.column = key - line_begin(key);
  entry.value = entry.key + 2;
  entry.end = entry.value;
  const std::size_t around = tokens.opened_by[entry.key];
  for (; entry.end < all.size(); ++entry.end) {
    if (around != Tokens::kNone) {
      const Kind kind = all[entry.end].kind;
      const bool closes = kind == Kind::kClose && tokens.opened_by[around] == tokens.opened_by[entry.end];
      if (closes || (kind == Kind::kComma && tokens.opened_by[entry.end] == around)) break;
      continue;
    }
    if (tokens.opened_by[entry.end] != Tokens::kNone || !is_first_on_line(all[entry.end].begin)) continue;
    const yaml::Token& token = all[entry.end];
    if (token.kind == Kind::kClose) continue;
    const std::size_t column = token.begin - line_begin(token.begin);
    // A sequence may stand at the column of its key.
    const bool is_item = column == entry.column && token.kind == Kind::kItem && all[entry.value].kind == Kind::kItem;
    if (column <= entry.column && !is_item) break;
  }
  return entry;
}

std::size_t TokenText::end_of_lines(const Entry& entry) const {
  std::size_t end = next_line(entry.content_end());
  while (end < text_.size()) {
    const std::size_t blanks = indent(end);
    if (text_.substr(end + blanks, 1) != "#" || blanks <= entry.column) break;
    end = next_line(end);
  }
  return end;
}

Range TokenText::lines_of(const Entry& entry) const {
  std::size_t begin = line_begin(entry.key_begin());
  while (begin > 0) {
    const std::size_t above = line_begin(begin - 1);
    const std::size_t blanks = indent(above);
    if (blanks != entry.column || text_.substr(above + blanks, 1) != "#") break;
    begin = above;
  }
  return {begin, end_of_lines(entry)};
}

}  // namespace vmcp::edit
