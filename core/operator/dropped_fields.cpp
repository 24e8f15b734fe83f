#include "core/operator/dropped_fields.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/field_places.h"
#include "core/admission/findings.h"
#include "core/admission/other_releases.h"
#include "core/admission/step.h"
#include "core/admission/structural.h"
#include "core/diag/code.h"
#include "core/diag/quoted.h"
#include "core/diag/secrecy.h"
#include "core/json_schema/keywords.h"
#include "core/kube/shape.h"
#include "core/kube/unknown_fields.h"
#include "core/operator/incoming/authz_payload.h"
#include "core/text/ascii.h"

namespace vmcp::op {
namespace {

using admission::Schema;
using admission::Step;
using diag::quoted;
using yaml::Member;
using yaml::UnknownKey;
using yaml::Value;

constexpr std::array<std::string_view, 4> kMetaFields = {"apiVersion", "kind", "metadata", "status"};

/// Who reads what a schema leaves open.
enum class Reader : std::uint8_t {
  kPodTemplate,
  kVolumes,
  kVolumeMounts,
  kStep,        ///< as the step that it stands in
  kProperties,  ///< a map of what it stands in
  kJsonSchema,
  kAuthorizer,
};

struct OpenField {
  std::string_view kind;  ///< empty: any
  std::string_view name;
  Reader reader;
};

/// By the name of the open field. Others hold data: arguments of tools, defaults.
constexpr std::array kOpenFields = {
    OpenField{"", "parameters", Reader::kJsonSchema},
    OpenField{"", "podTemplateSpec", Reader::kPodTemplate},
    OpenField{"", "properties", Reader::kProperties},
    OpenField{"", "schema", Reader::kJsonSchema},
    OpenField{"", "step", Reader::kStep},
    OpenField{"MCPAuthzConfig", "config", Reader::kAuthorizer},
    OpenField{"MCPRegistry", "volumeMounts", Reader::kVolumeMounts},
    OpenField{"MCPRegistry", "volumes", Reader::kVolumes},
};

bool is_open(const Schema& schema) {
  return schema.preserve_unknown_fields && schema.properties.empty() && schema.additional_properties == nullptr;
}

/// The warnings about one object.
class Warnings {
 public:
  Warnings(const admission::Object& object, const admission::Reporter& reporter)
      : object_(object), reporter_(reporter) {}

  void add(const diag::FieldPath& path, diag::Place place, diag::Message message) const {
    reporter_.report_at(std::move(place), diag::Severity::kWarning, object_, "ignored-field", path, std::move(message));
  }

  void add(const UnknownKey& key, std::string message) const {
    const bool shown = diag::Secrecy::at(key.mapping.str()).shows_key(key.key);
    if (!shown) message = "this field, whose name may be a secret, has no effect";
    diag::Message said = diag::Message(std::move(message)).suggest(key.meant);
    if (shown && key.certain) said.cured_by({diag::Cure::Kind::kRename, key.meant, {}});
    add(shown ? key.mapping / key.key : key.mapping, place(key.mark), std::move(said));
  }

  diag::Place place(const yaml::Mark& mark) const { return reporter_.place(mark); }

  /// Of structs of the Kubernetes API.
  void add_fields(const std::vector<UnknownKey>& keys) const {
    for (const UnknownKey& key : keys) {
      const bool only_case = text::to_lower(key.key) == text::to_lower(key.meant);
      add(key, only_case ? "Kubernetes reads " + quoted(key.key) + " as " + quoted(key.meant) +
                               "; where both are given, one is lost"
                         : "Kubernetes has no field " + quoted(key.key) + " here, so it has no effect");
    }
  }

  const admission::Reporter& reporter() const { return reporter_; }

 private:
  const admission::Object& object_;
  const admission::Reporter& reporter_;
};

class Walk {
 public:
  Walk(const admission::Object& identity, const Value& root, const admission::FieldPlaces& places,
       const admission::OtherReleases& others, const Warnings& warnings)
      : identity_(identity), root_(root), places_(places), others_(others), warnings_(warnings) {}

  /// Looks into a value that the API server judges by `admitting`; null pointer where it takes anything.
  void look(const Value& value, const Schema* admitting, const Schema& known, const Step& at) {
    if (value.is_sequence() && known.items != nullptr) {
      const Schema* item_schema = admitting == nullptr ? nullptr : admitting->items.get();
      for (std::size_t i = 0; i < value.items().size(); ++i) {
        look(value.items()[i], item_schema, *known.items, at.item(i, value.items()[i]));
      }
    }
    if (!value.is_mapping() || known.any_additional_properties) return;
    std::optional<std::vector<std::string_view>> siblings;
    for (const Member& member : value.members()) {
      if (at.parent() == nullptr && std::ranges::find(kMetaFields, member.key) != kMetaFields.end()) continue;
      const Schema* admitted = admitting == nullptr ? nullptr : admitting->child(member.key);
      const bool admits_anything =
          admitting == nullptr ||
          (admitted == nullptr && (admitting->preserve_unknown_fields || admitting->any_additional_properties));
      const Schema* child = admitting == &known ? admitted : known.child(member.key);
      if (child == nullptr) {
        if (admitted != nullptr || admits_anything) report(value, member, known, at.field(member), siblings);
      } else if (is_open(*child)) {
        look_into_open(member, known, at.field(member));
      } else {
        const bool is_map = known.additional_properties != nullptr && known.property(member.key) == nullptr;
        look(member.value, admitted, *child, is_map ? at.key(member) : at.field(member));
      }
    }
  }

