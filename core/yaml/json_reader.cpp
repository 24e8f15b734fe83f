#include "core/yaml/json_reader.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/text/ascii.h"
#include "core/text/utf8.h"
#include "core/yaml/duplicates.h"
#include "core/yaml/merge.h"
#include "core/yaml/problem.h"
#include "core/yaml/scalar.h"
#include "core/yaml/take_from.h"

namespace vmcp::yaml {
namespace {

class JsonReader {
 public:
  JsonReader(std::string_view text, std::size_t offset, Locator& locator, Strictness strictness)
      : text_(text), offset_(offset), locator_(locator), strictness_(strictness) {}

  Value value();
  std::size_t offset() const { return offset_; }
  /// The first number that no float holds. The text is JSON all the same, and no YAML, where it would be a string.
  std::optional<std::size_t> too_large() const { return too_large_; }

 private:
  [[noreturn]] void fail(std::string message) const { throw Problem{offset_, "json-syntax", std::move(message)}; }

  char peek() const { return offset_ < text_.size() ? text_[offset_] : '\0'; }
  void skip_space() { offset_ = skip_json_space(text_, offset_); }
  void expect(char c, const char* what);
  Value object();
  Mapping members();
  Value array();
  Value number();
  Value word(std::string_view word, Value value);
  std::string string();
  void escape(std::string& out);
  char32_t hex();

  std::string_view text_;
  std::size_t offset_;
  std::size_t depth_ = 0;
  std::optional<std::size_t> too_large_;
  Mapping open_members_;  ///< of the objects that are being read
  Sequence open_items_;
  Locator& locator_;
  Strictness strictness_;
};

void JsonReader::expect(char c, const char* what) {
  skip_space();
  if (offset_ == text_.size()) fail(std::string("the text ends before ") + what);
  if (peek() != c) fail(std::string("expected ") + what);
  ++offset_;
}

Value JsonReader::value() {
  skip_space();
  if (offset_ == text_.size()) fail("the text ends before a value");
  const Mark mark = locator_.at(offset_);
  Value result;
  switch (peek()) {
    case '{':
    case '[':
      if (++depth_ > kMaxDepth) fail_too_deep(offset_);
      result = peek() == '{' ? object() : array();
      --depth_;
      break;
    case '"':
      result = string();
      break;
    case 't':
      result = word("true", true);
      break;
    case 'f':
      result = word("false", false);
      break;
    case 'n':
      result = word("null", nullptr);
      break;
    default:
      result = number();
  }
  result.set_mark(mark);
  return result;
}

/// What stands between the braces.
Mapping JsonReader::members() {
  const std::size_t first = open_members_.size();
  ++offset_;
  skip_space();
  if (peek() == '}') {
    ++offset_;
    return {};
  }
  while (true) {
    skip_space();
    if (offset_ == text_.size()) fail("the text ends inside an object");
    if (peek() != '"') fail("expected a key in double quotes");
    const Mark key_mark = locator_.at(offset_);
    std::string key = string();
    expect(':', "\":\" after a key");
    Value member = value();
    open_members_.push_back(Member{std::move(key), std::move(member), key_mark});
    skip_space();
    if (peek() == ',') {
      ++offset_;
      continue;
    }
    expect('}', "\",\" or \"}\" after a member");
    return take_from(open_members_, first);
  }
}

Value JsonReader::object() {
  Mapping members = this->members();
  if (strictness_ == Strictness::kLenient) return merge_members(std::move(members), {});
  if (const Duplicate duplicate = find_duplicate(members); duplicate.again != nullptr) {
    fail_duplicate_key(duplicate, members);
  }
  return members;
}

Value JsonReader::array() {
  const std::size_t first = open_items_.size();
  ++offset_;
  skip_space();
  if (peek() == ']') {
    ++offset_;
    return Sequence();
  }
  while (true) {
    Value item = value();
    open_items_.push_back(std::move(item));
    skip_space();
    if (peek() == ',') {
      ++offset_;
      continue;
    }
    expect(']', "\",\" or \"]\" after an item");
    return take_from(open_items_, first);
  }
}

Value JsonReader::word(std::string_view word, Value value) {
  if (text_.substr(offset_, word.size()) != word) fail("expected a value");
  offset_ += word.size();
  return value;
}

Value JsonReader::number() {
  const std::size_t start = offset_;
  const auto digits = [this] {
    if (peek() < '0' || peek() > '9') fail("expected a value");
    while (text::is_digit(peek())) ++offset_;
  };
  if (peek() == '-') ++offset_;
  if (peek() == '0') {
    ++offset_;
  } else {
    digits();
  }
  if (peek() == '.') {
    ++offset_;
    digits();
  }
  if (peek() == 'e' || peek() == 'E') {
    ++offset_;
    if (peek() == '+' || peek() == '-') ++offset_;
    digits();
  }
  std::optional<Value> value = read_json_number(text_.substr(start, offset_ - start));
  if (value) return std::move(*value);
  if (!too_large_) too_large_ = start;
  return {};
}

std::string JsonReader::string() {
  ++offset_;
  std::string result;
  while (true) {
    const std::size_t start = offset_;
    while (offset_ < text_.size() && text_[offset_] != '"' && text_[offset_] != '\\' &&
           static_cast<unsigned char>(text_[offset_]) >= 0x20) {
      ++offset_;
    }
    result += text_.substr(start, offset_ - start);
    if (offset_ == text_.size()) fail("the text ends inside a string");
    if (peek() == '"') {
      ++offset_;
      return result;
    }
    if (peek() != '\\') fail("a string may not hold a line break or a control character");
    escape(result);
  }
}

void JsonReader::escape(std::string& out) {
  ++offset_;
  const char c = peek();
  switch (c) {
    case '"':
    case '\\':
    case '/':
      out += c;
      break;
    case 'b':
      out += '\b';
      break;
    case 'f':
      out += '\f';
      break;
    case 'n':
      out += '\n';
      break;
    case 'r':
      out += '\r';
      break;
    case 't':
      out += '\t';
      break;
    case 'u': {
      ++offset_;
      constexpr char32_t kReplacement = 0xFFFD;
      char32_t unit = hex();
      if (unit >= 0xD800 && unit < 0xDC00 && text_.substr(offset_).starts_with("\\u")) {
        const std::size_t after_first = offset_;
        offset_ += 2;
        const char32_t low = hex();
        if (low >= 0xDC00 && low < 0xE000) {
          unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        } else {
          offset_ = after_first;
        }
      }
      text::append_utf8(out, unit >= 0xD800 && unit < 0xE000 ? kReplacement : unit);
      return;
    }
    default:
      fail("unknown escape in a string");
  }
  ++offset_;
}

char32_t JsonReader::hex() {
  char32_t value = 0;
  for (int i = 0; i < 4; ++i, ++offset_) {
    const int digit = text::hex_value(peek());
    if (digit < 0) fail("expected four hexadecimal digits");
    value = value << 4 | static_cast<char32_t>(digit);
  }
  return value;
}

}  // namespace

Value read_json(std::string_view text, std::size_t& offset, Locator& locator, Strictness strictness) {
  JsonReader reader(text, offset, locator, strictness);
  Value value = reader.value();
  offset = reader.offset();
  if (reader.too_large()) throw Problem{*reader.too_large(), "not-a-number", "the number is too large"};
  return value;
}

std::size_t skip_json_space(std::string_view text, std::size_t offset) {
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  while (offset < text.size() && is_space(text[offset])) ++offset;
  return std::min(offset, text.size());
}

}  // namespace vmcp::yaml
