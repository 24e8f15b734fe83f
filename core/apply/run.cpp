#include "core/apply/run.h"

#include <string>
#include <utility>

#include "core/apply/cause.h"
#include "core/apply/objects.h"
#include "core/apply/warnings.h"
#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/yaml/fields.h"

namespace vmcp::apply {
namespace {

using diag::FieldPath;
using yaml::Value;

diag::Code code_of(const Refusal& refusal) {
  switch (refusal.reason) {
    case Reason::kRequired:
      return "object-field-required";
    case Reason::kUnsupported:
      return "object-field-unsupported";
    case Reason::kForbidden:
      return "object-field-forbidden";
    case Reason::kDuplicate:
      return "object-field-duplicate";
    case Reason::kNotFound:
      if (refusal.path.find(".volumeMounts[") != std::string::npos) return "volume-not-found";
      return "object-field-not-found";
    case Reason::kTooLong:
      return "object-field-too-long";
    case Reason::kInvalid:
      break;
  }
  return "object-field-invalid";
}

constexpr const char* kName = "metadata.name";

/// A field as messages name it: without the way to the template of the pods.
std::string_view short_path(std::string_view path) {
  constexpr std::string_view kTemplate = "spec.template.";
  return path.starts_with(kTemplate) ? path.substr(kTemplate.size()) : path;
}

class Judge {
 public:
  Judge(const op::Context& context, const op::Rendered& rendered, const Subject& subject)
      : context_(context), causes_(context, rendered, subject) {}

  /// All but the Deployment is made of the gateway's name; what a ConfigMap holds, of its config.
  void object(const Value& object) const {
    for (const Refusal& refusal : refusals_of(object)) {
      const bool whole = refusal.path == kWholeObject;
      report(
          object, refusal,
          {context_.server.object, whole ? model::path_of<&model::VirtualMcpServerSpec::config>() : FieldPath(kName)});
    }
  }

  void deployment(const Value& deployment) const {
    std::vector<Refusal> refusals = refusals_of(deployment);
    // As the API server, which warns of what it takes.
    if (refusals.empty()) warn(deployment);
    for (Refusal& refusal : refusals) {
      const std::string& field = refusal.field.empty() ? refusal.path : refusal.field;
      const bool has_rival = !refusal.rival.empty();
      // Where the operator has set one half, the other is to blame.
      const bool rival_is_own = has_rival && !causes_.is_stated(refusal.rival);
      const bool field_is_own = has_rival && !rival_is_own && !causes_.is_stated(field);
      if (rival_is_own || field_is_own) {
        refusal.rule.append("; the operator sets ").append(short_path(rival_is_own ? refusal.rival : field));
      }
      report(deployment, refusal, causes_.of_deployment(field_is_own ? refusal.rival : field));
    }
  }

 private:
  /// What the operator's own objects always draw is nobody's doing.
  void warn(const Value& deployment) const {
    for (const Refusal& warning : warnings_of(deployment)) {
      const bool is_own = !causes_.is_stated(present_part(warning));
      if (is_own && (warning.rival.empty() || !causes_.is_stated(warning.rival))) continue;
      const Cause cause = causes_.of_deployment(is_own ? warning.rival : warning.path);
      report(diag::Severity::kWarning, "object-field-warning", cause, deployment, warning,
             at_field("warns of", deployment, warning, cause) + ": " + warning.rule);
    }
  }

  /// The path of what is there: of something that is absent, its owner's.
  static std::string_view present_part(const Refusal& warning) {
    const std::string_view path = warning.path;
    return warning.reason == Reason::kRequired ? path.substr(0, path.rfind('.')) : path;
  }

  static std::string metadata_of(const Value& object, std::string_view key) {
    return std::string(yaml::text_at(object, {"metadata", key}));
  }

  static std::string at_field(std::string_view verb, const Value& object, const Refusal& refusal, const Cause& cause) {
    std::string text = "the API server " + std::string(verb) + ' ' + std::string(object.string_at("kind")) + ' ' +
                       diag::quoted(metadata_of(object, "name"));
    if (cause.path.str() != refusal.path && refusal.path != kWholeObject) text += " at " + refusal.path;
    return text;
  }

  void report(const Value& object, const Refusal& refusal, const Cause& cause) const {
    std::string message = at_field("refuses", object, refusal, cause) + ": " + refusal.rule;
    if (cause.path.str() == kName) message += "; the operator makes it of the gateway's name";
    report(diag::Severity::kError, code_of(refusal), cause, object, refusal, std::move(message));
  }

  void report(diag::Severity severity, diag::Code code, const Cause& cause, const Value& object, const Refusal& refusal,
              std::string message) const {
    context_.gateway_reporter().report(severity, *cause.object, code, cause.path, std::move(message),
                                       {std::string(object.string_at("kind")), metadata_of(object, "namespace"),
                                        metadata_of(object, "name"), refusal.path});
  }

  const op::Context& context_;
  Causes causes_;
};

}  // namespace

void judge(const op::Context& context, const op::Rendered& rendered, const Subject& subject) {
  const Judge judge(context, rendered, subject);
  for (const Value& object : rendered.rbac) judge.object(object);
  judge.object(rendered.config_map);
  judge.object(rendered.service);
  judge.deployment(subject.deployment);
}

}  // namespace vmcp::apply
