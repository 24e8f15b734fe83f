#include "core/cedar/parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/cedar/lexer.h"
#include "core/diag/quoted.h"

namespace vmcp::cedar {
namespace {

using Kind = Token::Kind;
using diag::quoted;

/// The names that extensions bring along; how many arguments they take shows only when a request is judged.
constexpr std::array<std::string_view, 4> kFunctions = {"ip", "decimal", "datetime", "duration"};
constexpr std::array<std::string_view, 18> kExtensionMethods = {
    "lessThan",      "lessThanOrEqual", "greaterThan", "greaterThanOrEqual",
    "isIpv4",        "isIpv6",          "isLoopback",  "isMulticast",
    "isInRange",     "toDate",          "toTime",      "offset",
    "durationSince", "toDays",          "toHours",     "toMinutes",
    "toSeconds",     "toMilliseconds"};
constexpr std::array<std::string_view, 4> kVariables = {"principal", "action", "resource", "context"};
constexpr std::array<std::string_view, 7> kComparisons = {"<", "<=", ">", ">=", "!=", "==", "in"};

struct Method {
  std::string_view name;
  std::size_t arguments;
};
constexpr std::array<Method, 6> kMethods = {
    {{"contains", 1}, {"containsAll", 1}, {"containsAny", 1}, {"hasTag", 1}, {"getTag", 1}, {"isEmpty", 0}}};

template <class Range, class Value>
bool contains(const Range& range, const Value& value) {
  return std::ranges::find(range, value) != range.end();
}

bool fits_long(std::string_view sign, std::string_view digits) {
  const std::string text = std::string(sign).append(digits);
  std::int64_t value = 0;
  return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{};
}

/// Recursive descent over the tokens. Every rule returns whether to go on: not after a problem, nor when the nesting
/// has become too deep to be followed.
class Parser {
 public:
  Parser(std::string_view text, std::vector<Token> tokens) : text_(text), tokens_(std::move(tokens)) {}

  Policy run() && {
    Policy result;
    if (parse_policy() && peek().kind != Kind::kEnd) {
      result.ignored_rest = parse_error_at(text_, peek().offset, "what follows the first policy is ignored");
    }
    result.problem = std::move(problem_);
    return result;
  }

 private:
  /// Counts the nesting of expressions; to be asked whether there is room for one more.
  class Depth {
   public:
    explicit Depth(std::size_t& depth) : depth_(++depth) {}
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
    ~Depth() { --depth_; }
    bool is_too_deep() const { return depth_ > kDepthLimit; }

   private:
    std::size_t& depth_;
  };

  const Token& peek() const { return tokens_[at_]; }
  bool next_is(std::string_view text) const { return peek().text == text; }
  /// The end is never passed.
  const Token& advance() {
    const Token& token = peek();
    if (at_ + 1 < tokens_.size()) ++at_;
    return token;
  }
  bool accept(std::string_view text) {
    if (!next_is(text)) return false;
    advance();
    return true;
  }

  bool fail(const Token& token, std::string message) {
    if (!problem_) problem_ = parse_error_at(text_, token.offset, std::move(message));
    return false;
  }
  bool fail_expecting(const Token& token, std::string_view expected) {
    // A text may be a secret, and says nothing here.
    const std::string found = token.kind == Kind::kEnd      ? "the end of the policy"
                              : token.kind == Kind::kString ? "a string"
                                                            : quoted(token.text);
    return fail(token, "found " + found + ", expected " + std::string(expected));
  }
  bool expect(std::string_view text) {
    const Token& token = advance();
    return token.text == text || fail_expecting(token, quoted(text));
  }
  bool check_string(const Token& token) {
    return is_valid_string(token) || fail(token, "an escape or character in this string is not allowed");
  }

  bool parse_policy() {
    if (!parse_annotations()) return false;
    const Token& effect = advance();
    if (effect.text != "permit" && effect.text != "forbid") return fail_expecting(effect, R"("permit" or "forbid")");
    if (!expect("(") || !expect("principal") || !parse_scope(Scope::kPrincipalOrResource) || !expect(",")) return false;
    if (!expect("action") || !parse_scope(Scope::kAction) || !expect(",")) return false;
    if (!expect("resource") || !parse_scope(Scope::kPrincipalOrResource)) return false;
    accept(",");
    return expect(")") && parse_conditions() && expect(";");
  }

