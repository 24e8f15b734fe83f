#include "core/cel/parser.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <utility>

#include "core/cel/lexer.h"
#include "core/cel/literal_value.h"
#include "core/cel/words.h"
#include "core/go/literal.h"

namespace vmcp::cel {
namespace {

constexpr std::size_t kMaxCodePoints = 100'000;
constexpr std::size_t kMaxDepth = 250;

struct MacroName {
  std::string_view name;
  Macro macro;
  std::size_t arguments;
};
constexpr std::array<MacroName, 6> kMacros = {{{"all", Macro::kAll, 2},
                                               {"exists", Macro::kExists, 2},
                                               {"exists_one", Macro::kExistsOne, 2},
                                               {"map", Macro::kMap, 2},
                                               {"map", Macro::kMap, 3},
                                               {"filter", Macro::kFilter, 2}}};

/// Counts a grammar rule while it is open.
class Opened {
 public:
  explicit Opened(std::size_t& depth) : depth_(depth) { ++depth_; }
  ~Opened() { --depth_; }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;

 private:
  std::size_t& depth_;
};

/// Recursive descent; a null node means that there is an error.
class Parser {
 public:
  explicit Parser(std::string_view text) : expression_(std::make_unique<Expression>(text)), lexer_(expression_->text) {
    current_ = lexer_.next();
    following_ = lexer_.next();
  }

  std::variant<std::unique_ptr<Expression>, CompileError> parse() {
    expression_->root = parse_expression();
    if (expression_->root != nullptr && current_.kind != TokenKind::kEnd) unexpected();
    if (error_) return *std::move(error_);
    return std::move(expression_);
  }

 private:
  Token advance() { return std::exchange(current_, std::exchange(following_, lexer_.next())); }
  bool accept(std::string_view punctuation) {
    if (!current_.is(punctuation)) return false;
    advance();
    return true;
  }
  bool expect(std::string_view punctuation) {
    if (accept(punctuation)) return true;
    unexpected();
    return false;
  }
  Node* fail(std::size_t offset, std::string message) {
    if (!error_) error_ = CompileError{offset, std::move(message)};
    return nullptr;
  }
  Node* unexpected() {
    if (current_.kind == TokenKind::kEnd) return fail(current_.offset, "the expression ends too early");
    return fail(current_.offset, "unexpected \"" + std::string(current_.text) + '"');
  }
  Node* too_deep() { return fail(current_.offset, "the expression nests deeper than 250"); }

  Node* make(NodeKind kind, std::size_t offset) {
    Node& node = expression_->nodes.emplace_back();
    node.kind = kind;
    node.offset = offset;
    return &node;
  }
  /// Takes the children; `counted` kinds add to the height, which is limited.
  Node* with_children(Node* node, std::vector<Node*> children, bool counted);
  Node* call(std::size_t offset, std::string_view function, std::vector<Node*> arguments, bool counted);
  std::string_view keep(std::string text) { return expression_->texts.emplace_back(std::move(text)); }

  Node* parse_expression();
  Node* parse_logical(NodeKind kind);
  Node* parse_relation(bool with_operators);
  Node* parse_calculation(int precedence);
  Node* parse_unary();
  Node* parse_member();
  Node* parse_after_dot(Node* operand);
  Node* parse_primary();
  Node* parse_identifier();
  Node* parse_number(bool negative);
  Node* parse_text(const Token& token);
  Node* parse_list();
  Node* parse_map();
  bool parse_arguments(std::vector<Node*>& arguments);
  Node* expand(std::size_t offset, const MacroName& macro, Node* range, std::vector<Node*> arguments);
  Node* expand_has(std::size_t offset, Node* argument);

