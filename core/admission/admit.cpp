#include "core/admission/admit.h"

#include <algorithm>
#include <string>
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
#include "core/diag/document_reporter.h"
#include "core/diag/quoted.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"
#include "core/text/utf8.h"
#include "core/text/word_forms.h"

namespace vmcp::admission {
namespace {

constexpr std::string_view kNewest = "toolhive.stacklok.dev/v1beta1";

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
      diag::Message message = '"' + std::string(name) + "\" is required";
      if (name == "apiVersion" && is_only_toolhives(findings.object().kind)) message.suggest(kNewest);
      findings.error("missing-field", here, std::move(message));
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
  const auto [group, version] = group_version_of(object.api_version);
  const std::vector<std::string_view> versions = schemas.versions(kind);
  const bool served = std::ranges::find(versions, version) != versions.end();
  findings.error(
      "unknown-group", root_field(at, object.value, "apiVersion"),
      diag::Message(
          std::string(kind) + " is a kind of the group " + diag::quoted(kToolhiveGroup) +
          (group.empty() ? "; " + diag::quoted(version) + " names no group" : ", not of " + diag::quoted(group)))
          .suggest(served ? std::string(kToolhiveGroup) + '/' + std::string(version) : std::string(kNewest)));
  if (kind == object.kind) return;
  findings.error("unknown-kind", root_field(at, object.value, "kind"),
                 diag::Message("no kind " + diag::quoted(object.kind) + " in ToolHive").suggest(kind));
}

/// Tells of fields of the head that go on under the names that they were meant to have.
void report_misspelt(const MisspeltKeys& misspelt, const Findings& findings) {
  const auto report = [&](const yaml::Member& member, const Step& holder) {
    const auto written = misspelt.find(member.key_mark);
    if (written == misspelt.end()) return;
    findings.unknown_field(holder.field({written->second, {}, member.key_mark}), written->second, member.key,
                           {diag::Cure::Kind::kRename, member.key, {}});
  };
  const yaml::Value& root = findings.object().value;
  const Step at(root.mark());
  for (const yaml::Member& member : root.members()) {
    report(member, at);
    if (member.key != "metadata" || !member.value.is_mapping()) continue;
    const Step metadata = at.field(member);
    for (const yaml::Member& inner : member.value.members()) report(inner, metadata);
  }
}

/// The kind, or the kind of lists, that is nearest to one that ToolHive does not have.
std::string nearest_kind(const std::string& kind, const Schemas& schemas) {
  const std::vector<std::string_view> kinds = schemas.kinds();
  std::vector<std::string> names(kinds.begin(), kinds.end());
  if (text::to_lower(kind).find("list") != std::string::npos) {
    for (const std::string_view one : kinds) names.push_back(std::string(one) + "List");
  }
  return std::string(text::nearest(kind, std::vector<std::string_view>(names.begin(), names.end())));
}

void unknown_kind(const Schemas& schemas, std::string_view version, const Findings& findings) {
  const Object& object = findings.object();
  const Step at(object.value.mark());
  const std::vector<std::string_view> versions = schemas.versions(object.kind);
  if (versions.empty()) {
    findings.error("unknown-kind", root_field(at, object.value, "kind"),
                   diag::Message("no kind " + diag::quoted(object.kind) + " in ToolHive")
                       .suggest(nearest_kind(object.kind, schemas)));
    return;
  }
  std::string known;
  for (const std::string_view served : versions) known += (known.empty() ? "" : " or ") + std::string(served);
  findings.error("unknown-version", root_field(at, object.value, "apiVersion"),
                 diag::Message(object.kind + " has no version " + diag::quoted(version) + "; expected " + known)
                     .suggest(std::string(kToolhiveGroup) + '/' + std::string(versions.back())));
}

/// The schema of what an object was meant to be, whose kind, group or version ToolHive does not have; the object gets
/// them. What is wrong in it does not follow from that. Null pointer where it may have been meant as anything.
const Schema* schema_as_meant(Object& object, const Schemas& schemas) {
  const Object meant = as_meant({object.api_version, object.kind, {}, {}, {}});
  const std::string_view written = without_list(object.kind);
  const bool is_sure = text::have_same_words(meant.kind, written) || text::is_within(meant.kind, written, 2);
  const std::vector<std::string_view> versions = schemas.versions(meant.kind);
  if (!is_sure || meant.group() != kToolhiveGroup || versions.empty()) return nullptr;
  object.kind = meant.kind;
  const std::string version(group_version_of(meant.api_version).version);
  const bool served = std::ranges::find(versions, version) != versions.end();
  object.api_version = std::string(kToolhiveGroup) + '/' + (served ? version : std::string(versions.back()));
  return schemas.find(group_version_of(object.api_version).version, object.kind);
}

/// The release before which each kind had one version.
constexpr release::Version kFirstWithNewest{0, 23, 0};

/// An object of a version that is deprecated, as all are of which a kind has a newer one: the API server warns, too.
void warn_of_version(const Schemas& schemas, std::string_view version, const Findings& findings,
                     const Options& options) {
  if (options.older && *options.older < kFirstWithNewest) return;
  const Object& object = findings.object();
  const std::string_view newest = schemas.versions(object.kind).back();
  if (version == newest) return;
  const std::string successor = std::string(kToolhiveGroup) + '/' + std::string(newest);
  diag::Message message = object.api_version + " is deprecated; write " + successor;
  const bool is_same = schemas.find(version, object.kind) == schemas.find(newest, object.kind);
  if (is_same) message.cured_by({diag::Cure::Kind::kReplace, successor, {}});
  findings.reporter().warning(object, "deprecated-version", diag::FieldPath("apiVersion"), std::move(message));
}

/// The schema of an object that is none of another project's; says so where its type is not ToolHive's but was meant
/// to be, or is deprecated.
const Schema* find_schema(Object& object, const Schemas& schemas, const Findings& findings, const Options& options) {
  const auto [group, version] = group_version_of(object.api_version);
  if (group == kToolhiveGroup) {
    if (const Schema* schema = schemas.find(version, object.kind)) {
      if (schemas.set()) warn_of_version(schemas, version, findings, options);
      return schema;
    }
    unknown_kind(schemas, version, findings);
  } else {
    const std::string_view meant = misplaced_kind(object.api_version, object.kind);
    if (meant.empty()) return nullptr;
    wrong_group(meant, schemas, findings);
  }
  return schema_as_meant(object, schemas);
}

/// Whoever applies what SOPS has encrypted takes that off before.
void drop_sops(yaml::Value& object) {
  const yaml::Value* sops = object.find("sops");
  if (sops != nullptr && sops->is_mapping() && sops->find("mac") != nullptr) object.erase("sops");
}

/// What an object is called: each of its findings, references and lookups copies that. An object with a longer name
/// than any may have is refused; as much of it is kept as tells it.
std::string head(const yaml::Value& parent, std::string_view field) {
  constexpr std::size_t kLongest = 512;
  return text::shortened(parent.string_at(field), kLongest);
}

}  // namespace

