#include "core/admission/metadata.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/name_rules.h"
#include "core/admission/variable.h"
#include "core/diag/quoted.h"
#include "core/go/time.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"
#include "core/text/utf8.h"

namespace vmcp::admission {
namespace {

constexpr std::size_t kAnnotationsSize = 256 * std::size_t{1024};

enum class Type { kString, kInteger, kBoolean, kTime, kStringMap, kStringList, kOwners, kManaged, kAny };

struct Field {
  std::string_view name;
  Type type;
};

constexpr Field kObjectMeta[] = {
    {"annotations", Type::kStringMap},
    {"creationTimestamp", Type::kTime},
    {"deletionGracePeriodSeconds", Type::kInteger},
    {"deletionTimestamp", Type::kTime},
    {"finalizers", Type::kStringList},
    {"generateName", Type::kString},
    {"generation", Type::kInteger},
    {"labels", Type::kStringMap},
    {"managedFields", Type::kManaged},
    {"name", Type::kString},
    {"namespace", Type::kString},
    {"ownerReferences", Type::kOwners},
    {"resourceVersion", Type::kString},
    {"selfLink", Type::kString},
    {"uid", Type::kString},
};

constexpr Field kOwnerReference[] = {
    {"apiVersion", Type::kString},  {"blockOwnerDeletion", Type::kBoolean},
    {"controller", Type::kBoolean}, {"kind", Type::kString},
    {"name", Type::kString},        {"uid", Type::kString},
};

constexpr Field kManagedFields[] = {
    {"apiVersion", Type::kString}, {"fieldsType", Type::kString},  {"fieldsV1", Type::kAny}, {"manager", Type::kString},
    {"operation", Type::kString},  {"subresource", Type::kString}, {"time", Type::kTime},
};

class MetadataCheck {
 public:
  explicit MetadataCheck(const Findings& findings) : findings_(findings) {}

  void run(const yaml::Value& metadata, const Step& at) {
    decode(metadata, kObjectMeta, at);
    check_names(metadata, at);
    for_each(metadata, "labels", at, [&](const yaml::Member& label, const Step& labels) {
      report_key(labels, label, qualified_name_fault(label.key));
      if (label.value.is_string()) report_value(labels, label, label_value_fault(label.value.as_string()));
    });
    check_annotations(metadata, at);
    check_finalizers(metadata, at);
  }

 private:
  /// Decodes a mapping into the fields of a Go struct: unknown names and wrong types are findings, null is nothing.
  template <std::size_t kCount>
  void decode(const yaml::Value& mapping, const Field (&fields)[kCount], const Step& at) {
    std::optional<std::vector<std::string_view>> names;  // of the fields that are not given
    for (const yaml::Member& member : mapping.members()) {
      const Step here = at.field(member);
      const auto* field = std::ranges::find(fields, std::string_view{member.key}, &Field::name);
      if (field != std::end(fields)) {
        decode(member.value, field->type, here);
        continue;
      }
      if (!names) {
        names.emplace();
        for (const Field& known : fields) {
          if (mapping.find(known.name) == nullptr) names->push_back(known.name);
        }
      }
      diag::Cure cure;
      const std::string_view only = text::only_nearest(member.key, *names);
      const auto* meant = std::ranges::find(fields, only, &Field::name);
      if (meant != std::end(fields) && fits(member.value, meant->type, here)) {
        cure = {diag::Cure::Kind::kRename, std::string(only), {}};
      }
      findings_.unknown_field(here, member.key, text::nearest(member.key, *names), std::move(cure));
    }
  }

  /// Whether a value would be taken for a field.
  bool fits(const yaml::Value& value, Type type, const Step& at) const {
    diag::Sink sink;
    const Reporter reporter = findings_.reporter().into(sink);
    const Findings findings(reporter, findings_.object());
    MetadataCheck(findings).decode(value, type, at);
    return sink.all().empty() && !reporter.has_unheard_errors();
  }

