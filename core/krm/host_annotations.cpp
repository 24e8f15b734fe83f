#include "core/krm/host_annotations.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string>

namespace vmcp::krm {
namespace {

using yaml::Value;

constexpr std::array<std::string_view, 5> kHostPrefixes = {"internal.config.kubernetes.io/", "config.kubernetes.io/",
                                                           "config.k8s.io/", "kustomize.config.k8s.io/",
                                                           "alpha.config.kubernetes.io/"};

const Value* annotations(const Value& object) {
  const Value* metadata = object.find("metadata");
  const Value* found = metadata == nullptr ? nullptr : metadata->find("annotations");
  return found == nullptr || !found->is_mapping() ? nullptr : found;
}

/// The value of `key:` in the small YAML text of the origin annotation.
std::string_view line_value(std::string_view text, std::string_view key) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.starts_with(key) || !line.substr(key.size()).starts_with(": ")) continue;
    return line.substr(key.size() + 2);
  }
  return {};
}

std::string_view first_of(const Value& object, std::string_view key, std::string_view older_key) {
  const std::string_view text = annotation(object, key);
  return text.empty() ? annotation(object, older_key) : text;
}

}  // namespace

bool is_host_annotation(std::string_view key) {
  return std::ranges::any_of(kHostPrefixes, [&](std::string_view prefix) { return key.starts_with(prefix); });
}

void remove_host_annotations(Value& object) {
  if (annotations(object) == nullptr) return;
  Value& metadata = *object.find("metadata");
  yaml::Mapping& members = metadata.find("annotations")->members();
  const auto removed = std::erase_if(members, [](const yaml::Member& entry) { return is_host_annotation(entry.key); });
  if (removed != 0 && members.empty()) metadata.erase("annotations");
}

void copy_host_annotations(const Value& from, Value& to) {
  const Value* source = annotations(from);
  if (source == nullptr) return;
  std::set<std::string> stated;
  if (const Value* own = annotations(to)) {
    for (const yaml::Member& entry : own->members()) stated.insert(entry.key);
  }
  for (const yaml::Member& entry : source->members()) {
    if (!is_host_annotation(entry.key)) continue;
    Value& metadata = *to.find("metadata");
    if (annotations(to) == nullptr) metadata.set("annotations", Value::mapping());
    Value& target = *metadata.find("annotations");
    if (stated.contains(entry.key)) {
      target.set(entry.key, entry.value);
    } else {
      target.members().push_back({entry.key, entry.value, {}});
    }
  }
}

std::string_view annotation(const Value& object, std::string_view key) {
  const Value* found = annotations(object);
  return found == nullptr ? std::string_view{} : found->string_at(key);
}

Origin origin_of(const Value& object) {
  Origin origin;
  origin.path = first_of(object, "internal.config.kubernetes.io/path", "config.kubernetes.io/path");
  if (origin.path.empty()) {
    origin.path = line_value(annotation(object, "config.kubernetes.io/origin"), "path");
    return origin;
  }
  const std::string_view index = first_of(object, "internal.config.kubernetes.io/index", "config.kubernetes.io/index");
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), number);
  if (error == std::errc{} && end == index.data() + index.size()) origin.index = number;
  return origin;
}

}  // namespace vmcp::krm
