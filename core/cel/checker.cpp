#include "core/cel/checker.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/cel/functions.h"
#include "core/go/regexp.h"

namespace vmcp::cel {
namespace {

/// Names that stand for types, with the letter of their type (`L` list, `M` map, both of dyn).
struct TypeIdentifier {
  std::string_view name;
  std::string_view signature;
};
constexpr std::array<TypeIdentifier, 12> kTypeIdentifiers = {{{"bool", "b"},
                                                              {"bytes", "y"},
                                                              {"double", "d"},
                                                              {"google.protobuf.Duration", "D"},
                                                              {"google.protobuf.Timestamp", "T"},
                                                              {"int", "i"},
                                                              {"list", "L*"},
                                                              {"map", "M**"},
                                                              {"null_type", "n"},
                                                              {"string", "s"},
                                                              {"type", "t*"},
                                                              {"uint", "u"}}};

/// Whether a name can stand behind the last dot of a type's.
bool may_end_type_name(std::string_view name) {
  return std::ranges::any_of(kTypeIdentifiers, [&](const TypeIdentifier& type) {
    return type.name.ends_with(name) && type.name.substr(0, type.name.size() - name.size()).ends_with('.');
  });
}

/// The names of an overload's type parameters, made fresh for each use.
struct Parameters {
  const Type* a = nullptr;
  const Type* b = nullptr;
};

class Checker {
 public:
  Checker(Expression& expression, Dialect dialect) : expression_(expression), dialect_(dialect) {}

  std::optional<CompileError> run(std::span<const Variable> variables, std::optional<TypeKind> wanted);

 private:
  struct Scoped {
    std::string_view name;
    const Type* type;
  };

  const Type* fail(const Node& node, std::string message) {
    if (!error_) error_ = CompileError{node.offset, std::move(message)};
    return simple_type(TypeKind::kError);
  }
  const Type* read_type(std::string_view& signature, Parameters& parameters);

  const Type* check(Node& node);
  const Type* check_literal(const Node& node);
  const Type* check_identifier(Node& node);
  bool resolve_type_name(Node& node, std::string_view name, const Type*& type);
  const Type* check_select(Node& node);
  const Type* check_call(Node& node);
  const Type* check_logical(Node& node);
  const Type* check_list(Node& node);
  const Type* check_map(Node& node);
  const Type* join(const Node& node, const Type* previous, const Type* current);
  const Type* check_macro(Node& node);
  const Type* check_collecting_macro(Node& node, const Type* variable);
  const Type* resolve_overload(const Node& node, std::string_view function, bool member,
                               const std::vector<const Type*>& arguments);
  const Type* item_type(const Node& range, const Type* type);
  bool require(const Node& node, const Type* type, const Type* wanted);
  bool is_local(std::string_view name) const;