  void decode(const yaml::Value& value, Type type, const Step& at) {
    if (value.is_null()) return;
    switch (type) {
      case Type::kAny:
        return;
      case Type::kString:
        if (!value.is_string()) findings_.wrong_type(at, value, "string");
        return;
      case Type::kBoolean:
        if (!value.is_bool()) findings_.wrong_type(at, value, "boolean");
        return;
      case Type::kInteger:
        if (value.kind() != yaml::Value::Kind::kInt) findings_.wrong_type(at, value, "integer");
        return;
      case Type::kTime:
        if (!value.is_string()) {
          findings_.wrong_type(at, value, "string");
        } else if (!go::parse_time(value.as_string())) {
          findings_.error("invalid-format", at, value, findings_.shown(value, at) + " is no date-time");
        }
        return;
      case Type::kStringMap:
        if (!value.is_mapping()) {
          findings_.wrong_type(at, value, "object");
          return;
        }
        for (const yaml::Member& member : value.members()) decode(member.value, Type::kString, at.field(member));
        return;
      case Type::kStringList:
      case Type::kOwners:
      case Type::kManaged:
        if (!value.is_sequence()) {
          findings_.wrong_type(at, value, "array");
          return;
        }
        for (std::size_t i = 0; i < value.items().size(); ++i) {
          const yaml::Value& item = value.items()[i];
          if (type == Type::kStringList) {
            decode(item, Type::kString, at.item(i, item));
          } else if (type == Type::kOwners) {
            check_owner(item, at.item(i, item));
          } else if (!item.is_null()) {
            check_managed(item, at.item(i, item));
          }
        }
        if (type == Type::kOwners) check_one_controller(value.items(), at);
        return;
    }
  }

  void check_one_controller(const yaml::Sequence& owners, const Step& at) {
    const auto controls = [](const yaml::Value& owner) {
      const yaml::Value* value = owner.is_mapping() ? owner.find("controller") : nullptr;
      return value != nullptr && value->is_bool() && value->as_bool();
    };
    if (std::ranges::count_if(owners, controls) > 1) {
      findings_.error("conflicting-fields", at, "only one owner can be the controller");
    }
  }

  void check_owner(const yaml::Value& owner, const Step& at) {
    if (!owner.is_mapping()) {
      findings_.wrong_type(at, owner, "object");
      return;
    }
    decode(owner, kOwnerReference, at);
    for (const std::string_view name : {"apiVersion", "kind", "name", "uid"}) {
      const yaml::Value* value = owner.find(name);
      const bool empty = value == nullptr || value->is_null() || (value->is_string() && value->as_string().empty());
      if (empty) findings_.error("missing-field", at.missing(name), '"' + std::string(name) + "\" is required");
    }
    check_owner_kind(owner, at);
  }

  // What an API server wrote, who has what from a cluster keeps. Only the decoder of kinds that are its own is strict
  // about unknown names there.
  void check_managed(const yaml::Value& entry, const Step& at) {
    if (!entry.is_mapping()) return findings_.wrong_type(at, entry, "object");
    if (findings_.object().group().empty()) return decode(entry, kManagedFields, at);
    for (const Field& field : kManagedFields) {
      if (const yaml::Member* member = entry.find_member(field.name)) {
        decode(member->value, field.type, at.field(*member));
      }
    }
  }

  // As validateOwnerReference: what ParseGroupVersion cannot read has no version.
  void check_owner_kind(const yaml::Value& owner, const Step& at) {
    const std::string_view api_version = owner.string_at("apiVersion");
    if (api_version.empty()) return;
    const Step here = at.field(*owner.find_member("apiVersion"));
    if (api_version.ends_with('/') || std::ranges::count(api_version, '/') > 1) {
      findings_.error("invalid-value", here, diag::quoted(api_version) + " is no group and version");
    } else if ((api_version == "v1" || api_version == "/v1") && owner.string_at("kind") == "Event") {
      findings_.error("invalid-value", here, "an Event of v1 cannot be an owner");
    }
  }

  void check_names(const yaml::Value& metadata, const Step& at) {
    const yaml::Member* name = metadata.find_member("name");
    const bool unnamed = name == nullptr || name->value.is_null() || metadata.string_at("name").empty();
    if (name != nullptr && !name->value.is_null() && !name->value.is_string()) return;
    if (const std::string_view prefix = metadata.string_at("generateName"); !prefix.empty()) {
      // As maskTrailingDash: a name goes on behind it.
      std::string masked(prefix);
      if (masked.size() > 1 && masked.back() == '-') masked.replace(masked.size() - 2, 2, "a");
      const yaml::Member& member = *metadata.find_member("generateName");
      report_name(at.field(member), member.value, dns_subdomain_fault(masked));
    }
    if (!metadata.string_at("generateName").empty() && unnamed) {
      findings_.error("missing-field", at.missing("name"),
                      "\"name\" is required: with generateName only a cluster knows the name");
    } else if (unnamed) {
      findings_.error("missing-field", at.missing("name"), "\"name\" is required");
    } else {
      report_name(at.field(*name), name->value, dns_subdomain_fault(name->value.as_string()));
    }
    const yaml::Member* name_space = metadata.find_member("namespace");
    // Of one that no input states who gives it is told.
    const bool is_given = name_space != nullptr && !name_space->value.mark().known();
    if (name_space != nullptr && !metadata.string_at("namespace").empty() && !is_given) {
      report_name(at.field(*name_space), name_space->value, dns_label_fault(name_space->value.as_string()));
    }
  }

