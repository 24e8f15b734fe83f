#include "core/yaml/simple_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "core/text/utf8.h"
#include "core/yaml/problem.h"
#include "core/yaml/scalar_text.h"
#include "core/yaml/tree_builder.h"

namespace vmcp::yaml {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

/// Thrown where a text is not of the simple form.
struct NotSimple {};

[[noreturn]] void give_up() { throw NotSimple{}; }

/// Whether a text holds what is not looked at here, wherever it stands.
bool has_unusual_characters(std::string_view text) {
  constexpr std::array<std::string_view, 4> kUnusual = {"\t", "\xE2\x80\xA8", "\xE2\x80\xA9", text::kByteOrderMark};
  return std::ranges::any_of(kUnusual, [&](std::string_view one) { return text.find(one) != kNone; });
}

class SimpleReader {
 public:
  SimpleReader(std::string_view text, TreeBuilder& tree) : text_(text), tree_(tree) {}

  void run() {
    go_to_line(0);
    if (at_end_) give_up();
    block_node(0);
    if (!at_end_) give_up();
  }

 private:
  /// More levels than that are left to a reader that counts its calls.
  static constexpr std::size_t kMostLevels = 100;
  /// What go.yaml.in/yaml/v2 takes for a key without `?` ends within 1,024 bytes.
  static constexpr std::size_t kLongestKey = 1000;

  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\n'; }
  static bool ends_token(char c) { return c == ' ' || c == '\n'; }
  std::size_t skip_blanks(std::size_t offset) const {
    return std::min(text_.find_first_not_of(' ', offset), text_.size());
  }

  /// Goes to the first line from `begin` on that has more than blanks and a comment.
  void go_to_line(std::size_t begin) {
    while (begin < text_.size()) {
      const std::size_t first = skip_blanks(begin);
      if (at(first) != '\n' && at(first) != '#') {
        begin_ = first;
        column_ = first - begin;
        if (column_ == 0 && (at(first) == '%' || text_.substr(first, 3) == "..." || text_.substr(first, 3) == "---")) {
          give_up();
        }
        return;
      }
      begin = std::min(text_.find('\n', first), text_.size()) + 1;
    }
    at_end_ = true;
  }

  bool is_item(std::size_t offset) const { return at(offset) == '-' && ends_token(at(offset + 1)); }

  /// Goes to the line behind what ends at `offset`. Nothing but a comment may follow there.
  void end_line(std::size_t offset) {
    const std::size_t next = skip_blanks(offset);
    if (at(next) == '#' ? next == offset : at(next) != '\n') give_up();
    go_to_line(std::min(text_.find('\n', next), text_.size()) + 1);
  }

  /// A line that is further in than a collection at `column` would belong to the item or member before it.
  void end_part(std::size_t column) const {
    if (!at_end_ && column_ > column) give_up();
  }

  /// The collection that begins at the current place.
  void block_node(std::size_t level) {
    if (level == kMostLevels) give_up();
    if (is_item(begin_)) {
      block_sequence(level);
    } else {
      block_mapping(level);
    }
  }

  void block_sequence(std::size_t level) {
    const std::size_t column = column_;
    tree_.begin_sequence(begin_, 0);
    while (!at_end_ && column_ == column && is_item(begin_)) {
      const std::size_t dash = begin_;
      const std::size_t content = skip_blanks(dash + 1);
      if (at(content) == '\n' || at(content) == '#') {
        end_line(dash + 1);
        // Where the place of an empty item would be is for others to say.
        if (at_end_ || column_ <= column) give_up();
        block_node(level + 1);
      } else if (is_item(content) || begins_key(content)) {
        column_ = column + (content - dash);
        begin_ = content;
        block_node(level + 1);
      } else {
        inline_value(content, column, level);
      }
      end_part(column);
    }
    tree_.end_sequence();
  }

  void block_mapping(std::size_t level) {
    const std::size_t column = column_;
    tree_.begin_mapping(begin_, 0);
    while (!at_end_ && column_ == column) {
      if (is_item(begin_)) give_up();
      const std::size_t key_offset = begin_;
      const std::size_t colon = key(key_offset);
      const std::size_t content = skip_blanks(colon + 1);
      if (at(content) == '\n' || at(content) == '#') {
        end_line(colon + 1);
        const bool has_node = !at_end_ && (column_ > column || (column_ == column && is_item(begin_)));
        if (has_node) {
          block_node(level + 1);
        } else {
          tree_.empty(key_offset, 0);
        }
      } else {
        inline_value(content, column, level);
      }
      end_part(column);
    }
    tree_.end_mapping();
  }