 private:
  /// What the schema leaves open, below a mapping that `parent` describes.
  void look_into_open(const Member& member, const Schema& parent, const Step& at) {
    const auto* const open = std::ranges::find_if(kOpenFields, [&](const OpenField& field) {
      return field.name == member.key && (field.kind.empty() || field.kind == identity_.kind);
    });
    if (open == kOpenFields.end()) return;
    const diag::FieldPath path = at.path(admission::MapKeys::kDotted);
    switch (open->reader) {
      case Reader::kPodTemplate:
        return warnings_.add_fields(kube::unknown_fields(member.value, kube::shape("PodTemplateSpec"), path));
      case Reader::kVolumes:
        return look_into_items(member.value, "Volume", path);
      case Reader::kVolumeMounts:
        return look_into_items(member.value, "VolumeMount", path);
      case Reader::kStep:
        return look(member.value, nullptr, parent, at);
      case Reader::kProperties:
        if (!member.value.is_mapping()) return;
        for (const Member& property : member.value.members()) look(property.value, nullptr, parent, at.key(property));
        return;
      case Reader::kJsonSchema:
        for (const UnknownKey& key : json_schema::misspelt_keywords(member.value, path)) {
          warnings_.add(key, quoted(key.key) + " is no keyword of JSON Schema and has no effect");
        }
        return;
      case Reader::kAuthorizer:
        for (const UnknownKey& key : unknown_authz_keys(member.value, root_.find("spec")->string_at("type"), path)) {
          warnings_.add(key, "the authorizer does not know " + quoted(key.key) + ", which has no effect");
        }
        return;
    }
  }

  void look_into_items(const Value& list, std::string_view shape, const diag::FieldPath& path) {
    if (!list.is_sequence()) return;
    for (std::size_t i = 0; i < list.items().size(); ++i) {
      warnings_.add_fields(kube::unknown_fields(list.items()[i], kube::shape(shape), path[i]));
    }
  }

  /// A field of `mapping`, which `known` describes, that the operator does not know. `siblings` are the fields that the
  /// mapping does not have, found when they are first needed.
  void report(const Value& mapping, const Member& member, const Schema& known, const Step& at,
              std::optional<std::vector<std::string_view>>& siblings) {
    const std::string name = at.shows_key() ? quoted(at.name()) : "this field, whose name may be a secret,";
    const diag::Place place = warnings_.place(at.mark());
    diag::Message message = "the operator does not know " + name + " and drops it, though the API server admits it";
    if (const admission::TakenBy having = others_.having(at); having.any()) {
      having.add_to(message, place);
    } else {
      if (!siblings) {
        siblings.emplace();
        for (const admission::Property& property : known.properties) {
          if (mapping.find(property.name) == nullptr) siblings->push_back(property.name);
        }
      }
      const Schema* takes = places_.suggest(message, at, known, *siblings).schema;
      const bool is_cured = message.cure.kind != diag::Cure::Kind::kNone;
      const admission::Findings findings(warnings_.reporter(), identity_);
      if (is_cured && (takes == nullptr || !admission::accepts(member.value, *takes, at, findings, places_))) {
        message.cure = {};
      }
    }
    warnings_.add(at.path(admission::MapKeys::kDotted), place, std::move(message));
  }

  const admission::Object& identity_;
  const Value& root_;
  const admission::FieldPlaces& places_;
  const admission::OtherReleases& others_;
  const Warnings& warnings_;
};

}  // namespace

void DroppedFields::warn(const admission::Object& identity, const Value& root) const {
  if (identity.group() != admission::kToolhiveGroup || !root.is_mapping()) return;
  const std::string_view version = std::string_view(identity.api_version).substr(identity.group().size() + 1);
  const Schema* admitting = admitting_.find(version, identity.kind);
  if (admitting == nullptr) return;
  // The operator reads one version of a kind; the API server makes it of the others, less what it does not know.
  const std::vector<std::string_view> versions = known_.versions(identity.kind);
  const bool same_version = std::ranges::find(versions, version) != versions.end();
  if (versions.empty()) return;
  const std::string_view its_version = same_version ? version : versions.back();
  const Schema* known = known_.find(its_version, identity.kind);
  const admission::FieldPlaces places(identity.kind, *known);
  const admission::OtherReleases others(known_, its_version, identity.kind);
  const Warnings warnings(identity, reporter_);
  Walk(identity, root, places, others, warnings).look(root, admitting, *known, Step(root.mark()));
}

void DroppedFields::warn_of_deployment(const admission::Object& deployment) const {
  const Value* spec = deployment.value.find("spec");
  if (spec == nullptr) return;
  Warnings(deployment, reporter_)
      .add_fields(kube::unknown_fields(*spec, kube::shape("DeploymentSpec"), diag::FieldPath("spec")));
}

}  // namespace vmcp::op