Object identify(const yaml::Value& root, const Options& options) {
  Object object;
  object.api_version = head(root, "apiVersion");
  object.kind = head(root, "kind");
  if (const yaml::Value* metadata = root.find("metadata")) {
    object.name = head(*metadata, "name");
    object.name_space = head(*metadata, "namespace");
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
  return !root.string_at("kind").empty() || group_version_of(api_version).group == kToolhiveGroup;
}

bool is_in_no_place(const Object& object) {
  const auto foreign = find_foreign_kind(object.group(), object.kind);
  const bool is_namespaced = foreign ? foreign->namespaced : object.group() == kToolhiveGroup;
  return is_namespaced && !namespace_fault(object.name_space).empty();
}

std::optional<Object> admit(yaml::Document document, const Schemas& schemas, const Options& options,
                            const source::Sources& sources, diag::Sink& sink, Object* refused) {
  const Reporter reporter(sink, sources, diag::Stage::kAdmission);
  diag::Sink::Mark mark = sink.mark();
  Object object = identify(document.root, options);
  object.value = std::move(document.root);
  if (object.value.is_mapping()) object.value.erase("status");

  const auto [group, version] = group_version_of(object.api_version);
  const std::optional<ForeignKind> foreign = find_foreign_kind(group, object.kind);
  const Findings findings(reporter, object, foreign && foreign->secret);
  if (!object.value.is_mapping()) {
    findings.wrong_type(Step(object.value.mark()), object.value, "a Kubernetes object");
    return std::nullopt;
  }
  if (options.misspelt != nullptr && !options.misspelt->empty()) report_misspelt(*options.misspelt, findings);
  // What a Secret of a misspelt head holds, or makes, does not follow from that.
  if (foreign) mark = sink.mark();
  const bool complete = check_type_meta(findings);
  // The reader has taken those apart that have items.
  if (object.api_version == "v1" && object.kind == "List") check_foreign_object(object.value, object.kind, findings);
  if (!complete && foreign) return std::nullopt;
  bool is_understood = true;
  if (!foreign) {
    const Schema* schema =
        complete ? find_schema(object, schemas, findings, options) : schema_as_meant(object, schemas);
    if (schema == nullptr) {
      if (sink.has_errors_since(mark) || object.name.empty() || !is_of_others(object)) return std::nullopt;
      return object;
    }
    drop_sops(object.value);
    check_metadata(object.value, findings);
    const OtherReleases others(schemas, group_version_of(object.api_version).version, object.kind, options.older);
    is_understood = apply_schema(object.value, *schema, object, &others, reporter, options.effort);
  } else {
    if (!foreign->version.empty() && foreign->version != version) {
      const Step at(object.value.mark());
      findings.error(
          "unknown-version", root_field(at, object.value, "apiVersion"),
          object.kind + " has no version " + diag::quoted(version) + "; expected " + std::string(foreign->version));
      return std::nullopt;
    }
    if (!foreign->namespaced) object.name_space.clear();
    // Of a Secret it tells that its values are encrypted.
    if (object.kind != "Secret") drop_sops(object.value);
    check_metadata(object.value, findings);
    check_foreign_object(object.value, object.kind, findings);
  }
  if (is_understood && !sink.has_errors_since(mark) && !is_in_no_place(object)) return object;
  if (refused != nullptr && object.group() == kToolhiveGroup) *refused = std::move(object);
  return std::nullopt;
}

void report_unjudged(const Effort& effort, diag::Sink& sink) {
  if (effort.unjudged == 0) return;
  diag::DocumentReporter(sink, diag::Stage::kAdmission)
      .warning("rule-not-checked", {},
               "the CRDs ask for more than is done in one run; " + std::to_string(effort.unjudged) +
                   " objects are not judged by all that they say: check a part of them");
}

}  // namespace vmcp::admission
