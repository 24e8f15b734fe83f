#include "core/json_schema/check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/go/number.h"
#include "core/go/regexp.h"
#include "core/go/url.h"
#include "core/json_schema/schema_pool.h"

namespace vmcp::json_schema {
namespace {

/// A draft as far as gojsonschema tells them apart; hybrid is what no known `$schema` asks for.
enum class Draft : std::uint8_t { kDraft4, kDraft6, kDraft7, kHybrid };

constexpr std::array<std::string_view, 7> kTypes = {"array",  "boolean", "integer", "null",
                                                    "number", "object",  "string"};
constexpr double kInt64Limit = 9223372036854775808.0;

void append_number(double number, std::string& out) {
  out += '#';
  out += go::format_float(number);
}

/// A text that is equal for equal JSON values: numbers as doubles, keys sorted.
void append_canonical(const yaml::Value& value, std::string& out) {
  switch (value.kind()) {
    case yaml::Value::Kind::kNull:
      out += 'n';
      break;
    case yaml::Value::Kind::kBool:
      out += value.as_bool() ? 't' : 'f';
      break;
    case yaml::Value::Kind::kInt:
    case yaml::Value::Kind::kUint:
    case yaml::Value::Kind::kFloat:
      append_number(value.number(), out);
      break;
    case yaml::Value::Kind::kString:
      out += std::to_string(value.as_string().size()) + ':' + value.as_string();
      break;
    case yaml::Value::Kind::kSequence:
      out += '[';
      for (const yaml::Value& item : value.items()) append_canonical(item, out);
      out += ']';
      break;
    case yaml::Value::Kind::kMapping: {
      std::vector<const yaml::Member*> sorted;
      for (const yaml::Member& member : value.members()) sorted.push_back(&member);
      std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
      out += '{';
      for (const yaml::Member* member : sorted) {
        out += std::to_string(member->key.size()) + ':' + member->key;
        append_canonical(member->value, out);
      }
      out += '}';
      break;
    }
  }
}

/// An integer in a schema as json.Number.Int64 reads it: whole, and in 64 bits.
std::optional<std::int64_t> integer(const yaml::Value& value) {
  if (value.kind() == yaml::Value::Kind::kInt) return value.as_int();
  if (value.kind() != yaml::Value::Kind::kFloat) return std::nullopt;
  const double number = value.as_float();
  if (std::trunc(number) != number || std::abs(number) >= kInt64Limit) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

bool is_schema_shape(const yaml::Value& value) { return value.is_mapping() || value.is_bool(); }

/// One compilation of one schema; the order of checks is gojsonschema's, but all faults are collected.
class Compiler {
 public:
  Compiler(const yaml::Value& root, const diag::FieldPath& at) : root_(root), at_(at), pool_(root) {}

  std::vector<Fault> run();

 private:
  void fault(const diag::FieldPath& path, std::string message) { faults_.push_back({path, std::move(message)}); }
  void detect_draft();
  void check(const yaml::Value& schema, const diag::FieldPath& path);
  void check_reference(const yaml::Value& schema, const diag::FieldPath& path);
  void check_types(const yaml::Value& schema, const diag::FieldPath& path);
  void check_type_name(const yaml::Value& type, const diag::FieldPath& path, std::set<std::string_view>& seen);
  void check_children(const yaml::Value& schema, const diag::FieldPath& path);
  void check_named_children(const yaml::Value& schema, std::string_view key, const diag::FieldPath& path);
  void check_dependencies(const yaml::Value& dependencies, const diag::FieldPath& path);
  void check_items(const yaml::Value& items, const diag::FieldPath& path);
  void check_numbers(const yaml::Value& schema, const diag::FieldPath& path);
  void check_exclusive(const yaml::Value& schema, std::string_view key, std::string_view bound,
                       const diag::FieldPath& path);
  void check_sizes(const yaml::Value& schema, const diag::FieldPath& path);
  std::optional<std::int64_t> check_size(const yaml::Value& schema, std::string_view key, const diag::FieldPath& path);
  void check_texts(const yaml::Value& schema, const diag::FieldPath& path);
  void check_required(const yaml::Value& required, const diag::FieldPath& path);
  void check_enum(const yaml::Value& values, const diag::FieldPath& path);
  bool recurs_on_empty_object();
  std::vector<const yaml::Value*> schemas_of_same_instance(const yaml::Value& schema);

  const yaml::Value& root_;
  diag::FieldPath at_;
  SchemaPool pool_;
  Draft draft_ = Draft::kHybrid;
  struct Pending {
    const yaml::Value* schema;
    diag::FieldPath path;
  };
  std::vector<Pending> pending_;  // referenced schemas wait here, so that long chains of references need no stack
  std::set<const yaml::Value*> checked_;
  std::vector<Fault> faults_;
};

std::vector<Fault> Compiler::run() {
  detect_draft();
  pending_.push_back({&root_, at_});
  while (!pending_.empty()) {
    const Pending next = std::move(pending_.back());
    pending_.pop_back();
    check(*next.schema, next.path);
  }
  if (faults_.empty() && recurs_on_empty_object()) {
    fault(at_, "the schema refers to itself without an end, which crashes the operator");
  }
  return std::move(faults_);
}

void Compiler::detect_draft() {
  const yaml::Value* schema = root_.find("$schema");
  if (schema == nullptr) return;
  if (!schema->is_string()) return fault(at_ / "$schema", "must be a string");
  const go::url::Parsed url = go::url::parse(schema->as_string());
  if (!url) return fault(at_ / "$schema", "is no URI: " + url.error);
  const std::string text = url->str();
  if (text == "http://json-schema.org/draft-04/schema") draft_ = Draft::kDraft4;
  if (text == "http://json-schema.org/draft-06/schema") draft_ = Draft::kDraft6;
  if (text == "http://json-schema.org/draft-07/schema") draft_ = Draft::kDraft7;
}

void Compiler::check(const yaml::Value& schema, const diag::FieldPath& path) {
  if (schema.is_bool() && draft_ != Draft::kDraft4) return;
  if (!schema.is_mapping()) return fault(path, "must be a schema, not " + std::string(yaml::kind_name(schema.kind())));
  if (!checked_.insert(&schema).second) return;

  const std::string_view id_key =
      draft_ == Draft::kDraft4 || (draft_ == Draft::kHybrid && schema.find("id") != nullptr) ? "id" : "$id";
  if (const yaml::Value* id = schema.find(id_key)) {
    if (!id->is_string()) {
      fault(path / id_key, "must be a string");
    } else if (const go::url::Parsed url = go::url::parse(id->as_string()); !url) {
      fault(path / id_key, "is no URI: " + url.error);
    }
  }
  check_named_children(schema, "definitions", path);
  for (const std::string_view key : {"title", "description", "$ref"}) {
    const yaml::Value* value = schema.find(key);
    if (value != nullptr && !value->is_string()) fault(path / key, "must be a string");
  }
  if (const yaml::Value* reference = schema.find("$ref"); reference != nullptr && reference->is_string()) {
    return check_reference(schema, path);
  }
  check_types(schema, path);
  check_children(schema, path);
  check_numbers(schema, path);
  check_sizes(schema, path);
  check_texts(schema, path);
}

void Compiler::check_reference(const yaml::Value& schema, const diag::FieldPath& path) {
  const ReferenceTarget target = pool_.follow(schema);
  if (!target.error.empty()) return fault(path / "$ref", target.error);
  if (target.schema == nullptr) return;
  if (!is_schema_shape(*target.schema)) return fault(path / "$ref", "does not lead to a schema");
  pending_.push_back({target.schema, path.str().ends_with("$ref") ? path : path / "$ref"});
}

void Compiler::check_types(const yaml::Value& schema, const diag::FieldPath& path) {
  const yaml::Value* type = schema.find("type");
  if (type == nullptr) return;
  std::set<std::string_view> seen;
  if (!type->is_sequence()) return check_type_name(*type, path / "type", seen);
  for (std::size_t i = 0; i < type->items().size(); ++i) check_type_name(type->items()[i], (path / "type")[i], seen);
}

void Compiler::check_type_name(const yaml::Value& type, const diag::FieldPath& path, std::set<std::string_view>& seen) {
  if (!type.is_string()) return fault(path, "must be a string or an array of strings");
  const std::string& name = type.as_string();
  if (std::find(kTypes.begin(), kTypes.end(), name) == kTypes.end())
    return fault(path, "unknown type " + diag::quoted(name));
  if (!seen.insert(name).second) fault(path, "type \"" + name + "\" is given twice");
}

/// Schemas below a schema, in all the shapes that the keywords want them in.
void Compiler::check_children(const yaml::Value& schema, const diag::FieldPath& path) {
  check_named_children(schema, "properties", path);
  check_named_children(schema, "patternProperties", path);
  if (const yaml::Value* dependencies = schema.find("dependencies")) {
    check_dependencies(*dependencies, path / "dependencies");
  }
  if (const yaml::Value* items = schema.find("items")) check_items(*items, path / "items");
  for (const std::string_view key : {"additionalProperties", "additionalItems"}) {
    const yaml::Value* value = schema.find(key);
    if (value == nullptr || value->is_bool()) continue;
    check(*value, path / key);
  }
  struct Single {
    std::string_view key;
    Draft since;
  };
  for (const Single& single :
       {Single{"propertyNames", Draft::kDraft6}, Single{"contains", Draft::kDraft6}, Single{"not", Draft::kDraft4},
        Single{"if", Draft::kDraft7}, Single{"then", Draft::kDraft7}, Single{"else", Draft::kDraft7}}) {
    const yaml::Value* value = draft_ < single.since ? nullptr : schema.find(single.key);
    if (value != nullptr) check(*value, path / single.key);
  }
  for (const std::string_view key : {"oneOf", "anyOf", "allOf"}) {
    const yaml::Value* value = schema.find(key);
    if (value == nullptr) continue;
    if (!value->is_sequence()) {
      fault(path / key, "must be an array of schemas");
      continue;
    }
    for (std::size_t i = 0; i < value->items().size(); ++i) check(value->items()[i], (path / key)[i]);
  }
}

void Compiler::check_named_children(const yaml::Value& schema, std::string_view key, const diag::FieldPath& path) {
  const yaml::Value* children = schema.find(key);
  if (children == nullptr) return;
  if (!children->is_mapping()) return fault(path / key, "must be an object of schemas");
  for (const yaml::Member& child : children->members()) {
    const diag::FieldPath at = (path / key).key(child.key);
    if (key == "patternProperties" && !go::is_regexp(child.key)) fault(at, "is no regular expression");
    check(child.value, at);
  }
}

void Compiler::check_dependencies(const yaml::Value& dependencies, const diag::FieldPath& path) {
  if (!dependencies.is_mapping()) return fault(path, "must be an object");
  for (const yaml::Member& dependency : dependencies.members()) {
    const diag::FieldPath at = path.key(dependency.key);
    if (is_schema_shape(dependency.value)) {
      check(dependency.value, at);
      continue;
    }
    const bool names =
        dependency.value.is_sequence() && std::all_of(dependency.value.items().begin(), dependency.value.items().end(),
                                                      [](const yaml::Value& item) { return item.is_string(); });
    if (!names) fault(at, "must be a schema or an array of strings");
  }
}

void Compiler::check_items(const yaml::Value& items, const diag::FieldPath& path) {
  if (!items.is_sequence()) return check(items, path);
  for (std::size_t i = 0; i < items.items().size(); ++i) check(items.items()[i], path[i]);
}

void Compiler::check_numbers(const yaml::Value& schema, const diag::FieldPath& path) {
  for (const std::string_view key : {"multipleOf", "minimum", "maximum"}) {
    const yaml::Value* value = schema.find(key);
    if (value == nullptr) continue;
    if (!value->is_number()) {
      fault(path / key, "must be a number");
    } else if (key == "multipleOf" && value->number() <= 0) {
      fault(path / key, "must be greater than 0");
    }
  }
  check_exclusive(schema, "exclusiveMinimum", "minimum", path);
  check_exclusive(schema, "exclusiveMaximum", "maximum", path);
}

/// A flag beside the bound in draft 4, a bound of its own since draft 6, either one in between.
void Compiler::check_exclusive(const yaml::Value& schema, std::string_view key, std::string_view bound,
                               const diag::FieldPath& path) {
  const yaml::Value* value = schema.find(key);
  if (value == nullptr) return;
  const bool may_be_flag = draft_ == Draft::kDraft4 || draft_ == Draft::kHybrid;
  if (may_be_flag && value->is_bool()) {
    if (schema.find(bound) == nullptr) fault(path / key, "cannot be used without \"" + std::string(bound) + '"');
  } else if (draft_ == Draft::kDraft4 || !value->is_number()) {
    fault(path / key, draft_ == Draft::kDraft4 ? "must be a boolean" : "must be a number");
  }
}

void Compiler::check_sizes(const yaml::Value& schema, const diag::FieldPath& path) {
  struct Range {
    std::string_view min;
    std::string_view max;
    bool ordered;  // the library does not compare minItems and maxItems
  };
  for (const Range& range : {Range{"minLength", "maxLength", true}, Range{"minProperties", "maxProperties", true},
                             Range{"minItems", "maxItems", false}}) {
    const std::optional<std::int64_t> min = check_size(schema, range.min, path);
    const std::optional<std::int64_t> max = check_size(schema, range.max, path);
    if (range.ordered && min && max && *min > *max) {
      fault(path / range.min, "cannot be greater than \"" + std::string(range.max) + '"');
    }
  }
}

std::optional<std::int64_t> Compiler::check_size(const yaml::Value& schema, std::string_view key,
                                                 const diag::FieldPath& path) {
  const yaml::Value* value = schema.find(key);
  if (value == nullptr) return std::nullopt;
  const std::optional<std::int64_t> size = integer(*value);
  if (size && *size >= 0) return size;
  fault(path / key, size ? "must be at least 0" : "must be an integer");
  return std::nullopt;
}

void Compiler::check_texts(const yaml::Value& schema, const diag::FieldPath& path) {
  if (const yaml::Value* pattern = schema.find("pattern")) {
    if (!pattern->is_string()) {
      fault(path / "pattern", "must be a string");
    } else if (!go::is_regexp(pattern->as_string())) {
      fault(path / "pattern", "\"" + pattern->as_string() + "\" is no regular expression that Go knows");
    }
  }
  if (const yaml::Value* format = schema.find("format"); format != nullptr && !format->is_string()) {
    fault(path / "format", "must be a string");
  }
  if (const yaml::Value* unique = schema.find("uniqueItems"); unique != nullptr && !unique->is_bool()) {
    fault(path / "uniqueItems", "must be a boolean");
  }
  if (const yaml::Value* required = schema.find("required")) check_required(*required, path / "required");
  if (const yaml::Value* values = schema.find("enum")) check_enum(*values, path / "enum");
}

void Compiler::check_required(const yaml::Value& required, const diag::FieldPath& path) {
  if (!required.is_sequence()) return fault(path, "must be an array of strings");
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < required.items().size(); ++i) {
    const yaml::Value& item = required.items()[i];
    if (!item.is_string()) {
      fault(path[i], "must be a string");
    } else if (!seen.insert(item.as_string()).second) {
      fault(path[i], "\"" + item.as_string() + "\" is given twice");
    }
  }
}

void Compiler::check_enum(const yaml::Value& values, const diag::FieldPath& path) {
  if (!values.is_sequence()) return fault(path, "must be an array");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < values.items().size(); ++i) {
    std::string canonical;
    append_canonical(values.items()[i], canonical);
    if (!seen.insert(std::move(canonical)).second) fault(path[i], "the same value is given twice");
  }
}

/// The schemas that an instance is held against when it is held against `schema`, short of its members and items.
std::vector<const yaml::Value*> Compiler::schemas_of_same_instance(const yaml::Value& schema) {
  std::vector<const yaml::Value*> schemas;
  if (!schema.is_mapping()) return schemas;
  if (const yaml::Value* reference = schema.find("$ref"); reference != nullptr && reference->is_string()) {
    const yaml::Value* target = pool_.follow(schema).schema;
    if (target != nullptr) schemas.push_back(target);
    return schemas;
  }
  for (const std::string_view key : {"oneOf", "anyOf", "allOf"}) {
    const yaml::Value* value = schema.find(key);
    if (value == nullptr) continue;
    for (const yaml::Value& item : value->items()) schemas.push_back(&item);
  }
  for (const std::string_view key : {"not", "if"}) {
    if (const yaml::Value* value = schema.find(key)) schemas.push_back(value);
  }
  return schemas;
}

/// Whether holding an empty object against the schema comes back to a schema that is being held already: the operator
/// does hold one against it, and its stack overflows.
bool Compiler::recurs_on_empty_object() {
  struct Frame {
    const yaml::Value* schema;
    std::vector<const yaml::Value*> rest;
  };
  std::set<const yaml::Value*> open = {&root_};
  std::set<const yaml::Value*> done;
  std::vector<Frame> stack = {{&root_, schemas_of_same_instance(root_)}};
  while (!stack.empty()) {
    if (stack.back().rest.empty()) {
      done.insert(stack.back().schema);
      open.erase(stack.back().schema);
      stack.pop_back();
      continue;
    }
    const yaml::Value* next = stack.back().rest.back();
    stack.back().rest.pop_back();
    if (done.contains(next)) continue;
    if (!open.insert(next).second) return true;
    stack.push_back({next, schemas_of_same_instance(*next)});
  }
  return false;
}

}  // namespace

std::vector<Fault> check(const yaml::Value& schema, const diag::FieldPath& at) { return Compiler(schema, at).run(); }

}  // namespace vmcp::json_schema