  std::unique_ptr<Expression> expression_;
  Lexer lexer_;
  Token current_;
  Token following_;
  std::size_t expression_depth_ = 0;
  std::size_t relation_depth_ = 0;
  std::size_t calculation_depth_ = 0;
  std::optional<CompileError> error_;
};

Node* Parser::with_children(Node* node, std::vector<Node*> children, bool counted) {
  std::size_t height = 0;
  for (const Node* child : children) height = std::max(height, child->height);
  node->height = height + (counted ? 1 : 0);
  node->children = std::move(children);
  return node->height > kMaxDepth ? too_deep() : node;
}

Node* Parser::call(std::size_t offset, std::string_view function, std::vector<Node*> arguments, bool counted) {
  Node* node = make(NodeKind::kCall, offset);
  node->name = function;
  return with_children(node, std::move(arguments), counted);
}

Node* Parser::parse_expression() {
  const Opened opened(expression_depth_);
  if (expression_depth_ > kMaxDepth) return too_deep();
  Node* condition = parse_logical(NodeKind::kOr);
  if (condition == nullptr || !current_.is("?")) return condition;
  const std::size_t offset = advance().offset;
  Node* yes = parse_logical(NodeKind::kOr);
  if (yes == nullptr || !expect(":")) return nullptr;
  Node* no = parse_expression();
  if (no == nullptr) return nullptr;
  return with_children(make(NodeKind::kConditional, offset), {condition, yes, no}, true);
}

/// A chain of `||`, or of `&&` inside it.
Node* Parser::parse_logical(NodeKind kind) {
  const bool is_or = kind == NodeKind::kOr;
  const auto parse_term = [&] { return is_or ? parse_logical(NodeKind::kAnd) : parse_relation(true); };
  const std::string_view sign = is_or ? "||" : "&&";
  const std::size_t offset = current_.offset;
  Node* const first = parse_term();
  if (first == nullptr || !current_.is(sign)) return first;
  std::vector<Node*> terms = {first};
  while (accept(sign)) {
    terms.push_back(parse_term());
    if (terms.back() == nullptr) return nullptr;
  }
  return with_children(make(kind, offset), std::move(terms), false);
}

Node* Parser::parse_relation(bool with_operators) {
  static constexpr std::array<std::string_view, 7> kOperators = {"<", "<=", ">=", ">", "==", "!=", "in"};
  const Opened opened(relation_depth_);
  if (relation_depth_ > kMaxDepth) return too_deep();
  Node* left = parse_calculation(0);
  while (left != nullptr && with_operators) {
    const auto* const found =
        std::find_if(kOperators.begin(), kOperators.end(), [this](std::string_view text) { return current_.is(text); });
    if (found == kOperators.end()) break;
    const std::size_t offset = advance().offset;
    Node* right = parse_relation(false);
    if (right == nullptr) return nullptr;
    left = call(offset, *found == "in" ? "@in" : *found, {left, right}, true);
  }
  return left;
}

/// Operators that bind at least as tight as `precedence`: 1 for sums, 2 for products.
Node* Parser::parse_calculation(int precedence) {
  const Opened opened(calculation_depth_);
  if (calculation_depth_ > kMaxDepth) return too_deep();
  Node* left = parse_unary();
  while (left != nullptr) {
    const bool product = precedence <= 2 && (current_.is("*") || current_.is("/") || current_.is("%"));
    const bool sum = precedence <= 1 && (current_.is("+") || current_.is("-"));
    if (!product && !sum) break;
    const Token token = advance();
    Node* right = parse_calculation(product ? 3 : 2);
    if (right == nullptr) return nullptr;
    left = call(token.offset, token.text, {left, right}, true);
  }
  return left;
}

Node* Parser::parse_unary() {
  const bool signed_number =
      current_.is("-") && (following_.kind == TokenKind::kInt || following_.kind == TokenKind::kDouble);
  if ((!current_.is("!") && !current_.is("-")) || signed_number) return parse_member();
  const Token token = advance();
  bool odd = true;
  while (accept(token.text)) odd = !odd;
  Node* operand = parse_member();
  if (operand == nullptr || !odd) return operand;
  return call(token.offset, token.text == "!" ? "!_" : "-_", {operand}, false);
}

Node* Parser::parse_member() {
  Node* node = parse_primary();
  while (node != nullptr) {
    if (current_.is(".")) {
      advance();
      node = parse_after_dot(node);
    } else if (current_.is("[")) {
      const std::size_t offset = advance().offset;
      Node* index = parse_expression();
      if (index == nullptr || !expect("]")) return nullptr;
      node = call(offset, "_[_]", {node, index}, true);
    } else {
      break;
    }
  }
  return node;
}

Node* Parser::parse_after_dot(Node* operand) {
  const bool quoted = current_.kind == TokenKind::kEscapedIdentifier;
  if (!quoted && current_.kind != TokenKind::kIdentifier) return unexpected();
  const Token name = advance();
  if (quoted || !accept("(")) {
    Node* select = make(NodeKind::kSelect, name.offset);
    select->name = quoted ? name.text.substr(1, name.text.size() - 2) : name.text;
    return with_children(select, {operand}, true);
  }
  std::vector<Node*> arguments;
  if (!parse_arguments(arguments)) return nullptr;
  for (const MacroName& macro : kMacros) {
    if (macro.name == name.text && macro.arguments == arguments.size()) {
      return expand(name.offset, macro, operand, std::move(arguments));
    }
  }
  arguments.insert(arguments.begin(), operand);
  Node* node = call(name.offset, name.text, std::move(arguments), true);
  if (node != nullptr) node->member = true;
  return node;
}

/// Expressions up to the closing parenthesis.
bool Parser::parse_arguments(std::vector<Node*>& arguments) {
  if (accept(")")) return true;
  do {
    Node* argument = parse_expression();
    if (argument == nullptr) return false;
    arguments.push_back(argument);
  } while (accept(","));
  return expect(")");
}

Node* Parser::parse_primary() {
  switch (current_.kind) {
    case TokenKind::kIdentifier:
      return parse_identifier();
    case TokenKind::kInt:
    case TokenKind::kUint:
    case TokenKind::kDouble:
      return parse_number(false);
    case TokenKind::kString:
    case TokenKind::kBytes:
      return parse_text(advance());
    default:
      break;
  }
  if (current_.is("-") && (following_.kind == TokenKind::kInt || following_.kind == TokenKind::kDouble)) {
    advance();
    return parse_number(true);
  }
  if (current_.is(".") && following_.kind == TokenKind::kIdentifier) return parse_identifier();
  if (current_.is("true") || current_.is("false")) {
    const Token token = advance();
    Node* node = make(NodeKind::kLiteral, token.offset);
    node->literal = Value(token.text == "true");
    return node;
  }
  if (current_.is("null")) return make(NodeKind::kLiteral, advance().offset);
  if (current_.is("[")) return parse_list();
  if (current_.is("{")) return parse_map();
  if (!accept("(")) return unexpected();
  Node* node = parse_expression();
  return node != nullptr && expect(")") ? node : nullptr;
}

/// A name or a call, maybe with a leading dot that asks for a global one.
Node* Parser::parse_identifier() {
  const std::size_t offset = current_.offset;
  const bool rooted = accept(".");
  const Token token = advance();
  if (is_reserved(token.text)) {
    return fail(token.offset, "reserved identifier \"" + std::string(token.text) + '"');
  }
  if (accept("(")) {
    std::vector<Node*> arguments;
    if (!parse_arguments(arguments)) return nullptr;
    if (token.text == "has" && !rooted && arguments.size() == 1) return expand_has(offset, arguments.front());
    return call(offset, token.text, std::move(arguments), false);
  }
  Node* node = make(NodeKind::kIdentifier, offset);
  node->name = rooted ? keep("." + std::string(token.text)) : token.text;
  return node;
}

Node* Parser::parse_number(bool negative) {
  const Token token = advance();
  Node* node = make(NodeKind::kLiteral, token.offset);
  if (token.kind == TokenKind::kInt) {
    const std::optional<std::int64_t> value = parse_int_literal(token.text, negative);
    if (!value) return fail(token.offset, "invalid int literal");
    node->literal = Value(*value);
  } else if (token.kind == TokenKind::kUint) {
    const std::optional<std::uint64_t> value = parse_uint_literal(token.text.substr(0, token.text.size() - 1));
    if (!value) return fail(token.offset, "invalid uint literal");
    node->literal = Value(*value);
  } else {
    const std::optional<double> value = go::parse_float(token.text);
    if (!value) return fail(token.offset, "invalid double literal");
    node->literal = Value(negative ? -*value : *value);
  }
  return node;
}

Node* Parser::parse_text(const Token& token) {
  const bool is_bytes = token.kind == TokenKind::kBytes;
  std::optional<std::string> text = unescape(token.text.substr(is_bytes ? 1 : 0), is_bytes);
  if (!text) return fail(token.offset, "invalid escape in a literal");
  Node* node = make(NodeKind::kLiteral, token.offset);
  const std::string_view kept = keep(*std::move(text));
  node->literal = is_bytes ? Value(Bytes{kept}) : Value(Text{kept});
  return node;
}

Node* Parser::parse_list() {
  Node* node = make(NodeKind::kList, advance().offset);
  std::vector<Node*> items;
  while (!current_.is("]") && !current_.is(",")) {
    Node* item = parse_expression();
    if (item == nullptr) return nullptr;
    items.push_back(item);
    if (current_.is("]") || !expect(",")) break;
    if (current_.is(",")) return unexpected();
  }
  if (items.empty()) accept(",");
  return !error_ && expect("]") ? with_children(node, std::move(items), false) : nullptr;
}

Node* Parser::parse_map() {
  Node* node = make(NodeKind::kMap, advance().offset);
  std::vector<Node*> entries;
  while (!current_.is("}") && !current_.is(",")) {
    Node* key = parse_expression();
    if (key == nullptr || !expect(":")) return nullptr;
    Node* value = parse_expression();
    if (value == nullptr) return nullptr;
    entries.push_back(key);
    entries.push_back(value);
    if (current_.is("}") || !expect(",")) break;
    if (current_.is(",")) return unexpected();
  }
  if (entries.empty()) accept(",");
  return !error_ && expect("}") ? with_children(node, std::move(entries), false) : nullptr;
}

Node* Parser::expand(std::size_t offset, const MacroName& macro, Node* range, std::vector<Node*> arguments) {
  const Node* variable = arguments.front();
  if (variable->kind != NodeKind::kIdentifier)
    return fail(variable->offset, "the first argument must be a simple name");
  if (variable->name == "__result__")
    return fail(variable->offset, "iteration variable overwrites accumulator variable");
  Node* node = make(NodeKind::kMacro, offset);
  node->macro = macro.macro;
  node->name = variable->name;
  arguments.front() = range;
  return with_children(node, std::move(arguments), true);
}

Node* Parser::expand_has(std::size_t offset, Node* argument) {
  if (argument->kind != NodeKind::kSelect && argument->kind != NodeKind::kHas) {
    return fail(argument->offset, "invalid argument to has() macro");
  }
  argument->kind = NodeKind::kHas;
  argument->offset = offset;
  return argument;
}

}  // namespace

std::variant<std::unique_ptr<Expression>, CompileError> parse(std::string_view text) {
  if (code_points(text) > kMaxCodePoints) return CompileError{0, "the expression is longer than 100,000 characters"};
  return Parser(text).parse();
}

}  // namespace vmcp::cel
