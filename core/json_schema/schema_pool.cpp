#include "core/json_schema/schema_pool.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace vmcp::json_schema {
namespace {

constexpr std::array<std::string_view, 3> kMetaschemas = {"http://json-schema.org/draft-04/schema",
                                                          "http://json-schema.org/draft-06/schema",
                                                          "http://json-schema.org/draft-07/schema"};

void replace_all(std::string& text, std::string_view from, char to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + 1)) {
    text.replace(at, from.size(), 1, to);
  }
}

const yaml::Value* item_at(const yaml::Sequence& items, std::string_view token) {
  if (token.starts_with('+')) token.remove_prefix(1);
  std::size_t index = 0;
  const char* end = token.data() + token.size();
  const auto parsed = std::from_chars(token.data(), end, index);
  if (parsed.ec != std::errc{} || parsed.ptr != end || index >= items.size()) return nullptr;
  return &items[index];
}

go::url::Url inherited(const go::url::Url& scope, const go::url::Url& reference) {
  go::url::Url base = scope;
  base.fragment.clear();
  go::url::Url resolved = base.resolve(reference);
  const go::url::Parsed parsed = go::url::parse(resolved.str());
  return parsed ? *parsed : resolved;
}

}  // namespace

SchemaPool::SchemaPool(const yaml::Value& root) {
  collect(root, {});
  documents_.insert_or_assign("", &root);
}

void SchemaPool::collect(const yaml::Value& node, const go::url::Url& scope) {
  if (node.is_sequence()) {
    for (const yaml::Value& item : node.items()) collect(item, scope);
  } else if (node.is_mapping()) {
    collect_members(node, scope);
  }
}

void SchemaPool::collect_members(const yaml::Value& node, const go::url::Url& scope) {
  go::url::Url local = scope;
  const yaml::Value* id = node.find("id");
  if (id == nullptr) id = node.find("$id");
  if (id != nullptr && id->is_string()) {
    if (const go::url::Parsed parsed = go::url::parse(id->as_string())) {
      local = inherited(scope, *parsed);
      // The library gives up below a name that is taken.
      if (!documents_.try_emplace(local.str(), &node).second) return;
    }
  }
  const yaml::Value* reference = node.find("$ref");
  if (reference != nullptr && reference->is_string()) {
    if (const go::url::Parsed parsed = go::url::parse(reference->as_string())) {
      absolute_[&node] = inherited(local, *parsed).str();
    }
  }
  for (const yaml::Member& member : node.members()) {
    if (member.key == "const" || member.key == "enum") continue;
    const bool named = member.key == "properties" || member.key == "dependencies" || member.key == "patternProperties";
    if (!named) {
      collect(member.value, local);
    } else if (member.value.is_mapping()) {
      for (const yaml::Member& child : member.value.members()) collect(child.value, local);
    }
  }
}

/// As gojsonpointer: a text that does not begin with a slash points at the whole document.
const yaml::Value* SchemaPool::follow_pointer(const yaml::Value& document, std::string_view pointer) {
  const yaml::Value* node = &document;
  while (pointer.starts_with('/') && node != nullptr) {
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    std::string token(pointer.substr(1, end - 1));
    pointer.remove_prefix(end);
    if (node->is_sequence()) {
      node = item_at(node->items(), token);
      continue;
    }
    replace_all(token, "~1", '/');
    replace_all(token, "~0", '~');
    node = member_at(*node, token);
  }
  return node;
}

const yaml::Value* SchemaPool::member_at(const yaml::Value& mapping, std::string_view key) {
  if (!mapping.is_mapping()) return nullptr;
  const auto [at, added] = members_.try_emplace(&mapping);
  if (added) {
    for (const yaml::Member& member : mapping.members()) at->second.emplace(member.key, &member.value);
  }
  const auto member = at->second.find(key);
  return member == at->second.end() ? nullptr : member->second;
}

ReferenceTarget SchemaPool::follow(const yaml::Value& schema) {
  const std::string& written = schema.find("$ref")->as_string();
  const auto resolved = absolute_.find(&schema);
  const std::string& uri = resolved == absolute_.end() ? written : resolved->second;
  const go::url::Parsed parsed = go::url::parse(uri);
  if (!parsed) return {nullptr, parsed.error};
  if (const auto named = documents_.find(parsed->str()); named != documents_.end()) return {named->second, {}};

  go::url::Url base = *parsed;
  base.fragment.clear();
  if (const auto document = documents_.find(base.str()); document != documents_.end()) {
    const yaml::Value* target = follow_pointer(*document->second, parsed->fragment);
    if (target == nullptr) return {nullptr, "no schema at \"" + written + '"'};
    return {target, {}};
  }
  if (std::find(kMetaschemas.begin(), kMetaschemas.end(), base.str()) != kMetaschemas.end()) return {};
  return {nullptr, "\"" + written + "\" is not in this document, and nothing is fetched"};
}

}  // namespace vmcp::json_schema
