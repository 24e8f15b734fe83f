#include "core/admission/misspelt_head.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "core/admission/foreign_kind.h"
#include "core/admission/misplaced_kind.h"
#include "core/admission/object.h"
#include "core/text/nearest.h"

namespace vmcp::admission {
namespace {

constexpr std::array<std::string_view, 5> kOfObject = {"apiVersion", "kind", "metadata", "spec", "status"};
/// Those by which an object is found, and others that are no misspelling of them.
constexpr std::array<std::string_view, 2> kIdentity = {"name", "namespace"};
constexpr std::array<std::string_view, 5> kOfMetadata = {"name", "namespace", "generateName", "labels", "annotations"};

bool is_one_of(std::string_view key, std::span<const std::string_view> fields) {
  return std::ranges::find(fields, key) != fields.end();
}

/// The one member that was meant as `field`, which its mapping does not have; null pointer: none, or several.
const yaml::Member* meant_as(std::string_view field, const yaml::Value& mapping,
                             std::span<const std::string_view> known) {
  if (!mapping.is_mapping() || mapping.find_member(field) != nullptr) return nullptr;
  const std::size_t edits = std::clamp<std::size_t>(field.size() / 3, 1, 2);
  const yaml::Member* meant = nullptr;
  for (const yaml::Member& member : mapping.members()) {
    if (!member.key_mark.known() || is_one_of(member.key, known) || !text::is_within(member.key, field, edits)) {
      continue;
    }
    if (meant != nullptr) return nullptr;
    meant = &member;
  }
  return meant;
}

std::string_view text_meant_as(std::string_view field, const yaml::Value& root) {
  if (const std::string_view text = root.string_at(field); !text.empty()) return text;
  const yaml::Member* member = meant_as(field, root, kOfObject);
  return member != nullptr && member->value.is_string() ? std::string_view(member->value.as_string())
                                                        : std::string_view{};
}

void mend(std::string_view field, yaml::Value& mapping, std::span<const std::string_view> known,
          MisspeltKeys& misspelt) {
  const yaml::Member* meant = meant_as(field, mapping, known);
  if (meant == nullptr) return;
  misspelt.emplace(meant->key_mark, meant->key);
  mapping.members()[static_cast<std::size_t>(meant - mapping.members().data())].key = field;
}

}  // namespace

void mend_head(yaml::Value& root, MisspeltKeys& misspelt) {
  if (!root.is_mapping()) return;
  const std::string_view api_version = text_meant_as("apiVersion", root);
  const std::string_view kind = text_meant_as("kind", root);
  if (group_of(api_version) != kToolhiveGroup && misplaced_kind(api_version, kind).empty() &&
      !find_foreign_kind(group_of(api_version), kind)) {
    return;
  }
  for (const std::string_view field : {"apiVersion", "kind", "metadata", "spec"}) {
    mend(field, root, kOfObject, misspelt);
  }
  if (yaml::Value* metadata = root.find("metadata")) {
    for (const std::string_view field : kIdentity) mend(field, *metadata, kOfMetadata, misspelt);
  }
}

}  // namespace vmcp::admission
