#include "core/admission/list_type.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace vmcp::admission {
namespace {

/// Appends a text that two values share exactly when they are equal.
void append_identity(std::string& out, const yaml::Value& value) {
  out += static_cast<char>('a' + static_cast<int>(value.kind()));
  switch (value.kind()) {
    case yaml::Value::Kind::kNull:
      break;
    case yaml::Value::Kind::kBool:
      out += value.as_bool() ? '1' : '0';
      break;
    case yaml::Value::Kind::kInt:
      out += std::to_string(value.as_int());
      break;
    case yaml::Value::Kind::kUint:
      out += std::to_string(value.as_uint());
      break;
    case yaml::Value::Kind::kFloat: {
      const double number = value.as_float();
      out.append(reinterpret_cast<const char*>(&number), sizeof number);
      break;
    }
    case yaml::Value::Kind::kString:
      out += std::to_string(value.as_string().size()) + ':' + value.as_string();
      break;
    case yaml::Value::Kind::kSequence:
      for (const yaml::Value& item : value.items()) append_identity(out, item);
      out += ']';
      break;
    case yaml::Value::Kind::kMapping: {
      std::vector<const yaml::Member*> sorted;
      for (const yaml::Member& member : value.members()) sorted.push_back(&member);
      std::ranges::sort(sorted, {}, &yaml::Member::key);
      for (const yaml::Member* member : sorted) {
        out += std::to_string(member->key.size()) + ':' + member->key;
        append_identity(out, member->value);
      }
      out += '}';
      break;
    }
  }
}

bool may_repeat(const Schema& list) { return list.list_type == Schema::ListType::kAtomic && !list.unique_items; }

/// The part of an item that must be unique: the item itself, or its key fields as far as it has them.
std::string identity(const yaml::Value& item, const Schema& schema) {
  std::string text;
  if (schema.list_type != Schema::ListType::kMap) {
    append_identity(text, item);
    return text;
  }
  for (const std::string& key : schema.list_map_keys) {
    if (const yaml::Value* part = item.find(key)) append_identity(text, *part);
    text += ';';
  }
  return text;
}

std::string duplicate_message(const yaml::Value& item, const Schema& schema, const Step& at, const Findings& findings) {
  if (schema.list_type != Schema::ListType::kMap) return findings.shown(item, at) + " is in the list already";
  constexpr std::size_t kMostNamed = 8;
  std::string keys;
  for (std::size_t i = 0; i < std::min(kMostNamed, schema.list_map_keys.size()); ++i) {
    const std::string& key = schema.list_map_keys[i];
    if (i > 0) keys += ", ";
    const yaml::Member* part = item.find_member(key);
    keys += key + ' ' + (part == nullptr ? "not set" : findings.shown(part->value, at.field(*part)));
  }
  if (schema.list_map_keys.size() > kMostNamed) keys += ", ...";
  return "an item with " + keys + " is in the list already";
}

}  // namespace

void check_list_type(const yaml::Value& list, const Schema& schema, const Step& at, const Findings& findings) {
  constexpr std::uint64_t kForKey = 4;
  if (may_repeat(schema)) return;
  std::unordered_map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < list.items().size(); ++i) {
    if (!findings.take(1 + kForKey * schema.list_map_keys.size())) return;
    const yaml::Value& item = list.items()[i];
    const auto [seen, is_new] = first.try_emplace(identity(item, schema), i);
    if (is_new) continue;
    const Step here = at.item(i, item);
    const yaml::Value& twin = list.items()[seen->second];
    findings.error("duplicate-list-item", here,
                   diag::Message(duplicate_message(item, schema, here, findings))
                       .because(findings.related(at.item(seen->second, twin), "first given here")),
                   MapKeys::kBracketed);
  }
}

}  // namespace vmcp::admission
