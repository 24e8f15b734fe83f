#include "core/operator/references.h"

#include <optional>
#include <utility>

#include "core/admission/elsewhere.h"
#include "core/model/path_of.h"
#include "core/operator/target.h"

namespace vmcp::op {
namespace {

using model::field;

diag::Message with_hint(const Context& context, const cluster::Object& from, const Target& target,
                        diag::Message message) {
  add_hint(context.cluster, context.reporter, from, target, message);
  return message;
}

/// An object that admission refused has been spoken of; that it is not there would mislead.
bool was_refused(const Context& context, const Target& target) {
  return is_unusable(context, target.group, target.kind, target.name_space, target.name);
}

void report_not_found(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                      const Target& target) {
  if (was_refused(context, target)) return;
  const bool is_likely = !likely_namespace(context, from, target.group, target.kind, target.name).empty();
  const bool is_unknown = !context.cluster.unbuilt(target.name_space).empty();
  if (is_unknown && context.notes != nullptr) context.notes->incomplete = true;
  context.reporter.report(is_likely || is_unknown ? diag::Severity::kWarning : diag::Severity::kError, from,
                          "reference-not-found", path, with_hint(context, from, target, target.absent_text()));
}

/// Warns that something which the input does not hold must be in the cluster, with a key or without.
void report_assumed(const Context& context, const admission::Reporter& reporter, const cluster::Object& from,
                    const diag::FieldPath& path, const Target& target, std::optional<std::string_view> key) {
  if (was_refused(context, target)) return;
  reporter.warning(from, "assumed-object", path, with_hint(context, from, target, target.assumed_text(key)));
}
void report_assumed(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                    const Target& target, std::optional<std::string_view> key) {
  report_assumed(context, context.reporter, from, path, target, key);
}

constexpr std::string_view kPodFails = "; the operator does not look, but the pod cannot start";

}  // namespace

bool is_unusable(const Context& context, std::string_view group, std::string_view kind, std::string_view name_space,
                 std::string_view name) {
  const cluster::Cluster& cluster = context.cluster;
  if (!cluster.was_refused(group, kind, name_space, name) && !cluster.may_be_wanting(group, kind, name_space, name)) {
    if (!context.cluster.may_be(group, kind, name_space, name)) return false;
    context.reporter.pass_over_error();
  }
  if (context.notes != nullptr) context.notes->incomplete = true;
  return true;
}

std::string_view likely_namespace(const Context& context, const cluster::Object& from, std::string_view group,
                                  std::string_view kind, std::string_view name) {
  return likely_namespace(context.cluster, context.settings.strict, from, group, kind, name);
}

std::string_view likely_namespace(const cluster::Cluster& cluster, bool strict, const cluster::Object& from,
                                  std::string_view group, std::string_view kind, std::string_view name) {
  if (strict || !admission::is_homeless(from.value)) return {};
  const std::string_view elsewhere = cluster.only_namespace_with(group, kind, name);
  if (elsewhere.empty()) return {};
  // Objects that one file holds are applied as it says.
  const cluster::Object* found = cluster.find(group, kind, elsewhere, name);
  return found->value.mark().source == from.value.mark().source ? std::string_view{} : elsewhere;
}

void report_absent(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                   std::string_view kind, std::string_view name, diag::Severity severity) {
  const Target target{admission::kToolhiveGroup, kind, from.name_space, name};
  if (severity == diag::Severity::kError) {
    report_not_found(context, from, path, target);
  } else {
    report_assumed(context, from, path, target, std::nullopt);
  }
}

const cluster::Object* resolve_config_map(const Context& context, const cluster::Object& from,
                                          const diag::FieldPath& path, std::string_view name) {
  const cluster::Object* found = context.cluster.find("", "ConfigMap", from.name_space, name);
  if (found != nullptr) return found;
  const Target target{"", "ConfigMap", from.name_space, name};
  if (context.cluster.config_map(from.name_space, name)) {
    context.reporter.warning(from, "not-built", path,
                             target.text() +
                                 " is made by a controller or a build, and what it holds decides the output: "
                                 "check what comes of it, as the output of \"kustomize build\"");
    if (context.notes != nullptr) context.notes->incomplete = true;
    return nullptr;
  }
  report_not_found(context, from, path, target);
  const std::string_view elsewhere = likely_namespace(context, from, "", "ConfigMap", name);
  return elsewhere.empty() ? nullptr : context.cluster.find("", "ConfigMap", elsewhere, name);
}

bool require_secret_key(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                        std::string_view name, std::string_view key) {
  const Target target{"", "Secret", from.name_space, name};
  const std::optional<cluster::Keys> keys = context.cluster.secret(from.name_space, name);
  if (keys && keys->may_have(key)) return true;
  if (keys) {
    context.reporter.error(from, "secret-key-missing", path / field<&model::SecretKeyRef::key>(),
                           diag::Message(target.keyless_text(key)).suggest(keys->nearest(key)));
    return false;
  }
  if (context.settings.strict) {
    report_not_found(context, from, path / field<&model::SecretKeyRef::name>(), target);
    return false;
  }
  report_assumed(context, from, path / field<&model::SecretKeyRef::name>(), target, key);
  return true;
}

void expect_secret_key(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                       std::string_view name, std::string_view key) {
  const Target target{"", "Secret", from.name_space, name};
  const std::optional<cluster::Keys> keys = context.cluster.secret(from.name_space, name);
  if (!keys) {
    report_assumed(context, from, path / field<&model::SecretKeyRef::name>(), target, key);
  } else if (!keys->may_have(key)) {
    context.reporter.warning(
        from, "secret-key-missing", path / field<&model::SecretKeyRef::key>(),
        diag::Message(target.keyless_text(key) + std::string(kPodFails)).suggest(keys->nearest(key)));
  }
}

void assume_for_pod(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                    std::string_view kind, std::string_view name, std::string_view key) {
  const bool is_there = kind == "Secret" ? context.cluster.secret(from.name_space, name).has_value()
                                         : context.cluster.config_map(from.name_space, name).has_value();
  if (is_there || context.settings.strict) return;
  const Target target{"", kind, from.name_space, name};
  report_assumed(context, context.reporter.in(diag::Stage::kPod), from, path / field<&model::SecretKeyRef::name>(),
                 target, key);
}

void report_absent_from_pod(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                            const PodSource& source, std::optional<diag::Severity> severity) {
  const Target target{"", source.kind, context.name_space(), source.name};
  if (!severity) {
    report_assumed(context, from, path, target, source.key);
  } else if (!was_refused(context, target)) {
    context.gateway_reporter().report(*severity, from, "reference-not-found", path,
                                      with_hint(context, from, target, target.absent_text() + std::string(kPodFails)));
  }
}

void report_keyless_for_pod(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                            const PodSource& source, std::string_view nearest, diag::Severity severity) {
  const Target target{"", source.kind, context.name_space(), source.name};
  const diag::Code code =
      source.kind == "Secret" ? diag::Code("secret-key-missing") : diag::Code("config-map-key-missing");
  context.gateway_reporter().report(
      severity, from, code, path,
      diag::Message(target.keyless_text(*source.key) + std::string(kPodFails)).suggest(nearest));
}

}  // namespace vmcp::op
