#include "core/go/template.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "core/go/literal.h"
#include "core/go/template_lexer.h"

namespace vmcp::go {
namespace {

using Token = TemplateToken;
using Kind = TemplateToken::Kind;

constexpr std::size_t kMaxDepth = 1'000;
constexpr std::array<std::string_view, 19> kBuiltins = {
    "and", "call", "eq",  "ge", "gt",    "html",   "index",   "js",    "le",      "len",
    "lt",  "ne",   "not", "or", "print", "printf", "println", "slice", "urlquery"};

/// What a term of a command is, as far as the parser tells terms apart.
enum class Term : std::uint8_t { kNone, kLiteral, kField, kVariable, kOther };

/// How a list of items ended.
enum class ListEnd : std::uint8_t { kEnd, kElse, kFault };

struct List {
  ListEnd end = ListEnd::kEnd;
  bool empty = true;  ///< nothing but space and comments
};

class Parser {
 public:
  Parser(std::string_view text, std::span<const std::string_view> functions) : lexer_(text), functions_(functions) {}

  Template parse(std::string_view name) {
    read_top_level(name);
    Template result;
    result.error = std::move(error_);
    if (result.error) return result;
    result.references.assign(references_.begin(), references_.end());
    result.root_references.assign(root_references_.begin(), root_references_.end());
    result.calls_template_without_argument = bare_call_;
    return result;
  }

 private:
  /// Variables and loops that an enclosing definition hides from an inner one.
  struct Scope {
    std::vector<std::string_view> variables = {"$"};
    std::size_t range_depth = 0;
    bool rebound = false;  ///< the dot is not what the template is given
  };

  bool fail(std::string message) {
    if (!error_) error_ = TemplateError{last_line_, std::move(message)};
    return false;
  }
  bool unexpected(const Token& token, std::string_view context) {
    if (token.kind == Kind::kError) return fail(std::string(token.text));
    const std::string what = token.kind == Kind::kEnd ? "EOF" : '"' + std::string(token.text) + '"';
    return fail("unexpected " + what + " in " + std::string(context));
  }

  Token next();
  void push_back(Token token) { pending_.push_back(token); }
  Token next_non_space();
  Token peek();
  Token peek_non_space();
  bool expect(Kind kind, std::string_view context);

  bool read_top_level(std::string_view name);
  bool read_definition();
  List read_list();
  bool read_action(ListEnd& end, bool& empty);
  bool read_keyword(std::string_view keyword, ListEnd& end);
  bool read_control(std::string_view keyword);
  bool read_jump(std::string_view keyword);
  bool read_block();
  bool read_template_call();
  bool read_name(const Token& token, std::string_view context, std::string& name);
  bool define(const std::string& name, bool empty);
  bool read_scoped_body(const std::string& name, std::string_view context);
  bool read_pipeline(std::string_view context, Kind end);
  bool read_declarations(std::string_view context);
  bool read_command(Term& first);
  bool read_operand(Term& term);
  bool read_term(Term& term, std::string& chain);
  bool check_number(const Token& token);
  bool knows_function(std::string_view name) const;