  bool parse_annotations() {
    std::set<std::string_view> known;
    while (accept("@")) {
      const Token& name = advance();
      if (name.kind != Kind::kIdentifier && name.kind != Kind::kKeyword) {
        return fail_expecting(name, "the name of an annotation");
      }
      if (!known.insert(name.text).second) return fail(name, "annotation " + quoted(name.text) + " is given twice");
      if (!accept("(")) continue;
      const Token& value = advance();
      if (value.kind != Kind::kString) return fail_expecting(value, "a string");
      if (!check_string(value) || !expect(")")) return false;
    }
    return true;
  }

  enum class Scope : std::uint8_t { kPrincipalOrResource, kAction };

  /// What may follow `principal`, `action` or `resource` in the head.
  bool parse_scope(Scope scope) {
    if (accept("==")) return parse_entity();
    if (accept("in")) return scope == Scope::kAction && accept("[") ? parse_entity_list() : parse_entity();
    if (scope == Scope::kAction || !accept("is")) return true;
    return parse_type() && (!accept("in") || parse_entity());
  }

  bool parse_entity_list() {
    while (!next_is("]")) {
      if (!parse_entity()) return false;
      if (!accept(",") && !next_is("]")) return fail_expecting(peek(), R"("," or "]")");
    }
    advance();
    return true;
  }

  bool parse_entity() {
    const Token& first = advance();
    if (first.kind != Kind::kIdentifier) return fail_expecting(first, R"(an entity, such as User::"alice")");
    for (;;) {
      if (!expect("::")) return false;
      const Token& part = advance();
      if (part.kind == Kind::kString) return check_string(part);
      if (part.kind != Kind::kIdentifier) return fail_expecting(part, "the name of a type, or an id in double quotes");
    }
  }

  bool parse_type() {
    const Token& first = advance();
    if (first.kind != Kind::kIdentifier) return fail_expecting(first, "the name of an entity type");
    while (accept("::")) {
      const Token& part = advance();
      if (part.kind != Kind::kIdentifier) return fail_expecting(part, "the name of an entity type");
    }
    return true;
  }

  bool parse_conditions() {
    while (accept("when") || accept("unless")) {
      if (!expect("{") || !parse_expression() || !expect("}")) return false;
    }
    return true;
  }

  bool parse_expression() {
    const Depth depth(depth_);
    if (depth.is_too_deep()) return false;
    if (!accept("if")) return parse_or();
    return parse_expression() && expect("then") && parse_expression() && expect("else") && parse_expression();
  }

  bool parse_or() {
    do {
      if (!parse_and()) return false;
    } while (accept("||"));
    return true;
  }

  bool parse_and() {
    do {
      if (!parse_relation()) return false;
    } while (accept("&&"));
    return true;
  }

  bool parse_relation() {
    if (!parse_sum()) return false;
    if (accept("has")) return parse_attributes();
    if (accept("like")) return parse_pattern();
    if (accept("is")) return parse_type() && (!accept("in") || parse_sum());
    if (!contains(kComparisons, peek().text)) return true;
    advance();
    return parse_sum();
  }

  bool parse_attributes() {
    const Token& first = advance();
    if (first.kind == Kind::kString) return check_string(first);
    if (first.kind != Kind::kIdentifier) return fail_expecting(first, "the name of an attribute");
    while (accept(".")) {
      const Token& name = advance();
      if (name.kind != Kind::kIdentifier) return fail_expecting(name, "the name of an attribute");
    }
    return true;
  }

  bool parse_pattern() {
    const Token& pattern = advance();
    if (pattern.kind != Kind::kString) return fail_expecting(pattern, "a pattern in double quotes");
    return is_valid_pattern(pattern) || fail(pattern, "an escape or character in this pattern is not allowed");
  }

  bool parse_sum() {
    do {
      if (!parse_product()) return false;
    } while (accept("+") || accept("-"));
    return true;
  }

  bool parse_product() {
    do {
      if (!parse_unary()) return false;
    } while (accept("*"));
    return true;
  }

  bool parse_unary() {
    bool negative = false;
    while (next_is("-") || next_is("!")) negative = advance().text == "-";
    // The smallest long has no positive counterpart, so a sign belongs to the number after it, which is then no longer
    // something that has members.
    if (negative && peek().kind == Kind::kInteger) return check_integer("-", advance());
    return parse_member();
  }