  void check_annotations(const yaml::Value& metadata, const Step& at) {
    std::size_t size = 0;
    for_each(metadata, "annotations", at, [&](const yaml::Member& annotation, const Step& annotations) {
      report_key(annotations, annotation, qualified_name_fault(text::to_lower(annotation.key)));
      size += annotation.key.size() + (annotation.value.is_string() ? annotation.value.as_string().size() : 0);
    });
    if (size <= kAnnotationsSize) return;
    findings_.error("too-long", at.field(*metadata.find_member("annotations")),
                    "annotations hold " + std::to_string(size) + " bytes, at most " + std::to_string(kAnnotationsSize) +
                        " are allowed");
  }

  void check_finalizers(const yaml::Value& metadata, const Step& at) {
    const yaml::Member* finalizers = metadata.find_member("finalizers");
    if (finalizers == nullptr || !finalizers->value.is_sequence()) return;
    for (std::size_t i = 0; i < finalizers->value.items().size(); ++i) {
      const yaml::Value& item = finalizers->value.items()[i];
      if (!item.is_string() && !item.is_null()) continue;
      const std::string_view name = item.is_null() ? std::string_view{} : item.as_string();
      if (const std::string fault = qualified_name_fault(name); !fault.empty()) {
        const Step here = at.field(*finalizers);
        const Step at_item = here.item(i, item);
        findings_.error("invalid-name", at_item, item, findings_.shown(item, at_item) + ' ' + fault);
      }
    }
    check_finalizers_agree(*finalizers, at);
  }

  // As ValidateFinalizers.
  void check_finalizers_agree(const yaml::Member& finalizers, const Step& at) {
    const auto has = [&](std::string_view name) {
      return std::ranges::any_of(finalizers.value.items(),
                                 [&](const yaml::Value& item) { return item.is_string() && item.as_string() == name; });
    };
    if (has("orphan") && has("foregroundDeletion")) {
      findings_.error("conflicting-fields", at.field(finalizers), "orphan and foregroundDeletion exclude each other");
    }
  }

  template <class Visit>
  static void for_each(const yaml::Value& metadata, std::string_view name, const Step& at, Visit visit) {
    const yaml::Member* map = metadata.find_member(name);
    if (map == nullptr || !map->value.is_mapping()) return;
    const Step here = at.field(*map);
    for (const yaml::Member& member : map->value.members()) visit(member, here);
  }

  void report_name(const Step& at, const yaml::Value& value, const std::string& fault) {
    if (!fault.empty()) findings_.error("invalid-name", at, value, findings_.shown(value, at) + ' ' + fault);
  }

  void report_key(const Step& map, const yaml::Member& member, const std::string& fault) {
    if (fault.empty()) return;
    findings_.invalid_key(map.key(member), fault, "key " + diag::quoted(member.key));
  }

  void report_value(const Step& map, const yaml::Member& member, const std::string& fault) {
    const Step here = map.key(member);
    if (fault.empty()) return;
    std::string shown = findings_.shown(member.value, here);
    if (!shown.starts_with('"')) {
      shown = "of " + std::to_string(text::count_characters(member.value.as_string())) + " characters";
    }
    findings_.error("invalid-name", here, member.value, "value " + shown + ' ' + fault, MapKeys::kBracketed);
  }

  const Findings& findings_;
};

}  // namespace

std::string namespace_fault(std::string_view name_space) {
  return variables_in(name_space).empty() ? dns_label_fault(name_space) : std::string();
}

void check_metadata(const yaml::Value& root, const Findings& findings) {
  const Step at(root.mark());
  const yaml::Member* metadata = root.find_member("metadata");
  if (metadata == nullptr || metadata->value.is_null()) {
    const Step here = at.missing("metadata");
    findings.error("missing-field", here.missing("name"), "\"name\" is required");
  } else if (!metadata->value.is_mapping()) {
    findings.wrong_type(at.field(*metadata), metadata->value, "object");
  } else {
    MetadataCheck(findings).run(metadata->value, at.field(*metadata));
  }
}

}  // namespace vmcp::admission