  TemplateLexer lexer_;
  std::span<const std::string_view> functions_;
  std::vector<Token> pending_;
  std::size_t last_line_ = 1;
  std::size_t depth_ = 0;
  Scope scope_;
  std::map<std::string, bool, std::less<>> defined_;  // by name; true for an empty body
  std::set<std::string> references_;
  std::set<std::string> root_references_;
  bool bare_call_ = false;
  std::optional<TemplateError> error_;
};

Token Parser::next() {
  if (pending_.empty()) {
    const Token token = lexer_.next();
    last_line_ = token.line;
    return token;
  }
  const Token token = pending_.back();
  pending_.pop_back();
  return token;
}

Token Parser::next_non_space() {
  Token token = next();
  while (token.kind == Kind::kSpace) token = next();
  return token;
}

Token Parser::peek() {
  const Token token = next();
  push_back(token);
  return token;
}

Token Parser::peek_non_space() {
  const Token token = next_non_space();
  push_back(token);
  return token;
}

bool Parser::expect(Kind kind, std::string_view context) {
  const Token token = next_non_space();
  return token.kind == kind || unexpected(token, context);
}

bool Parser::read_top_level(std::string_view name) {
  bool empty = true;
  while (peek().kind != Kind::kEnd) {
    if (peek().kind == Kind::kLeftDelimiter) {
      const Token delimiter = next();
      const Token word = next_non_space();
      if (word.kind == Kind::kKeyword && word.text == "define") {
        if (!read_definition()) return false;
        continue;
      }
      push_back(word);
      push_back(delimiter);
    }
    ListEnd end = ListEnd::kFault;
    if (!read_action(end, empty)) return false;
    if (end == ListEnd::kEnd) return fail("unexpected {{end}}");
    if (end == ListEnd::kElse) return fail("unexpected {{else}}");
  }
  return define(std::string(name), empty);
}

bool Parser::read_definition() {
  constexpr std::string_view kContext = "define clause";
  std::string name;
  if (!read_name(next_non_space(), kContext, name) || !expect(Kind::kRightDelimiter, kContext)) return false;
  return read_scoped_body(name, kContext);
}

bool Parser::read_scoped_body(const std::string& name, std::string_view context) {
  Scope outer = std::exchange(scope_, Scope{});
  scope_.rebound = true;
  const List body = read_list();
  scope_ = std::move(outer);
  if (body.end == ListEnd::kFault) return false;
  if (body.end == ListEnd::kElse) return fail("unexpected {{else}} in " + std::string(context));
  return define(name, body.empty);
}

bool Parser::define(const std::string& name, bool empty) {
  const auto [at, inserted] = defined_.try_emplace(name, empty);
  if (inserted) return true;
  if (at->second) {
    at->second = empty;
    return true;
  }
  return empty || fail("multiple definition of template \"" + name + '"');
}

/// Items up to `{{end}}` or `{{else}}`.
List Parser::read_list() {
  List list;
  if (depth_ >= kMaxDepth) {
    fail("nested deeper than 1,000");
    return {ListEnd::kFault, true};
  }
  ++depth_;
  while (peek_non_space().kind != Kind::kEnd) {
    ListEnd end = ListEnd::kFault;
    if (!read_action(end, list.empty)) {
      list.end = ListEnd::kFault;
      return list;
    }
    if (end != ListEnd::kFault) {
      --depth_;
      list.end = end;
      return list;
    }
  }
  fail("unexpected EOF");
  list.end = ListEnd::kFault;
  return list;
}

/// One text or action; `end` changes when it is `{{end}}` or `{{else}}`.
bool Parser::read_action(ListEnd& end, bool& empty) {
  const Token token = next_non_space();
  if (token.kind == Kind::kText) {
    constexpr std::string_view kBlanks = " \t\r\n\v\f";
    if (token.text.find_first_not_of(kBlanks) != std::string_view::npos) empty = false;
    return true;
  }
  if (token.kind != Kind::kLeftDelimiter) return unexpected(token, "input");
  const Token word = next_non_space();
  if (word.kind == Kind::kKeyword && word.text != "define") {
    if (word.text != "end" && word.text != "else") empty = false;
    return read_keyword(word.text, end);
  }
  empty = false;
  push_back(word);
  return read_pipeline("command", Kind::kRightDelimiter);
}

bool Parser::read_keyword(std::string_view keyword, ListEnd& end) {
  if (keyword == "end") {
    end = ListEnd::kEnd;
    return expect(Kind::kRightDelimiter, "end");
  }
  if (keyword == "else") {
    end = ListEnd::kElse;
    const Token token = peek_non_space();
    if (token.kind == Kind::kKeyword && (token.text == "if" || token.text == "with")) return true;
    return expect(Kind::kRightDelimiter, "else");
  }
  if (keyword == "block") return read_block();
  if (keyword == "template") return read_template_call();
  if (keyword == "break" || keyword == "continue") return read_jump(keyword);
  return read_control(keyword);
}

bool Parser::read_jump(std::string_view keyword) {
  const std::string action = "{{" + std::string(keyword) + "}}";
  if (!expect(Kind::kRightDelimiter, action)) return false;
  return scope_.range_depth > 0 || fail(action + " outside {{range}}");
}

bool Parser::read_control(std::string_view keyword) {
  const std::size_t variables = scope_.variables.size();
  if (!read_pipeline(keyword, Kind::kRightDelimiter)) return false;
  const std::size_t loops = keyword == "range" ? 1 : 0;
  const bool rebound = scope_.rebound;
  scope_.range_depth += loops;
  scope_.rebound = rebound || keyword == "range" || keyword == "with";
  List list = read_list();
  scope_.rebound = rebound;
  scope_.range_depth -= loops;
  if (list.end == ListEnd::kElse) {
    const Token token = peek();
    if (token.kind == Kind::kKeyword && token.text == keyword && keyword != "range") {
      next();
      if (depth_ >= kMaxDepth) return fail("nested deeper than 1,000");
      ++depth_;
      if (!read_control(keyword)) return false;
      --depth_;
      list.end = ListEnd::kEnd;
    } else {
      list = read_list();
      if (list.end == ListEnd::kElse) return fail("expected end; found {{else}}");
    }
  }
  if (list.end == ListEnd::kFault) return false;
  scope_.variables.resize(variables);
  return true;
}

bool Parser::read_block() {
  constexpr std::string_view kContext = "block clause";
  std::string name;
  if (!read_name(next_non_space(), kContext, name)) return false;
  return read_pipeline(kContext, Kind::kRightDelimiter) && read_scoped_body(name, kContext);
}

bool Parser::read_template_call() {
  constexpr std::string_view kContext = "template clause";
  std::string name;
  if (!read_name(next_non_space(), kContext, name)) return false;
  const Token token = next_non_space();
  if (token.kind == Kind::kRightDelimiter) {
    bare_call_ = true;
    return true;
  }
  push_back(token);
  return read_pipeline(kContext, Kind::kRightDelimiter);
}

bool Parser::read_name(const Token& token, std::string_view context, std::string& name) {
  if (token.kind != Kind::kString && token.kind != Kind::kRawString) return unexpected(token, context);
  std::optional<std::string> text = unquote(token.text);
  if (!text) return fail("invalid syntax");
  name = std::move(*text);
  return true;
}

bool Parser::read_pipeline(std::string_view context, Kind end) {
  if (!read_declarations(context)) return false;
  for (std::size_t stage = 1;; ++stage) {
    const Token token = next_non_space();
    if (token.kind == end) return stage > 1 || fail("missing value for " + std::string(context));
    if (token.kind < Kind::kLeftParen || token.kind == Kind::kRightParen) return unexpected(token, context);
    push_back(token);
    Term first = Term::kNone;
    if (!read_command(first)) return false;
    if (stage > 1 && first == Term::kLiteral) {
      return fail("non executable command in pipeline stage " + std::to_string(stage));
    }
  }
}

/// `$x :=`, `$x =` or, in a range, `$i, $x :=`.
bool Parser::read_declarations(std::string_view context) {
  for (std::size_t declared = 1;; ++declared) {
    const Token variable = peek_non_space();
    if (variable.kind != Kind::kVariable) return true;
    next();
    const Token after = peek();
    const Token mark = peek_non_space();
    if (mark.kind == Kind::kAssign || mark.kind == Kind::kDeclare) {
      next_non_space();
      scope_.variables.push_back(variable.text);
      return true;
    }
    if (mark.kind != Kind::kComma) {
      if (after.kind == Kind::kSpace) push_back(after);
      push_back(variable);
      return true;
    }
    next_non_space();
    scope_.variables.push_back(variable.text);
    if (context != "range" || declared > 1) return fail("too many declarations in " + std::string(context));
    const Kind following = peek_non_space().kind;
    if (following != Kind::kVariable && following != Kind::kRightDelimiter && following != Kind::kRightParen) {
      return fail("range can only initialize variables");
    }
  }
}

bool Parser::read_command(Term& first) {
  while (true) {
    peek_non_space();
    Term term = Term::kNone;
    if (!read_operand(term)) return false;
    if (first == Term::kNone) first = term;
    const Token token = next();
    if (token.kind == Kind::kSpace) continue;
    if (token.kind == Kind::kRightDelimiter || token.kind == Kind::kRightParen) {
      push_back(token);
    } else if (token.kind != Kind::kPipe) {
      return unexpected(token, "operand");
    }
    return first != Term::kNone || fail("empty command");
  }
}

bool Parser::read_operand(Term& term) {
  std::string chain;
  if (!read_term(term, chain)) return false;
  if (term == Term::kNone) return true;
  bool chained = false;
  while (peek().kind == Kind::kField) {
    chain += next().text;
    chained = true;
  }
  if (chained && term == Term::kLiteral) return fail("unexpected . after term");
  if (term == Term::kField && !scope_.rebound) root_references_.insert(chain);
  if (term == Term::kField || (chained && term == Term::kOther)) references_.insert(std::move(chain));
  return true;
}

/// A term; for a field, `chain` gets its name.
bool Parser::read_term(Term& term, std::string& chain) {
  const Token token = next_non_space();
  switch (token.kind) {
    case Kind::kIdentifier:
      term = Term::kOther;
      return knows_function(token.text) || fail("function \"" + std::string(token.text) + "\" not defined");
    case Kind::kDot:
    case Kind::kNil:
    case Kind::kBool:
      term = Term::kLiteral;
      return true;
    case Kind::kVariable: {
      term = Term::kVariable;
      const auto& known = scope_.variables;
      if (std::find(known.begin(), known.end(), token.text) != known.end()) return true;
      return fail("undefined variable \"" + std::string(token.text) + '"');
    }
    case Kind::kField:
      term = Term::kField;
      chain = token.text;
      return true;
    case Kind::kCharacter:
    case Kind::kComplex:
    case Kind::kNumber:
      term = Term::kLiteral;
      return check_number(token);
    case Kind::kString:
    case Kind::kRawString:
      term = Term::kLiteral;
      return unquote(token.text).has_value() || fail("invalid syntax");
    case Kind::kLeftParen: {
      term = Term::kOther;
      if (depth_ >= kMaxDepth) return fail("max expression depth exceeded");
      ++depth_;
      const bool read = read_pipeline("parenthesized pipeline", Kind::kRightParen);
      --depth_;
      return read;
    }
    default:
      push_back(token);
      return true;
  }
}

bool Parser::check_number(const Token& token) {
  const std::string text = '"' + std::string(token.text) + '"';
  if (token.kind == Kind::kCharacter) {
    return is_character_literal(token.text) || fail("malformed character constant: " + text);
  }
  std::string_view number = token.text;
  if (token.kind == Kind::kComplex) {
    const std::size_t sign = number.find_last_of("+-");
    const bool exponent = sign > 0 && std::string_view("eEpP").find(number[sign - 1]) != std::string_view::npos;
    const std::size_t split = exponent ? number.find_last_of("+-", sign - 1) : sign;
    if (split == std::string_view::npos || split == 0) return fail("illegal number syntax: " + text);
    const std::string_view imaginary = number.substr(split, number.size() - split - 1);
    const bool good = parse_float(number.substr(0, split)) && parse_float(imaginary);
    return good || fail("illegal number syntax: " + text);
  }
  if (number.ends_with('i')) {
    number.remove_suffix(1);
    return parse_float(number) || fail("illegal number syntax: " + text);
  }
  if (is_integer_literal(number)) return true;
  if (!parse_float(number)) return fail("illegal number syntax: " + text);
  return number.find_first_of(".eEpP") != std::string_view::npos || fail("integer overflow: " + text);
}

bool Parser::knows_function(std::string_view name) const {
  return std::find(kBuiltins.begin(), kBuiltins.end(), name) != kBuiltins.end() ||
         std::find(functions_.begin(), functions_.end(), name) != functions_.end();
}

}  // namespace

Template parse_template(std::string_view text, std::span<const std::string_view> functions, std::string_view name) {
  return Parser(text, functions).parse(name);
}

}  // namespace vmcp::go
