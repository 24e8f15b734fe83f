#include "core/admission/foreign_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/admission/formats.h"
#include "core/admission/name_rules.h"
#include "core/admission/variable.h"
#include "core/model/gateway_users.h"
#include "core/model/secret_makers.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

namespace vmcp::admission {
namespace {

constexpr ForeignKind kForeignKinds[] = {
    {"", "ConfigMap", "v1"},      {"", "Secret", "v1", true, true}, {"", "Service", "v1"},
    {"", "ServiceAccount", "v1"}, {"apps", "Deployment", "v1"},
};

enum class Holds { kAnything, kBoolean, kString, kStrings, kBytes };

struct Field {
  std::string_view name;
  Holds holds;
};

constexpr Field kConfigMap[] = {
    {"binaryData", Holds::kBytes},
    {"data", Holds::kStrings},
    {"immutable", Holds::kBoolean},
};

constexpr Field kSecret[] = {
    {"data", Holds::kBytes},
    {"immutable", Holds::kBoolean},
    {"stringData", Holds::kStrings},
    {"type", Holds::kString},
};

/// What SOPS makes of a Secret: an extra field, and values that are neither base64 nor anybody's business.
constexpr Field kSopsSecret[] = {
    {"data", Holds::kStrings},       {"immutable", Holds::kBoolean}, {"sops", Holds::kAnything},
    {"stringData", Holds::kStrings}, {"type", Holds::kString},
};

constexpr Field kList[] = {
    {"items", Holds::kAnything},
};

constexpr Field kDeployment[] = {
    {"spec", Holds::kAnything},
};

/// As encoding/base64 decodes with StdEncoding: line breaks do not count.
bool is_base64(std::string text) {
  std::erase_if(text, [](char c) { return c == '\n' || c == '\r'; });
  return text.empty() || matches_format("byte", text);
}

/// Whether a text stands for one that argocd-vault-plugin puts there: `<token | base64encode>`.
bool is_of_vault(std::string_view text, const yaml::Value& object) {
  if (!text.starts_with('<') || !text.ends_with('>')) return false;
  return std::ranges::any_of(yaml::members_at(object, {"metadata", "annotations"}), [](const yaml::Member& annotation) {
    return annotation.key.starts_with("avp.kubernetes.io/");
  });
}

void check_entries(const yaml::Value& map, Holds holds, const Step& at, const Findings& findings) {
  if (!map.is_mapping()) {
    findings.wrong_type(at, map, "object");
    return;
  }
  for (const yaml::Member& entry : map.members()) {
    const Step here = at.key(entry);
    if (const std::string fault = config_map_key_fault(entry.key); !fault.empty()) {
      findings.invalid_key(here, fault, "key");
    }
    if (entry.value.is_null()) continue;
    if (!entry.value.is_string()) {
      findings.wrong_type(here, entry.value, "string");
    } else if (holds == Holds::kBytes && !is_base64(entry.value.as_string()) && !has_variable(entry.value) &&
               !is_of_vault(entry.value.as_string(), findings.object().value)) {
      findings.error("invalid-format", here, "the value is not base64", MapKeys::kBracketed);
    }
  }
}

void check_field(const yaml::Value& value, Holds holds, const Step& at, const Findings& findings) {
  if (value.is_null()) return;
  switch (holds) {
    case Holds::kAnything:
      return;
    case Holds::kBoolean:
      if (!value.is_bool()) findings.wrong_type(at, value, "boolean");
      return;
    case Holds::kString:
      if (!value.is_string()) findings.wrong_type(at, value, "string");
      return;
    case Holds::kStrings:
    case Holds::kBytes:
      check_entries(value, holds, at, findings);
      return;
  }
}

/// Whether a value would be taken for a field.
bool fits(const yaml::Value& value, Holds holds, const Step& at, const Findings& findings) {
  diag::Sink sink;
  const Reporter reporter = findings.reporter().into(sink);
  check_field(value, holds, at, Findings(reporter, findings.object()));
  return sink.all().empty() && !reporter.has_unheard_errors();
}

void check_fields(const yaml::Value& root, std::span<const Field> fields, const Findings& findings) {
  constexpr std::array<std::string_view, 4> kEverywhere = {"apiVersion", "kind", "metadata", "status"};
  const Step at(root.mark());
  for (const yaml::Member& member : root.members()) {
    if (std::ranges::find(kEverywhere, member.key) != kEverywhere.end()) continue;
    const auto field = std::ranges::find(fields, std::string_view{member.key}, &Field::name);
    if (field != fields.end()) {
      check_field(member.value, field->holds, at.field(member), findings);
      continue;
    }
    std::vector<std::string_view> names;
    for (const Field& known : fields) names.push_back(known.name);
    diag::Cure cure;
    const std::string_view only = text::only_nearest(member.key, names);
    const auto meant = std::ranges::find(fields, only, &Field::name);
    const bool is_free = meant != fields.end() && root.find(only) == nullptr;
    if (is_free && fits(member.value, meant->holds, at.field(member), findings)) {
      cure = {diag::Cure::Kind::kRename, std::string(only), {}};
    }
    findings.unknown_field(at.field(member), member.key, text::nearest(member.key, names), std::move(cure));
  }
}

/// A key may be given as text or as bytes, not as both. A Secret's `stringData` wins over `data` instead.
void check_config_map_keys(const yaml::Value& root, const Findings& findings) {
  const yaml::Value* data = root.find("data");
  const yaml::Member* binary = root.find_member("binaryData");
  if (data == nullptr || binary == nullptr || !binary->value.is_mapping()) return;
  const Step root_step(root.mark());
  const Step at = root_step.field(*binary);
  for (const yaml::Member& entry : binary->value.members()) {
    if (data->find(entry.key) == nullptr) continue;
    findings.error("invalid-name", at.key(entry), "key is in data already", MapKeys::kBracketed);
  }
}

/// The first row that is so, of Kubernetes' own kinds or of those that make Secrets.
template <class Is>
std::optional<ForeignKind> any_foreign_kind(const Is& is) {
  const auto* own = std::ranges::find_if(kForeignKinds, is);
  if (own != std::end(kForeignKinds)) return *own;
  const auto makers = model::secret_makers();
  const auto maker = std::ranges::find_if(makers, is);
  if (maker == makers.end()) return std::nullopt;
  return ForeignKind{maker->group, maker->kind, {}, maker->namespaced, maker->holds_values};
}

}  // namespace

bool is_foreign_kind(std::string_view kind) {
  return any_foreign_kind([&](const auto& row) { return row.kind == kind; }).has_value();
}

std::optional<ForeignKind> find_foreign_kind(std::string_view group, std::string_view kind) {
  const auto is_it = [&](const auto& row) { return row.group == group && row.kind == kind; };
  if (std::optional<ForeignKind> row = any_foreign_kind(is_it)) return row;
  // Some makers are all kinds of a family of groups.
  const model::SecretMaker* maker = model::find_secret_maker(group, kind);
  if (maker == nullptr) return std::nullopt;
  return ForeignKind{group, kind, {}, maker->namespaced, maker->holds_values};
}

bool is_like_foreign_kind(std::string_view kind) {
  return any_foreign_kind([&](const auto& row) { return text::is_within(kind, row.kind, 1); }).has_value();
}

std::optional<ForeignKind> foreign_kind_meant_by(std::string_view group, std::string_view kind) {
  if (const std::optional<ForeignKind> stated = find_foreign_kind(group, kind)) return stated;
  constexpr std::size_t kMostEdits = 2;
  return any_foreign_kind([&](const auto& row) {
    if (row.group == group) return text::is_within(kind, row.kind, 1);
    return row.kind == kind && !row.group.empty() && text::is_within(group, row.group, kMostEdits);
  });
}

bool is_of_others(const Object& object) {
  if (object.group() == kToolhiveGroup || find_foreign_kind(object.group(), object.kind)) return false;
  return model::may_use_gateways(object.group(), object.kind) || foreign_kind_meant_by(object.group(), object.kind);
}

void check_foreign_object(const yaml::Value& root, std::string_view kind, const Findings& findings) {
  if (kind == "ConfigMap") {
    check_fields(root, kConfigMap, findings);
    check_config_map_keys(root, findings);
  } else if (kind == "Secret") {
    const bool encrypted = root.find("sops") != nullptr;
    check_fields(root, encrypted ? std::span<const Field>(kSopsSecret) : kSecret, findings);
  } else if (kind == "List") {
    check_fields(root, kList, findings);
  } else if (kind == "Deployment") {
    check_fields(root, kDeployment, findings);
  }
}

}  // namespace vmcp::admission
