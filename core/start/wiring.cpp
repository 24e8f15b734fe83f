#include "core/start/wiring.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/diag/secrecy.h"
#include "core/diag/secret_lines.h"
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

/// Calls `visit` with each item of a list that `owner` may have.
template <class Visit>
void for_each_item(Value* owner, std::string_view list, Visit visit) {
  Value* items = owner == nullptr ? nullptr : owner->find(list);
  if (items == nullptr || !items->is_sequence()) return;
  for (Value& item : items->items()) visit(item);
}

/// Whether a pod template has nothing that must not be shown. Of a variable its name and its value tell.
bool may_be_shown(Value pod_template) {
  const auto forget_shown = [](Value& variable) {
    const std::string_view value = variable.string_at("value");
    if (!diag::names_secret(variable.string_at("name")) && diag::redacted(value) == value) variable.erase("value");
  };
  for (const char* list : {"containers", "initContainers"}) {
    for_each_item(pod_template.find("spec"), list,
                  [&](Value& container) { for_each_item(&container, "env", forget_shown); });
  }
  const std::vector<bool> hidden = diag::secret_lines_of_part(emit::yaml_kubernetes(pod_template));
  return std::ranges::find(hidden, true) == hidden.end();
}

/// `patch` as the user can apply it: merged into what spec.podTemplateSpec holds already, where that may be shown, or,
/// for a Deployment that no operator would change, as a patch of that.
std::string suggestion(const Gateway& gateway, const Value& patch) {
  Value text;
  if (gateway.given != nullptr && !gateway.is_operators_own()) {
    text = op::object_of("apps/v1", "Deployment", gateway.context.name(), gateway.context.name_space());
    text.set("spec", Value::mapping().set("template", patch));
  } else {
    Value present = gateway.context.spec().pod_template_spec.value_or(Value::mapping());
    if (!may_be_shown(present)) present = Value::mapping();
    kube::MergeFault fault;
    auto merged = kube::strategic_merge(std::move(present), patch, kube::shape("PodTemplateSpec"), fault);
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
        needs_(needs_of(gateway.rendered)) {}

  void run() {
    check();
    report_faults();
  }

 private:
  /// What is said when all that is missing is known.
  struct Fault {
    bool refuses;  ///< otherwise vmcp starts
    const cluster::Object* object;
    diag::Code code;
    FieldPath path;
    diag::Message message;
    bool is_curable = false;  ///< what is missing is known
  };

  void check() {
    if (pod_.container() == nullptr) {
      note(true, "invalid-deployment", FieldPath("spec.template.spec.containers"),
           "there is no container " + quoted(op::kGatewayContainer) + " in which the gateway runs");
      return;
    }
    check_config_files();
    for (const NeededVariable& needed : needs_.variables) check(needed);
    for (const NeededFile& needed : needs_.files) check(needed);
    for (ListeningFault& fault : listening_faults(pod_, gateway_.rendered.service)) {
      note(true, "port-mismatch", fault.path, std::move(fault.message));
    }
  }

  /// All that is missing is added in one go: the first finding that is going to be shown says how.
  void report_faults() {
    const admission::Reporter& reporter = gateway_.context.reporter;
    std::vector<std::pair<diag::Place, Fault*>> curable;
    for (Fault& fault : faults_) {
      if (fault.is_curable) curable.emplace_back(reporter.place(*fault.object, fault.path), &fault);
    }
    const auto first = std::ranges::min_element(curable, {}, &std::pair<diag::Place, Fault*>::first);
    if (first != curable.end()) {
      const Value missing = missing_wiring(needs_, gateway_.rendered, pod_);
      if (!missing.members().empty()) first->second->message.suggest(suggestion(gateway_, missing));
    }
    for (Fault& fault : faults_) {
      if (fault.refuses) {
        gateway_.refuse(*fault.object, fault.code, fault.path, std::move(fault.message));
      } else {
        reporter.warning(*fault.object, fault.code, fault.path, std::move(fault.message));
      }
    }
  }

  /// Where the Deployment is the user's, in it; else in the custom resource, of which only the pod template can change
  /// what the operator makes.
  void note(bool refuses, diag::Code code, const FieldPath& path, diag::Message message) {
    if (gateway_.given != nullptr) {
      faults_.push_back({refuses, gateway_.given, code, path, std::move(message)});
    } else {
      faults_.push_back({refuses, gateway_.context.server.object, code,
                         path_of<&model::VirtualMcpServerSpec::pod_template_spec>(), std::move(message)});
    }
  }

  /// As above, about what vmcp reads because of a field of the custom resource.
  void note(bool refuses, diag::Code code, const FieldPath& path, const Need& needed, bool wired, bool is_curable,
            diag::Message message) {
    const op::Context& context = gateway_.context;
    const cluster::Object* server = context.server.object;
    if (gateway_.given != nullptr) {
      message.because(context.reporter.related(*server, needed.cause(), "needed because of this"));
      explain(message, needed);
      faults_.push_back({refuses, gateway_.given, code, path, std::move(message), is_curable});
      return;
    }
    explain(message, needed);
    const bool taken_away = wired && context.spec().pod_template_spec.has_value();
    faults_.push_back({refuses, server, code,
                       taken_away ? path_of<&model::VirtualMcpServerSpec::pod_template_spec>() : needed.cause(),
                       std::move(message), is_curable});
  }

  /// Adds where the objects around say what a backend needs.
  void explain(diag::Message& message, const Need& needed) const {
    if (needed.row == nullptr || needed.row->origin.object == nullptr) return;
    const op::Origin& origin = needed.row->origin;
    const op::Context& context = gateway_.context;
    const auto relate = [&](const cluster::Object& object, const FieldPath& path, const char* text) {
      message.because(context.reporter.related(object, path, text));
    };
    if (needed.row->use == op::Use::kBackendAuth) {
      const bool is_member = origin.referrer != context.server.object;
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
    note(refuses, "env-not-set", pod_.container_path() / "env", needed, !needed.is_forgotten(),
         needed.source.has_value() && !variable.from_secret, std::move(message));
  }

  void check(const NeededFile& needed) {
    const std::optional<std::string> reason = pod_.missing_file(needed.name);
    if (!reason) return;
    note(needed.urgency() != op::Urgency::kLater, "file-not-mounted", pod_.container_path() / "volumeMounts", needed,
         true, needed.mount != nullptr,
         std::string(needed.reader()) + " needs the file " + quoted(needed.name) + ": " + *reason);
  }

  // as loadAndValidateConfig and loadAuthServerConfig
  void check_config_files() {
    const std::optional<std::string> config = pod_.flag("--config", pod_.flag("-c", "").value_or(""));
    if (!config) return;
    if (config->empty()) {
      note(true, "file-not-mounted", pod_.container_path() / "args",
           "vmcp is told no configuration: expected an argument \"--config=" + std::string(kDefaultConfig) + '"');
      return;
    }
    if (const auto reason = pod_.missing_file(*config)) {
      note(true, "file-not-mounted", pod_.container_path() / "volumeMounts",
           "vmcp needs the file " + quoted(*config) + ": " + *reason);
      return;
    }
    if (!gateway_.rendered.auth_server) return;
    const std::string sibling = config->substr(0, config->rfind('/') + 1) + std::string(kAuthServerConfig);
    if (const auto reason = pod_.missing_file(sibling)) {
      note(true, "file-not-mounted", pod_.container_path() / "volumeMounts",
           "vmcp starts without its auth server, since it does not find " + quoted(sibling) + ": " + *reason);
    }
  }

  const Gateway& gateway_;
  Pod pod_;
  Needs needs_;
  std::vector<Fault> faults_;
};

}  // namespace

void check_wiring(const Gateway& gateway) { WiringCheck(gateway).run(); }

}  // namespace vmcp::start
