#include "core/model/maker_fields.h"

#include <utility>

#include "core/yaml/fields.h"

namespace vmcp::model {

using yaml::text_at;
using yaml::Value;

const Value& at(const Value& root, std::initializer_list<std::string_view> fields) {
  static const Value kNothing;
  const Value* value = yaml::value_at(root, fields);
  return value == nullptr ? kNothing : *value;
}

std::string_view text_of(const Value& value, std::string_view otherwise) {
  return value.is_string() && !value.as_string().empty() ? std::string_view{value.as_string()} : otherwise;
}

const yaml::Sequence& items_of(const Value& list) {
  static const yaml::Sequence kNone;
  return list.is_sequence() ? list.items() : kNone;
}

bool is_filled(const Value& value) {
  return !items_of(value).empty() || (value.is_mapping() && !value.members().empty());
}

void add(const Keys& more, Keys& keys) { keys.insert(keys.end(), more.begin(), more.end()); }

Keys keys_of(const Value& mapping) {
  Keys keys;
  if (!mapping.is_mapping()) return keys;
  for (const yaml::Member& member : mapping.members()) keys.push_back(member.key);
  return keys;
}

Keys texts_of(const Value& list, std::string_view field) {
  Keys keys;
  for (const Value& item : items_of(list)) {
    if (const std::string_view text = text_of(field.empty() ? item : at(item, {field})); !text.empty()) {
      keys.push_back(text);
    }
  }
  return keys;
}

Keys selected_namespaces(const Value& selector) {
  // The one label that says by itself which namespace it is on.
  constexpr std::string_view kNameLabel = "kubernetes.io/metadata.name";
  const Value& labels = at(selector, {"matchLabels"});
  const Value& expressions = at(selector, {"matchExpressions"});
  const bool by_name = labels.is_mapping() && labels.members().size() == 1 && items_of(expressions).empty();
  if (by_name && labels.members().front().key == kNameLabel) return {text_of(labels.members().front().value)};
  if (!is_filled(labels) && items_of(expressions).size() == 1) {
    const Value& only = items_of(expressions).front();
    if (text_at(only, {"key"}) == kNameLabel && text_at(only, {"operator"}) == "In") {
      return texts_of(at(only, {"values"}));
    }
  }
  return {std::string_view{}};
}

Made if_named(MadeObject made) { return made.name.empty() ? Made{} : Made{std::move(made)}; }

Made unknown_secret(std::string_view name_space, std::string_view name) {
  return if_named({.name_space = name_space, .name = name, .complete = false});
}

}  // namespace vmcp::model
