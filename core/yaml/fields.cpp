#include "core/yaml/fields.h"

namespace vmcp::yaml {

const Value* value_at(const Value& root, std::initializer_list<std::string_view> fields) {
  const Value* value = &root;
  for (const std::string_view field : fields) {
    value = value->find(field);
    if (value == nullptr) return nullptr;
  }
  return value;
}

std::string_view text_at(const Value& root, std::initializer_list<std::string_view> fields) {
  const Value* value = value_at(root, fields);
  return value != nullptr && value->is_string() ? std::string_view(value->as_string()) : std::string_view{};
}

const Sequence& items_at(const Value& root, std::initializer_list<std::string_view> fields) {
  static const Sequence kNone;
  const Value* value = value_at(root, fields);
  return value != nullptr && value->is_sequence() ? value->items() : kNone;
}

const Mapping& members_at(const Value& root, std::initializer_list<std::string_view> fields) {
  static const Mapping kNone;
  const Value* value = value_at(root, fields);
  return value != nullptr && value->is_mapping() ? value->members() : kNone;
}

bool is_true(const Value& root, std::initializer_list<std::string_view> fields) {
  const Value* value = value_at(root, fields);
  return value != nullptr && value->is_bool() && value->as_bool();
}

}  // namespace vmcp::yaml