  Expression& expression_;
  Dialect dialect_;
  Types types_;
  std::vector<Scoped> scope_;  // by slot
  std::size_t globals_ = 0;
  std::optional<CompileError> error_;
};

std::optional<CompileError> Checker::run(std::span<const Variable> variables, std::optional<TypeKind> wanted) {
  for (const Variable& variable : variables) {
    const Type* type = simple_type(TypeKind::kDyn);
    if (variable.type == TypeKind::kMap) type = types_.map_of(simple_type(TypeKind::kString), type);
    scope_.push_back({variable.name, type});
    expression_.variables.emplace_back(variable.name);
  }
  globals_ = expression_.slots = scope_.size();
  const Type* result = types_.resolve(check(*expression_.root));
  if (wanted && !types_.assign(result, simple_type(*wanted))) {
    fail(*expression_.root,
         "the result must be " + to_string(*simple_type(*wanted)) + ", but it is " + to_string(*result));
  }
  if (types_.exhausted()) fail(*expression_.root, "the expression's types are too complex");
  return std::move(error_);
}

const Type* Checker::read_type(std::string_view& signature, Parameters& parameters) {
  const char letter = signature.front();
  signature.remove_prefix(1);
  const auto parameter = [this](const Type*& type) {
    if (type == nullptr) type = types_.fresh_variable();
    return type;
  };
  switch (letter) {
    case 'b':
      return simple_type(TypeKind::kBool);
    case 'i':
      return simple_type(TypeKind::kInt);
    case 'u':
      return simple_type(TypeKind::kUint);
    case 'd':
      return simple_type(TypeKind::kDouble);
    case 's':
      return simple_type(TypeKind::kString);
    case 'y':
      return simple_type(TypeKind::kBytes);
    case 'n':
      return simple_type(TypeKind::kNull);
    case 'D':
      return simple_type(TypeKind::kDuration);
    case 'T':
      return simple_type(TypeKind::kTimestamp);
    case 'A':
      return parameter(parameters.a);
    case 'B':
      return parameter(parameters.b);
    case 'L':
      return types_.list_of(read_type(signature, parameters));
    case 'M': {
      const Type* key = read_type(signature, parameters);
      return types_.map_of(key, read_type(signature, parameters));
    }
    case 't':
      return types_.type_of(read_type(signature, parameters));
    default:
      return simple_type(TypeKind::kDyn);
  }
}

const Type* Checker::check(Node& node) {
  if (error_) return simple_type(TypeKind::kError);
  switch (node.kind) {
    case NodeKind::kLiteral:
      return check_literal(node);
    case NodeKind::kIdentifier:
      return check_identifier(node);
    case NodeKind::kSelect:
    case NodeKind::kHas:
      return check_select(node);
    case NodeKind::kCall:
    case NodeKind::kConditional:
      return check_call(node);
    case NodeKind::kAnd:
    case NodeKind::kOr:
      return check_logical(node);
    case NodeKind::kList:
      return check_list(node);
    case NodeKind::kMap:
      return check_map(node);
    case NodeKind::kMacro:
      return check_macro(node);
  }
  return simple_type(TypeKind::kError);
}

const Type* Checker::check_literal(const Node& node) {
  const Value& value = node.literal;
  if (value.is_null()) return simple_type(TypeKind::kNull);
  if (value.get<bool>()) return simple_type(TypeKind::kBool);
  if (value.get<std::int64_t>()) return simple_type(TypeKind::kInt);
  if (value.get<std::uint64_t>()) return simple_type(TypeKind::kUint);
  if (value.get<double>()) return simple_type(TypeKind::kDouble);
  return simple_type(value.get<Text>() ? TypeKind::kString : TypeKind::kBytes);
}

bool Checker::is_local(std::string_view name) const {
  return std::any_of(scope_.begin() + static_cast<std::ptrdiff_t>(globals_), scope_.end(),
                     [name](const Scoped& variable) { return variable.name == name; });
}

const Type* Checker::check_identifier(Node& node) {
  std::string_view name = node.name;
  const bool rooted = name.starts_with('.');
  if (rooted) name.remove_prefix(1);
  for (std::size_t slot = rooted ? globals_ : scope_.size(); slot-- > 0;) {
    if (scope_[slot].name != name) continue;
    node.slot = slot;
    return scope_[slot].type;
  }
  const Type* type = nullptr;
  if (resolve_type_name(node, name, type)) return type;
  return fail(node, "undeclared reference to \"" + std::string(name) + '"');
}

/// Turns a node that names a type into a literal.
bool Checker::resolve_type_name(Node& node, std::string_view name, const Type*& type) {
  const auto* const found = std::find_if(kTypeIdentifiers.begin(), kTypeIdentifiers.end(),
                                         [name](const TypeIdentifier& candidate) { return candidate.name == name; });
  if (found == kTypeIdentifiers.end()) return false;
  std::string_view signature = found->signature;
  Parameters none;
  type = types_.type_of(read_type(signature, none));
  node.kind = NodeKind::kLiteral;
  node.literal = Value(TypeName{found->name});
  return true;
}

const Type* Checker::check_select(Node& node) {
  Node& operand = *node.children.front();
  if (node.kind == NodeKind::kSelect && may_end_type_name(node.name)) {
    std::string qualified(node.name);
    const auto qualify = [&](std::string_view name) { qualified.insert(0, 1, '.').insert(0, name); };
    const Node* head = &operand;
    for (; head->kind == NodeKind::kSelect; head = head->children.front()) qualify(head->name);
    if (head->kind == NodeKind::kIdentifier && !is_local(head->name)) {
      qualify(head->name);
      const Type* type = nullptr;
      const std::string_view name = qualified;
      if (resolve_type_name(node, name.substr(name.starts_with('.') ? 1 : 0), type)) return type;
    }
  }
  const Type* type = types_.resolve(check(operand));
  const Type* result = simple_type(TypeKind::kDyn);
  switch (type->kind) {
    case TypeKind::kMap:
      result = type->second;
      break;
    case TypeKind::kParameter:
      types_.assign(result, type);
      break;
    case TypeKind::kDyn:
    case TypeKind::kError:
      break;
    default:
      return fail(node, "type " + to_string(*type) + " has no fields");
  }
  return node.kind == NodeKind::kHas ? simple_type(TypeKind::kBool) : types_.resolve(result);
}

const Type* Checker::check_call(Node& node) {
  std::vector<const Type*> arguments;
  arguments.reserve(node.children.size());
  for (Node* child : node.children) arguments.push_back(check(*child));
  if (error_) return simple_type(TypeKind::kError);
  if (node.kind == NodeKind::kConditional) {
    if (!require(*node.children.front(), arguments.front(), simple_type(TypeKind::kBool))) {
      return simple_type(TypeKind::kError);
    }
    const Type* result = types_.fresh_variable();
    if (!types_.assign_all({arguments[1], arguments[2]}, {result, result})) {
      return fail(node,
                  "the branches of a conditional have different types: " + to_string(*types_.resolve(arguments[1])) +
                      " and " + to_string(*types_.resolve(arguments[2])));
    }
    return types_.resolve(result);
  }
  node.implementation = find_implementation(node.name);
  node.cost = find_call_cost(node.name);
  const Type* result = resolve_overload(node, node.name, node.member, arguments);
  if (node.name == "matches" && node.children.size() == 2) {
    constexpr std::size_t kMostKept = 1000;
    const Text* pattern = node.children[1]->literal.get<Text>();
    if (pattern != nullptr && go::regexp_cost(pattern->text) <= kMostKept) {
      node.pattern = go::compile_regexp(pattern->text);
    }
  }
  return result;
}

const Type* Checker::resolve_overload(const Node& node, std::string_view function, bool member,
                                      const std::vector<const Type*>& arguments) {
  const Type* result = nullptr;
  bool known = false;
  std::vector<const Type*> wanted;
  for (const Declaration& declaration : overloads_of(function)) {
    if (declaration.since > dialect_) continue;
    known = true;
    if (declaration.member != member) continue;
    Parameters parameters;
    std::string_view signature = declaration.signature;
    wanted.clear();
    while (signature.front() != ':') wanted.push_back(read_type(signature, parameters));
    if (!types_.assign_all(arguments, wanted)) continue;
    signature.remove_prefix(1);
    const Type* type = types_.resolve(read_type(signature, parameters));
    if (result == nullptr) {
      result = type;
    } else if (result->kind != TypeKind::kDyn && !types_.identical(type, result)) {
      result = simple_type(TypeKind::kDyn);
    }
  }
  if (result != nullptr) return result;
  if (!known) return fail(node, "undeclared reference to function \"" + std::string(function) + '"');
  std::string message = "no matching overload for \"" + std::string(function) + "\" applied to (";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (i > 0) message += ", ";
    message += to_string(*types_.resolve(arguments[i]));
  }
  return fail(node, message + ')');
}

bool Checker::require(const Node& node, const Type* type, const Type* wanted) {
  if (types_.assign(type, wanted)) return true;
  fail(node, "expected type " + to_string(*wanted) + ", but it is " + to_string(*types_.resolve(type)));
  return false;
}

const Type* Checker::check_logical(Node& node) {
  for (Node* child : node.children) {
    if (!require(*child, check(*child), simple_type(TypeKind::kBool))) break;
  }
  return simple_type(TypeKind::kBool);
}

const Type* Checker::join(const Node& node, const Type* previous, const Type* current) {
  if (previous == nullptr) return current;
  if (types_.assign(previous, current)) return types_.most_general(previous, current);
  if (dialect_ == Dialect::kStandard) return simple_type(TypeKind::kDyn);
  return fail(node, "expected type " + to_string(*types_.resolve(previous)) + ", but it is " +
                        to_string(*types_.resolve(current)));
}

const Type* Checker::check_list(Node& node) {
  const Type* item = nullptr;
  for (Node* child : node.children) item = join(*child, item, check(*child));
  return types_.list_of(item == nullptr ? types_.fresh_variable() : item);
}

const Type* Checker::check_map(Node& node) {
  const Type* key = nullptr;
  const Type* value = nullptr;
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
    key = join(*node.children[i], key, check(*node.children[i]));
    value = join(*node.children[i + 1], value, check(*node.children[i + 1]));
  }
  if (key == nullptr) {
    key = types_.fresh_variable();
    value = types_.fresh_variable();
  }
  return types_.map_of(key, value);
}

