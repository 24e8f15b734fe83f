#include "core/operator/vmcp_container.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/operator/names.h"

namespace vmcp::op {
namespace {

using yaml::Value;

constexpr std::string_view kDefaultImage = "ghcr.io/stacklok/toolhive/vmcp:latest";
constexpr std::int64_t kUnprivilegedId = 1000;

constexpr std::string_view kSecretPrefix = "TOOLHIVE_SECRET_";

Value arguments(const model::config::Config& config) {
  Value result = Value::sequence();
  result.push("serve")
      .push("--config=/etc/vmcp-config/config.yaml")
      .push("--host=0.0.0.0")
      .push("--port=" + std::to_string(kGatewayPort));
  if (config.operational && config.operational->log_level == "debug") result.push("--debug");
  return result;
}

/// Seconds, but for `failures`.
struct ProbeTiming {
  int initial_delay;
  int period;
  int timeout;
  int failures;
};

/// As BuildHealthProbe.
Value http_probe(std::string_view path, const ProbeTiming& timing) {
  return Value::mapping()
      .set("httpGet", Value::mapping().set("path", path).set("port", "http"))
      .set("initialDelaySeconds", timing.initial_delay)
      .set("periodSeconds", timing.period)
      .set("timeoutSeconds", timing.timeout)
      .set("failureThreshold", timing.failures);
}

Value resources() {
  return Value::mapping()
      .set("requests", Value::mapping().set("cpu", "100m").set("memory", "128Mi"))
      .set("limits", Value::mapping().set("cpu", "500m").set("memory", "512Mi"));
}

Value seccomp_profile() { return Value::mapping().set("type", "RuntimeDefault"); }

/// As BuildContainerSecurityContext.
Value security_context(Platform platform) {
  Value result = Value::mapping()
                     .set("allowPrivilegeEscalation", false)
                     .set("capabilities", Value::mapping().set("drop", Value::sequence().push("ALL")))
                     .set("privileged", false)
                     .set("readOnlyRootFilesystem", true)
                     .set("runAsNonRoot", true)
                     .set("seccompProfile", seccomp_profile());
  if (platform != Platform::kOpenShift) result.set("runAsUser", kUnprivilegedId).set("runAsGroup", kUnprivilegedId);
  return result;
}

}  // namespace

Value vmcp_container(const Context& context, const std::vector<kube::EnvVar>& env,
                     const std::vector<kube::VolumeMount>& mounts) {
  const std::string& image = context.settings.vmcp_image;
  Value port = Value::mapping().set("containerPort", kGatewayPort).set("name", "http").set("protocol", "TCP");
  return Value::mapping()
      .set("name", kGatewayContainer)
      .set("image", image.empty() ? Value(kDefaultImage) : Value(image))
      .set("imagePullPolicy", "IfNotPresent")
      .set("args", arguments(context.spec().config))
      .set("ports", Value::sequence().push(std::move(port)))
      .set("env", kube::to_value(env))
      .set("resources", resources())
      .set("volumeMounts", kube::to_value(mounts))
      .set("livenessProbe", http_probe("/health", {.initial_delay = 30, .period = 10, .timeout = 5, .failures = 3}))
      .set("readinessProbe", http_probe("/readyz", {.initial_delay = 15, .period = 5, .timeout = 3, .failures = 3}))
      .set("securityContext", security_context(context.settings.platform));
}

Value pod_security_context(Platform platform) {
  Value result = Value::mapping().set("runAsNonRoot", true).set("seccompProfile", seccomp_profile());
  if (platform != Platform::kOpenShift) {
    result.set("runAsUser", kUnprivilegedId).set("runAsGroup", kUnprivilegedId).set("fsGroup", kUnprivilegedId);
  }
  return result;
}

void wire_runtime(const Context& context) {
  const auto literal = [&](const char* name, const char* value) {
    wire(context, Concern::kRuntime, Wire::variable(name, Content::literal(value)));
  };
  literal("XDG_CONFIG_HOME", "/tmp");
  literal("HOME", "/tmp");
  literal("TOOLHIVE_RUNTIME", "kubernetes");
  literal("UNSTRUCTURED_LOGS", "false");
  const bool has_secrets = std::ranges::any_of(context.notes->wiring.all(), [](const std::vector<Wire>& rows) {
    return std::ranges::any_of(rows, [](const Wire& row) {
      return row.kind == Wire::Kind::kVariable && row.wired == Wired::kByOperator &&
             row.name.starts_with(kSecretPrefix);
    });
  });
  if (has_secrets) literal("TOOLHIVE_SECRETS_PROVIDER", "environment");
}

Value pod_wiring(Value env, Value mounts, Value volumes) {
  const auto set_unless_empty = [](Value& mapping, std::string_view key, Value& items) {
    if (!items.items().empty()) mapping.set(key, std::move(items));
  };
  Value container = Value::mapping().set("name", kGatewayContainer);
  set_unless_empty(container, "env", env);
  set_unless_empty(container, "volumeMounts", mounts);
  Value pod = Value::mapping().set("containers", Value::sequence().push(std::move(container)));
  set_unless_empty(pod, "volumes", volumes);
  return pod;
}

const Value* pod_template(const Value& deployment) {
  const Value* spec = deployment.find("spec");
  return spec == nullptr ? nullptr : spec->find("template");
}

const Value* pod_spec(const Value& deployment) {
  const Value* of_pods = pod_template(deployment);
  return of_pods == nullptr ? nullptr : of_pods->find("spec");
}

}  // namespace vmcp::op
