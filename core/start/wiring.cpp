#include "core/start/wiring.h"

#include <string>
#include <string_view>
#include <utility>

#include "core/diag/quoted.h"
#include "core/emit/emit.h"
#include "core/kube/shape.h"
#include "core/kube/strategic_merge.h"
#include "core/operator/names.h"
#include "core/start/container.h"
#include "core/start/listening.h"
#include "core/start/needs.h"
#include "core/start/pod.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using diag::quoted;
using yaml::Value;

constexpr std::string_view kDefaultConfig = "/etc/vmcp-config/config.yaml";
constexpr std::string_view kAuthServerConfig = "authserver-config.yaml";

/// `patch` as the user can apply it: merged into what spec.podTemplateSpec holds already, or, for a Deployment that no
/// operator would change, as a patch of that.
std::string suggestion(const Gateway& gateway, const Value& patch) {
  Value text;
  if (gateway.given != nullptr && !gateway.is_operators_own()) {
    text = op::object_of("apps/v1", "Deployment", gateway.context.name(), gateway.context.name_space());
    text.set("spec", Value::mapping().set("template", patch));
  } else {
    const auto& present = gateway.context.spec().pod_template_spec;
    kube::MergeFault fault;
    auto merged =
        kube::strategic_merge(present.value_or(Value::mapping()), patch, kube::shape("PodTemplateSpec"), fault);
    text = Value::mapping().set("podTemplateSpec", merged ? *std::move(merged) : patch);
  }
  std::string yaml = emit::yaml_kubernetes(text);
  if (yaml.ends_with('\n')) yaml.pop_back();
  return yaml;
}

class WiringCheck {
 public:
  explicit WiringCheck(const Gateway& gateway)
      : gateway_(gateway),
        pod_(gateway.context, gateway.rendered, gateway.deployment),
        needs_(needs_of(gateway.context, gateway.rendered)) {}

  void check() {
    for (const Pod::LooseMount& mount : pod_.loose_mounts()) {
      report(true, "volume-not-found", mount.path,
             "container " + quoted(mount.container) + " mounts volume " + quoted(mount.volume) +
                 ", which the pod does not have");
    }
    if (pod_.container() == nullptr) {
      report(true, "invalid-deployment", FieldPath("spec.template.spec.containers"),
             "there is no container " + quoted(op::kGatewayContainer) + " in which the gateway runs");
      return;
    }
    const Value missing = missing_wiring(needs_, gateway_.rendered, pod_);
    if (!missing.members().empty()) suggestion_ = suggestion(gateway_, missing);
    check_config_files();
    for (const NeededVariable& needed : needs_.variables) check(needed);
    for (const NeededFile& needed : needs_.files) check(needed);
    for (ListeningFault& fault : listening_faults(pod_, gateway_.rendered.service)) {
      report(true, "port-mismatch", fault.path, std::move(fault.message));
    }
  }

 private:
  /// Where the Deployment is the user's, in it; else in the custom resource, of which only the pod template can change
  /// what the operator makes.
  diag::Diagnostic& report(bool refuses, diag::Code code, const FieldPath& path, std::string message) const {
    if (gateway_.given != nullptr) return add(refuses, *gateway_.given, code, path, std::move(message));
    return add(refuses, *gateway_.context.server.object, code, FieldPath("spec.podTemplateSpec"), std::move(message));
  }

  /// As above, about what the field `cause` of the custom resource makes vmcp read.
  diag::Diagnostic& report(bool refuses, diag::Code code, const FieldPath& path, const FieldPath& cause, bool wired,
                           std::string message) const {
    const op::Context& context = gateway_.context;
    const cluster::Object& server = *context.server.object;
    if (gateway_.given != nullptr) {
      diag::Diagnostic& finding = add(refuses, *gateway_.given, code, path, std::move(message));
      finding.related.push_back(context.reporter.related(server, cause, "needed because of this"));
      return finding;
    }
    const bool taken_away = wired && context.spec().pod_template_spec.has_value();
    return add(refuses, server, code, taken_away ? FieldPath("spec.podTemplateSpec") : cause, std::move(message));
  }