  /// Whether the plain or quoted scalar at `offset` is a key.
  bool begins_key(std::size_t offset) const {
    switch (at(offset)) {
      case '"':
      case '\'':
        return at(end_of_quotes(offset)) == ':';
      case '[':
      case '{':
        return false;
      default:
        return end_of_plain_key(offset) != kNone;
    }
  }

  /// The colon that ends the plain scalar at `offset` within its line; none where it is no key.
  std::size_t end_of_plain_key(std::size_t offset) const {
    for (std::size_t i = offset; at(i) != '\n'; ++i) {
      if (at(i) == ':' && ends_token(at(i + 1))) return i;
      if (at(i) == '#' && at(i - 1) == ' ') return kNone;
    }
    return kNone;
  }

  /// Passes on the key at `offset`, and returns where its colon is.
  std::size_t key(std::size_t offset) {
    std::size_t end = 0;
    if (at(offset) == '"' || at(offset) == '\'') {
      end = end_of_quotes(offset);
      if (at(end) != ':' || !ends_token(at(end + 1))) give_up();
      quoted(offset, end);
    } else {
      end = end_of_plain_key(offset);
      if (end == kNone || at(end - 1) == ' ') give_up();
      check_first(offset);
      plain(offset, end);
    }
    if (end - offset > kLongestKey) give_up();
    return end;
  }

  /// A value on the line of its key or dash, which is at `parent`.
  void inline_value(std::size_t offset, std::size_t parent, std::size_t level) {
    switch (at(offset)) {
      case '|':
        return literal(offset, parent);
      case '"':
      case '\'': {
        const std::size_t end = end_of_quotes(offset);
        quoted(offset, end);
        return end_line(end);
      }
      case '[':
      case '{':
        return end_line(flow(offset, level + 1));
      default:
        break;
    }
    check_first(offset);
    std::size_t end = offset;
    for (; at(end) != '\n'; ++end) {
      if (at(end) == ':' && ends_token(at(end + 1))) give_up();
      if (at(end) == '#' && at(end - 1) == ' ') break;
    }
    while (at(end - 1) == ' ') --end;
    plain(offset, end);
    end_line(end);
  }

  /// A plain scalar begins with no indicator.
  void check_first(std::size_t offset) const {
    constexpr std::string_view kIndicators = "[]{},#&*!|>'\"%@`?:";
    if (kIndicators.find(at(offset)) != kNone || is_item(offset)) give_up();
  }

  void plain(std::size_t begin, std::size_t end) {
    const std::string_view text = text_.substr(begin, end - begin);
    // As yaml-cpp, to which these are no texts.
    if (text == "~" || text == "null" || text == "Null" || text == "NULL") return tree_.empty(begin, 0);
    tree_.plain_scalar(begin, text, 0);
  }

  /// Behind the quotes that begin at `offset`, on the same line.
  std::size_t end_of_quotes(std::size_t offset) const {
    const char quote = at(offset);
    for (std::size_t i = offset + 1; at(i) != '\n'; ++i) {
      if (at(i) == '\\' && quote == '"') {
        constexpr std::string_view kSimple = "\\\"nt";
        if (kSimple.find(at(++i)) == kNone) give_up();
      } else if (at(i) == quote) {
        if (quote == '"' || at(i + 1) != '\'') return i + 1;
        ++i;
      }
    }
    give_up();
  }

  void quoted(std::size_t begin, std::size_t end) {
    const char quote = at(begin);
    const std::string_view inside = text_.substr(begin + 1, end - begin - 2);
    const bool is_as_written = inside.find(quote == '"' ? '\\' : '\'') == kNone;
    tree_.text_scalar(begin, is_as_written ? std::string(inside) : read_quoted(inside, quote), 0);
  }