/// What an iteration variable over a range of this type is.
const Type* Checker::item_type(const Node& range, const Type* type) {
  const Type* dyn = simple_type(TypeKind::kDyn);
  switch (type->kind) {
    case TypeKind::kList:
    case TypeKind::kMap:
      return type->first;
    case TypeKind::kParameter:
      types_.assign(dyn, type);
      return dyn;
    case TypeKind::kDyn:
    case TypeKind::kError:
      return dyn;
    default:
      return fail(range, "type " + to_string(*type) + " cannot be iterated over");
  }
}

const Type* Checker::check_macro(Node& node) {
  Node& range = *node.children.front();
  const Type* variable = item_type(range, types_.resolve(check(range)));
  if (error_) return variable;
  node.slot = scope_.size();
  scope_.push_back({node.name, variable});
  expression_.slots = std::max(expression_.slots, scope_.size());
  const Type* result = simple_type(TypeKind::kBool);
  if (node.macro == Macro::kMap || node.macro == Macro::kFilter) {
    result = check_collecting_macro(node, variable);
  } else {
    Node& predicate = *node.children[1];
    require(predicate, check(predicate), result);
  }
  scope_.pop_back();
  return result;
}

/// `map` and `filter`, which append to a list of a type yet to be found.
const Type* Checker::check_collecting_macro(Node& node, const Type* variable) {
  const Type* collected = types_.list_of(types_.fresh_variable());
  const bool filters = node.macro == Macro::kFilter || node.children.size() == 3;
  if (filters) {
    Node& predicate = *node.children[1];
    if (!require(predicate, check(predicate), simple_type(TypeKind::kBool))) return collected;
  }
  const Type* item = node.macro == Macro::kFilter ? variable : check(*node.children.back());
  const Type* appended = resolve_overload(node, "+", false, {collected, types_.list_of(item)});
  if (!error_) require(node, appended, collected);
  return types_.resolve(collected);
}

}  // namespace

std::optional<CompileError> check(Expression& expression, std::span<const Variable> variables, Dialect dialect,
                                  std::optional<TypeKind> wanted) {
  return Checker(expression, dialect).run(variables, wanted);
}

}  // namespace vmcp::cel
