#include "core/admission/admit.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/findings.h"
#include "core/admission/foreign_kind.h"
#include "core/admission/metadata.h"
#include "core/admission/misplaced_kind.h"
#include "core/admission/other_releases.h"
#include "core/admission/reporter.h"
#include "core/admission/structural.h"
#include "core/diag/quoted.h"
#include "core/text/nearest.h"

namespace vmcp::admission {
namespace {

constexpr std::string_view kNewest = "toolhive.stacklok.dev/v1beta1";

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
      diag::Diagnostic& finding = findings.error("missing-field", here, '"' + std::string(name) + "\" is required");
      if (name == "apiVersion" && is_only_toolhives(findings.object().kind)) finding.suggestion = kNewest;
    } else {
      findings.wrong_type(here, *value, "string");
    }
  }
  return complete;
}

/// An object of ToolHive's that stands in another group; `kind` is what it was meant to be.
void wrong_group(std::string_view kind, const Schemas& schemas, const Findings& findings) {
  const Object& object = findings.object();
  const Step at(object.value.mark());
  const auto [group, version] = split(object.api_version);
  const std::vector<std::string_view> versions = schemas.versions(kind);
  const bool served = std::ranges::find(versions, version) != versions.end();
  findings
      .error("unknown-group", root_field(at, object.value, "apiVersion"),
             std::string(kind) + " is a kind of the group " + diag::quoted(kToolhiveGroup) +
                 (group.empty() ? "; " + diag::quoted(version) + " names no group" : ", not of " + diag::quoted(group)))
      .suggestion = served ? std::string(kToolhiveGroup) + '/' + std::string(version) : std::string(kNewest);
  if (kind == object.kind) return;
  findings
      .error("unknown-kind", root_field(at, object.value, "kind"),
             "no kind " + diag::quoted(object.kind) + " in ToolHive")
      .suggestion = kind;
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

/// An object of a version that is deprecated, as all are of which a kind has a newer one: the API server warns, too.
void warn_of_version(const Schemas& schemas, std::string_view version, const Findings& findings) {
  const Object& object = findings.object();
  const std::string_view newest = schemas.versions(object.kind).back();
  if (version == newest) return;
  const std::string successor = std::string(kToolhiveGroup) + '/' + std::string(newest);
  diag::Diagnostic& finding = findings.reporter().warning(object, "deprecated-version", diag::FieldPath("apiVersion"),
                                                          object.api_version + " is deprecated; write " + successor);
  const bool is_same = schemas.find(version, object.kind) == schemas.find(newest, object.kind);
  if (is_same) finding.cure = {diag::Cure::Kind::kReplace, successor, {}};
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
  if (api_version.empty()) {
    const auto has = [&](std::string_view field) {
      const yaml::Value* value = root.find(field);
      return value != nullptr && value->is_mapping();
    };
    return is_only_toolhives(root.string_at("kind")) && (has("metadata") || has("spec"));
  }
  return !root.string_at("kind").empty() || split(api_version).group == kToolhiveGroup;
}

std::optional<Object> admit(yaml::Document document, const Schemas& schemas, const Options& options,
                            const source::Sources& sources, diag::Sink& sink, Object* refused) {
  const Reporter reporter(sink, sources, diag::Stage::kAdmission);
  const diag::Sink::Mark mark = sink.mark();
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
  // The reader has taken those apart that have items.
  if (object.api_version == "v1" && object.kind == "List") check_foreign_object(object.value, object.kind, findings);
  if (group != kToolhiveGroup && !foreign) {
    const std::string_view meant = misplaced_kind(object.api_version, object.kind);
    if (!meant.empty()) wrong_group(meant, schemas, findings);
    return std::nullopt;
  }

  if (group == kToolhiveGroup) {
    const Schema* schema = schemas.find(version, object.kind);
    if (schema == nullptr) {
      unknown_kind(schemas, version, findings);
      return std::nullopt;
    }
    if (schemas.set()) warn_of_version(schemas, version, findings);
    check_metadata(object.value, findings);
    const OtherReleases others(schemas, version, object.kind);
    apply_schema(object.value, *schema, object, &others, reporter);
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
  if (!sink.has_errors_since(mark)) return object;
  if (refused != nullptr && group == kToolhiveGroup) *refused = std::move(object);
  return std::nullopt;
}

}  // namespace vmcp::admission