  void literal(std::size_t offset, std::size_t parent) {
    const bool strips = at(offset + 1) == '-';
    const std::size_t header_end = skip_blanks(offset + (strips ? 2 : 1));
    if (at(header_end) != '\n') give_up();
    std::string lines;
    std::size_t indent = 0;
    std::size_t breaks = 0;  // behind the last line that has text
    std::size_t line = header_end + 1;
    while (line < text_.size()) {
      const std::size_t first = skip_blanks(line);
      if (at(first) == '\n') {
        // Blanks that may be text, or deeper than what follows.
        if (first - line > (indent == 0 ? parent + 1 : indent)) give_up();
        ++breaks;
        line = first + 1;
        continue;
      }
      if (indent == 0) {
        indent = first - line;
        if (indent <= parent) give_up();
      }
      if (first - line < indent) break;
      const std::size_t end = std::min(text_.find('\n', first), text_.size());
      lines.append(breaks, '\n').append(text_.substr(line + indent, end - line - indent));
      breaks = 1;
      line = end + 1;
    }
    if (indent == 0) give_up();
    if (!strips) lines += '\n';
    tree_.text_scalar(offset, std::move(lines), 0);
    go_to_line(line);
  }

  /// Passes on the flow collection at `offset`, and returns where it has ended.
  std::size_t flow(std::size_t offset, std::size_t level) {
    if (level >= kMostLevels) give_up();
    const bool is_mapping = at(offset) == '{';
    const char close = is_mapping ? '}' : ']';
    if (is_mapping) {
      tree_.begin_mapping(offset, 0);
    } else {
      tree_.begin_sequence(offset, 0);
    }
    std::size_t next = skip_blanks(offset + 1);
    while (at(next) != close) {
      if (is_mapping) next = flow_key(next);
      next = skip_blanks(flow_value(next, level));
      if (at(next) == close) break;
      if (at(next) != ',') give_up();
      next = skip_blanks(next + 1);
      if (at(next) == close) give_up();
    }
    if (is_mapping) {
      tree_.end_mapping();
    } else {
      tree_.end_sequence();
    }
    return next + 1;
  }

  /// Returns where the value of the key begins.
  std::size_t flow_key(std::size_t offset) {
    const std::size_t end = flow_scalar(offset);
    if (at(end) != ':' || at(end + 1) != ' ' || end - offset > kLongestKey) give_up();
    return skip_blanks(end + 1);
  }

  std::size_t flow_value(std::size_t offset, std::size_t level) {
    if (at(offset) == '[' || at(offset) == '{') return flow(offset, level + 1);
    const std::size_t end = flow_scalar(offset);
    if (at(skip_blanks(end)) == ':') give_up();
    return end;
  }

  std::size_t flow_scalar(std::size_t offset) {
    if (at(offset) == '"' || at(offset) == '\'') {
      const std::size_t end = end_of_quotes(offset);
      quoted(offset, end);
      return end;
    }
    check_first(offset);
    std::size_t end = offset;
    for (; at(end) != '\n'; ++end) {
      const char c = at(end);
      if (c == ',' || c == ']' || c == '}') break;
      if (c == ':' && ends_token(at(end + 1))) break;
      const bool is_colon_in_front = c == ':' && std::string_view(",[]{}").find(at(end + 1)) != kNone;
      if (is_colon_in_front || c == '?' || c == '[' || c == '{' || c == '#') give_up();
    }
    if (at(end) == '\n') give_up();
    const std::size_t behind = end;
    while (at(end - 1) == ' ') --end;
    if (at(behind) == ':' && behind != end) give_up();
    plain(offset, end);
    return end;
  }

  std::string_view text_;
  TreeBuilder& tree_;
  std::size_t begin_ = 0;   ///< the node, key or dash that comes next
  std::size_t column_ = 0;  ///< that of begin_, from 0
  bool at_end_ = false;
};

}  // namespace

std::optional<Value> read_simple(std::string_view text, Locator& locator, Strictness strictness) {
  if (has_unusual_characters(text)) return std::nullopt;
  TreeBuilder tree(locator, strictness, text.size());
  try {
    SimpleReader(text, tree).run();
  } catch (const NotSimple&) {
    return std::nullopt;
  } catch (const Problem&) {
    return std::nullopt;
  }
  return tree.take_root();
}

}  // namespace vmcp::yaml
