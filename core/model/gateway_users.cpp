#include "core/model/gateway_users.h"

#include <algorithm>
#include <array>

namespace vmcp::model {
namespace {

using Use = GatewayUser::Use;

constexpr std::array kRows = {
    GatewayUser{"gateway.networking.k8s.io", "Route", "spec.rules[].backendRefs[]", Use::kService},
    GatewayUser{"networking.k8s.io", "Ingress", "spec.rules[].http.paths[].backend.service", Use::kService},
    GatewayUser{"networking.k8s.io", "Ingress", "spec.defaultBackend.service", Use::kService},
    GatewayUser{"traefik.io", "IngressRoute", "spec.routes[].services[]", Use::kService},
    GatewayUser{"autoscaling", "HorizontalPodAutoscaler", "spec.scaleTargetRef", Use::kDeployment},
    GatewayUser{"policy", "PodDisruptionBudget", "spec.selector.matchLabels", Use::kLabels},
    GatewayUser{"monitoring.coreos.com", "ServiceMonitor", "spec.selector.matchLabels", Use::kLabels},
    GatewayUser{"monitoring.coreos.com", "PodMonitor", "spec.selector.matchLabels", Use::kLabels},
    GatewayUser{"networking.k8s.io", "NetworkPolicy", "spec.podSelector.matchLabels", Use::kLabels},
};

}  // namespace

std::span<const GatewayUser> gateway_users() { return kRows; }

bool may_use_gateways(std::string_view group, std::string_view kind) {
  return std::ranges::any_of(kRows, [&](const GatewayUser& row) { return row.is(group, kind); });
}

}  // namespace vmcp::model