  bool check_integer(std::string_view sign, const Token& digits) {
    return fits_long(sign, digits.text) || fail(digits, "this integer does not fit into 64 bits");
  }

  bool parse_member() {
    if (!parse_primary()) return false;
    for (;;) {
      if (accept(".")) {
        if (!parse_dot()) return false;
      } else if (accept("[")) {
        const Token& key = advance();
        if (key.kind != Kind::kString) return fail_expecting(key, "a key in double quotes");
        if (!check_string(key) || !expect("]")) return false;
      } else {
        return true;
      }
    }
  }

  bool parse_dot() {
    const Token& name = advance();
    if (name.kind != Kind::kIdentifier) return fail_expecting(name, "the name of an attribute or method");
    if (!accept("(")) return true;
    std::size_t arguments = 0;
    if (!parse_list(")", arguments)) return false;
    const auto* method = std::ranges::find(kMethods, name.text, &Method::name);
    if (method != kMethods.end()) {
      return arguments == method->arguments ||
             fail(name, quoted(name.text) + " takes " + (method->arguments == 0 ? "no argument" : "one argument") +
                            ", found " + std::to_string(arguments));
    }
    if (contains(kFunctions, name.text)) return fail(name, quoted(name.text) + " is a function, not a method");
    return contains(kExtensionMethods, name.text) || fail(name, "there is no method " + quoted(name.text));
  }

  /// Expressions up to `end`, which is passed; a comma may follow the last.
  bool parse_list(std::string_view end, std::size_t& count) {
    for (count = 0; !next_is(end); ++count) {
      if (!parse_expression()) return false;
      if (!accept(",") && !next_is(end)) return fail_expecting(peek(), R"("," or )" + quoted(end));
    }
    advance();
    return true;
  }

  bool parse_primary() {
    const Token& token = advance();
    if (token.kind == Kind::kInteger) return check_integer("", token);
    if (token.kind == Kind::kString) return check_string(token);
    if (token.text == "true" || token.text == "false") return true;
    if (token.kind == Kind::kIdentifier) return parse_name(token);
    std::size_t count = 0;
    if (token.text == "(") return parse_expression() && expect(")");
    if (token.text == "[") return parse_list("]", count);
    if (token.text == "{") return parse_record();
    return fail_expecting(token, "an expression");
  }

  /// A variable, an entity or a call.
  bool parse_name(const Token& first) {
    if (!next_is("::") && !next_is("(")) {
      return contains(kVariables, first.text) ||
             fail(first, quoted(first.text) + " is no variable; there are principal, action, resource and context");
    }
    std::string name(first.text);
    while (accept("::")) {
      const Token& part = advance();
      if (part.kind == Kind::kString) return check_string(part);
      if (part.kind != Kind::kIdentifier) return fail_expecting(part, "the name of a type, or an id in double quotes");
      name.append("::").append(part.text);
    }
    if (!accept("(")) return fail_expecting(peek(), R"("::" or "(")");
    if (contains(kExtensionMethods, name)) return fail(first, quoted(name) + " is a method, not a function");
    if (!contains(kFunctions, name)) return fail(first, "there is no function " + quoted(name));
    std::size_t arguments = 0;
    return parse_list(")", arguments);
  }

  bool parse_record() {
    std::set<std::string> known;
    while (!next_is("}")) {
      const Token& key = advance();
      const bool is_string = key.kind == Kind::kString;
      if (!is_string && key.kind != Kind::kIdentifier) return fail_expecting(key, "a key");
      if (is_string && !check_string(key)) return false;
      if (!expect(":") || !parse_expression()) return false;
      if (!known.insert(is_string ? string_value(key) : std::string(key.text)).second) {
        return fail(key, "key " + std::string(key.text) + " is given twice");
      }
      if (!accept(",") && !next_is("}")) return fail_expecting(peek(), R"("," or "}")");
    }
    advance();
    return true;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::optional<ParseError> problem_;
};

}  // namespace

Policy parse_policy(std::string_view text) {
  Tokens tokens = tokenize(text);
  if (tokens.problem) return {std::move(tokens.problem), std::nullopt};
  return Parser(text, std::move(tokens.tokens)).run();
}

}  // namespace vmcp::cedar