  diag::Diagnostic& add(bool refuses, const cluster::Object& object, diag::Code code, const FieldPath& path,
                        std::string message) const {
    if (refuses) return gateway_.refuse(object, code, path, std::move(message));
    return gateway_.context.reporter.warning(object, code, path, std::move(message));
  }

  void explain(diag::Diagnostic& finding, const std::vector<Reason>& reasons, bool suggest) const {
    for (const Reason& reason : reasons) {
      finding.related.push_back(gateway_.context.reporter.related(*reason.object, reason.path, reason.message));
    }
    if (suggest) finding.suggestion = suggestion_;
  }

  void check(const NeededVariable& needed) const {
    if (!is_missing(needed, pod_)) return;
    const Pod::Variable variable = pod_.variable(needed.name);
    const bool empty = variable.presence == Pod::Presence::kEmpty;
    std::string message = needed.reader + " needs the variable " + quoted(needed.name) + ", which is ";
    if (!empty) message += "not set";
    if (empty) message += variable.from_secret ? "empty in the Secret of the input" : "set to nothing";
    if (!needed.wired && gateway_.given == nullptr) message += ": the operator leaves it out";
    // What is empty in a repository may be filled in before it is applied.
    const bool refuses = needed.urgency != Urgency::kLater && !variable.from_secret;
    diag::Diagnostic& finding =
        report(refuses, "env-not-set", pod_.container_path() / "env", needed.path, needed.wired, std::move(message));
    explain(finding, needed.reasons, needed.source.has_value() && !variable.from_secret);
  }

  void check(const NeededFile& needed) const {
    const std::optional<std::string> reason = pod_.missing_file(needed.file);
    if (!reason) return;
    diag::Diagnostic& finding =
        report(needed.urgency != Urgency::kLater, "file-not-mounted", pod_.container_path() / "volumeMounts",
               needed.path, true, needed.reader + " needs the file " + quoted(needed.file) + ": " + *reason);
    explain(finding, needed.reasons, true);
  }

  // as loadAndValidateConfig and loadAuthServerConfig
  void check_config_files() const {
    const std::optional<std::string> config = pod_.flag("--config", pod_.flag("-c", "").value_or(""));
    if (!config) return;
    if (config->empty()) {
      report(true, "file-not-mounted", pod_.container_path() / "args",
             "vmcp is told no configuration: expected an argument \"--config=" + std::string(kDefaultConfig) + '"');
      return;
    }
    if (const auto reason = pod_.missing_file(*config)) {
      report(true, "file-not-mounted", pod_.container_path() / "volumeMounts",
             "vmcp needs the file " + quoted(*config) + ": " + *reason);
      return;
    }
    if (!gateway_.rendered.auth_server) return;
    const std::string sibling = config->substr(0, config->rfind('/') + 1) + std::string(kAuthServerConfig);
    if (const auto reason = pod_.missing_file(sibling)) {
      report(true, "file-not-mounted", pod_.container_path() / "volumeMounts",
             "vmcp starts without its auth server, since it does not find " + quoted(sibling) + ": " + *reason);
    }
  }

  const Gateway& gateway_;
  Pod pod_;
  Needs needs_;
  std::string suggestion_;
};

}  // namespace

void check_wiring(const Gateway& gateway) { WiringCheck(gateway).check(); }

Value complete_wiring(const op::Context& context, const op::Rendered& rendered, Value deployment) {
  const Value missing = missing_wiring(needs_of(context, rendered), rendered, Pod(context, rendered, deployment));
  if (missing.members().empty()) return deployment;
  const Value patch = Value::mapping().set("spec", Value::mapping().set("template", missing));
  kube::MergeFault fault;
  auto merged = kube::strategic_merge(deployment, patch, kube::shape("Deployment"), fault);
  return merged ? *std::move(merged) : std::move(deployment);
}

}  // namespace vmcp::start
