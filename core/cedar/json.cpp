#include "core/cedar/json.h"

#include <algorithm>
#include <array>

#include "core/text/ascii.h"
#include "core/text/utf8.h"

namespace vmcp::cedar {
namespace {

using Kind = Json::Kind;

constexpr std::size_t kNestingLimit = 400;
constexpr std::uint32_t kReplacement = 0xfffd;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  JsonDocument run() && {
    JsonDocument document;
    Json root;
    if (read_value(root, 0)) {
      skip_space();
      if (at_ < text_.size()) {
        fail("something follows the value");
      } else {
        document.root = std::move(root);
      }
    }
    document.problem = std::move(problem_);
    return document;
  }

 private:
  bool fail(std::string message) {
    if (!problem_) problem_ = parse_error_at(text_, at_, std::move(message));
    return false;
  }
  bool fail_expecting(std::string_view expected) {
    return fail((at_ < text_.size() ? "expected " : "the text ends early; expected ") + std::string(expected));
  }

  char current() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  bool accept(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool accept(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  bool read_value(Json& value, std::size_t depth) {
    if (depth > kNestingLimit) return false;
    skip_space();
    value.offset = at_;
    switch (current()) {
      case '{':
        return read_object(value, depth);
      case '[':
        return read_array(value, depth);
      case '"':
        value.kind = Kind::kString;
        return read_string(value.text);
      default:
        return read_plain(value);
    }
  }

  bool read_plain(Json& value) {
    if (accept("null")) return true;
    if (accept("true") || accept("false")) {
      value.kind = Kind::kBool;
      return true;
    }
    value.kind = Kind::kNumber;
    return read_number(value.text);
  }

  bool read_number(std::string& out) {
    const std::size_t start = at_;
    accept('-');
    if (!accept('0') && !skip_digits()) return fail_expecting("a value");
    if (accept('.') && !skip_digits()) return fail_expecting("a digit");
    if (accept('e') || accept('E')) {
      if (!accept('+')) accept('-');
      if (!skip_digits()) return fail_expecting("a digit");
    }
    out = text_.substr(start, at_ - start);
    return true;
  }

  bool skip_digits() {
    const std::size_t start = at_;
    while (text::is_digit(current())) ++at_;
    return at_ != start;
  }

  bool read_array(Json& value, std::size_t depth) {
    value.kind = Kind::kArray;
    ++at_;
    skip_space();
    if (accept(']')) return true;
    do {
      if (!read_value(value.items.emplace_back(), depth + 1)) return false;
      skip_space();
    } while (accept(','));
    return accept(']') || fail_expecting(R"("," or "]")");
  }

  bool read_object(Json& value, std::size_t depth) {
    value.kind = Kind::kObject;
    ++at_;
    skip_space();
    if (accept('}')) return true;
    do {
      skip_space();
      auto& [key, member] = value.members.emplace_back();
      if (current() != '"') return fail_expecting("a key in double quotes");
      if (!read_string(key)) return false;
      skip_space();
      if (!accept(':')) return fail_expecting("\":\"");
      if (!read_value(member, depth + 1)) return false;
      skip_space();
    } while (accept(','));
    return accept('}') || fail_expecting(R"("," or "}")");
  }

  bool read_string(std::string& out) {
    ++at_;
    while (current() != '"') {
      if (at_ >= text_.size()) return fail("this string does not end");
      if (static_cast<unsigned char>(current()) < 0x20) return fail("a control character in a string");
      if (accept('\\')) {
        if (!read_escape(out)) return false;
        continue;
      }
      const text::Character character = text::decode_utf8(text_, at_);
      text::append_utf8(out, character.code);
      at_ += character.size;
    }
    ++at_;
    return true;
  }

  bool read_escape(std::string& out) {
    constexpr std::string_view kEscapes = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const std::size_t simple = at_ < text_.size() ? kEscapes.find(current()) : std::string_view::npos;
    if (simple != std::string_view::npos) {
      out += kMeanings[simple];
      ++at_;
      return true;
    }
    std::uint32_t code = 0;
    if (!accept('u') || !read_hex(code)) return fail("an unknown escape in a string");
    // Surrogates count in pairs only.
    if (code >= 0xd800 && code < 0xdc00) {
      const std::size_t before = at_;
      std::uint32_t low = 0;
      if (accept("\\u") && read_hex(low) && low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10U) + (low - 0xdc00);
      } else {
        at_ = before;
        code = kReplacement;
      }
    } else if (code >= 0xdc00 && code < 0xe000) {
      code = kReplacement;
    }
    text::append_utf8(out, code);
    return true;
  }

  bool read_hex(std::uint32_t& code) {
    for (int i = 0; i < 4; ++i, ++at_) {
      const int digit = text::hex_value(current());
      if (digit < 0) return false;
      code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<ParseError> problem_;
};

}  // namespace

JsonDocument parse_json(std::string_view text) { return Reader(text).run(); }

}  // namespace vmcp::cedar
