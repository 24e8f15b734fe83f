#include "core/start/wiring.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/emit/emit.h"
#include "core/kube/shape.h"
#include "core/kube/strategic_merge.h"
#include "core/model/path_of.h"
#include "core/operator/names.h"
#include "core/start/container.h"
#include "core/start/listening.h"
#include "core/start/needs.h"
#include "core/start/pod.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::path_of;
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
      : outer_(gateway),
        reporter_(gateway.context.reporter.into(found_)),
        context_{gateway.context.server, gateway.context.cluster, gateway.context.settings, reporter_},
        gateway_{context_, gateway.rendered, gateway.deployment, gateway.severity, gateway.given},
        pod_(context_, gateway.rendered, gateway.deployment),
        needs_(needs_of(gateway.rendered)) {}

  void run() {
    check();
    report_found();
  }

 private:
  void check() {
    if (pod_.container() == nullptr) {
      report(true, "invalid-deployment", FieldPath("spec.template.spec.containers"),
             "there is no container " + quoted(op::kGatewayContainer) + " in which the gateway runs");
      return;
    }
    check_config_files();
    for (const NeededVariable& needed : needs_.variables) check(needed);
    for (const NeededFile& needed : needs_.files) check(needed);
    for (ListeningFault& fault : listening_faults(pod_, gateway_.rendered.service)) {
      report(true, "port-mismatch", fault.path, std::move(fault.message));
    }
  }

  /// All that is missing is added in one go: the first finding that is going to be shown says how.
  void report_found() const {
    const auto place_of = [&](std::size_t index) -> const diag::Place& { return found_.all()[index].place; };
    const auto first = std::ranges::min_element(curable_, {}, place_of);
    for (std::size_t i = 0; i < found_.all().size(); ++i) {
      diag::Diagnostic finding = found_.all()[i];
      if (first != curable_.end() && i == *first) {
        const Value missing = missing_wiring(needs_, gateway_.rendered, pod_);
        if (!missing.members().empty()) finding.suggestion = suggestion(gateway_, missing);
      }
      outer_.context.reporter.add(std::move(finding));
    }
  }

  /// Where the Deployment is the user's, in it; else in the custom resource, of which only the pod template can change
  /// what the operator makes.
  diag::Diagnostic& report(bool refuses, diag::Code code, const FieldPath& path, std::string message) const {
    if (gateway_.given != nullptr) return add(refuses, *gateway_.given, code, path, std::move(message));
    return add(refuses, *gateway_.context.server.object, code,
               path_of<&model::VirtualMcpServerSpec::pod_template_spec>(), std::move(message));
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
    return add(refuses, server, code, taken_away ? path_of<&model::VirtualMcpServerSpec::pod_template_spec>() : cause,
               std::move(message));
  }

  diag::Diagnostic& add(bool refuses, const cluster::Object& object, diag::Code code, const FieldPath& path,
                        std::string message) const {
    if (refuses) return gateway_.refuse(object, code, path, std::move(message));
    return gateway_.context.reporter.warning(object, code, path, std::move(message));
  }

  /// Adds where the objects around say what a backend needs, and whether what is missing is known.
  void explain(diag::Diagnostic& finding, const Need& needed, bool is_curable) {
    if (is_curable) curable_.push_back(found_.all().size() - 1);
    if (needed.row == nullptr || needed.row->origin.object == nullptr) return;
    const op::Origin& origin = needed.row->origin;
    const auto relate = [&](const cluster::Object& object, const FieldPath& path, const char* message) {
      finding.related.push_back(reporter_.related(object, path, message));
    };
    if (needed.row->use == op::Use::kBackendAuth) {
      const bool is_member = origin.referrer != context_.server.object;
      if (is_member) relate(*origin.referrer, origin.reference, "the member brings its own credentials");
      relate(*origin.object, origin.path, "the Secret is named here");
    } else if (needed.row->use == op::Use::kBackendCa) {
      relate(*origin.object, path_of<&model::McpServerEntrySpec::ca_bundle_ref>(), "the bundle is named here");
    }
  }

  void check(const NeededVariable& needed) {
    if (!is_missing(needed, pod_)) return;
    const Pod::Variable variable = pod_.variable(needed.name);
    const bool empty = variable.presence == Pod::Presence::kEmpty;
    std::string message = std::string(needed.reader()) + " needs the variable " + quoted(needed.name) + ", which is ";
    if (!empty) message += "not set";
    if (empty) message += variable.from_secret ? "empty in the Secret of the input" : "set to nothing";
    if (needed.is_forgotten() && gateway_.given == nullptr) message += ": the operator leaves it out";
    // What is empty in a repository may be filled in before it is applied.
    const bool refuses = needed.urgency() != op::Urgency::kLater && !variable.from_secret;
    diag::Diagnostic& finding = report(refuses, "env-not-set", pod_.container_path() / "env", needed.cause(),
                                       !needed.is_forgotten(), std::move(message));
    explain(finding, needed, needed.source.has_value() && !variable.from_secret);
  }

  void check(const NeededFile& needed) {
    const std::optional<std::string> reason = pod_.missing_file(needed.name);
    if (!reason) return;
    diag::Diagnostic& finding = report(
        needed.urgency() != op::Urgency::kLater, "file-not-mounted", pod_.container_path() / "volumeMounts",
        needed.cause(), true, std::string(needed.reader()) + " needs the file " + quoted(needed.name) + ": " + *reason);
    explain(finding, needed, needed.mount != nullptr);
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

  const Gateway& outer_;
  diag::Sink found_;
  admission::Reporter reporter_;
  op::Context context_;
  Gateway gateway_;  ///< reports into `found_`
  Pod pod_;
  Needs needs_;
  std::vector<std::size_t> curable_;  ///< findings about what is missing and known, by their place in `found_`
};

}  // namespace

void check_wiring(const Gateway& gateway) { WiringCheck(gateway).run(); }

}  // namespace vmcp::start
