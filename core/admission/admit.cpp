#include "core/admission/admit.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/findings.h"
#include "core/admission/foreign_kind.h"
#include "core/admission/metadata.h"
#include "core/admission/other_releases.h"
#include "core/admission/reporter.h"
#include "core/admission/structural.h"
#include "core/text/nearest.h"

namespace vmcp::admission {
namespace {

struct Version {
  std::string_view group;
  std::string_view version;
};

/// As schema.ParseGroupVersion: without a slash it is a version of the core group.
Version split(std::string_view api_version) {
  const std::size_t slash = api_version.find('/');
  if (slash == std::string_view::npos) return {{}, api_version};
  return {api_version.substr(0, slash), api_version.substr(slash + 1)};
}

/// The step to a field of the root, whether it is there or not.
Step root_field(const Step& root_step, const yaml::Value& root, std::string_view name) {
  const yaml::Member* member = root.find_member(name);
  return member == nullptr ? root_step.missing(name) : root_step.field(*member);
}

/// apiVersion and kind must be there and be strings. Said here for both, the rest needs them.
bool check_type_meta(const Findings& findings) {
  const yaml::Value& root = findings.object().value;
  const Step at(root.mark());
  if (root.find("apiVersion") == nullptr && root.find("kind") == nullptr) {
    findings.error("missing-kind", at, "this is no Kubernetes object: it has neither apiVersion nor kind");
    return false;
  }
  bool complete = true;
  for (const std::string_view name : {"apiVersion", "kind"}) {
    const yaml::Value* value = root.find(name);
    if (!root.string_at(name).empty()) continue;
    complete = false;
    const Step here = root_field(at, root, name);
    if (value == nullptr || value->is_null() || value->is_string()) {
      findings.error("missing-field", here, '"' + std::string(name) + "\" is required");
    } else {
      findings.wrong_type(here, *value, "string");
    }
  }
  return complete;
}

void unknown_kind(const Schemas& schemas, std::string_view version, const Findings& findings) {
  const Object& object = findings.object();
  const Step at(object.value.mark());
  const std::vector<std::string_view> versions = schemas.versions(object.kind);
  if (versions.empty()) {
    const std::vector<std::string_view> kinds = schemas.kinds();
    findings.error("unknown-kind", root_field(at, object.value, "kind"), "no kind \"" + object.kind + "\" in ToolHive")
        .suggestion = text::nearest(object.kind, kinds);
    return;
  }
  std::string known;
  for (const std::string_view served : versions) known += (known.empty() ? "" : " or ") + std::string(served);
  findings
      .error("unknown-version", root_field(at, object.value, "apiVersion"),
             object.kind + " has no version \"" + std::string(version) + "\"; expected " + known)
      .suggestion = std::string(kToolhiveGroup) + '/' + std::string(versions.back());
}

}  // namespace

Object identify(const yaml::Value& root, const Options& options) {
  Object object;
  object.api_version = root.string_at("apiVersion");
  object.kind = root.string_at("kind");
  if (const yaml::Value* metadata = root.find("metadata")) {
    object.name = metadata->string_at("name");
    object.name_space = metadata->string_at("namespace");
  }
  if (object.name_space.empty()) object.name_space = options.default_namespace;
  return object;
}

bool is_object(const yaml::Value& root) {
  const std::string_view api_version = root.string_at("apiVersion");
  if (api_version.empty()) return false;
  return !root.string_at("kind").empty() || split(api_version).group == kToolhiveGroup;
}

std::optional<Object> admit(yaml::Document document, const Schemas& schemas, const Options& options,
                            const source::Sources& sources, diag::Sink& sink) {
  const Reporter reporter(sink, sources, diag::Stage::kAdmission);
  const std::size_t errors_before = sink.error_count();
  Object object = identify(document.root, options);
  object.value = std::move(document.root);
  if (object.value.is_mapping()) object.value.erase("status");

  const auto [group, version] = split(object.api_version);
  const std::optional<ForeignKind> foreign = find_foreign_kind(group, object.kind);
  const Findings findings(reporter, object, foreign && foreign->secret);
  if (!object.value.is_mapping()) {
    findings.wrong_type(Step(object.value.mark()), object.value, "a Kubernetes object");
    return std::nullopt;
  }
  if (!check_type_meta(findings)) return std::nullopt;
  if (group != kToolhiveGroup && !foreign) return std::nullopt;

  if (group == kToolhiveGroup) {
    const Schema* schema = schemas.find(version, object.kind);
    if (schema == nullptr) {
      unknown_kind(schemas, version, findings);
      return std::nullopt;
    }
    check_metadata(object.value, findings);
    const OtherReleases others(schemas, version, object.kind);
    apply_schema(object.value, *schema, Findings(reporter, object, false, &others));
  } else {
    if (!foreign->version.empty() && foreign->version != version) {
      const Step at(object.value.mark());
      findings.error(
          "unknown-version", root_field(at, object.value, "apiVersion"),
          object.kind + " has no version \"" + std::string(version) + "\"; expected " + std::string(foreign->version));
      return std::nullopt;
    }
    if (!foreign->namespaced) object.name_space.clear();
    check_metadata(object.value, findings);
    check_foreign_object(object.value, object.kind, findings);
  }
  if (sink.error_count() != errors_before) return std::nullopt;
  return object;
}

}  // namespace vmcp::admission
