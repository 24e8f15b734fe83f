#include "core/operator/service.h"

#include <utility>

#include "core/operator/names.h"

namespace vmcp::op {

using yaml::Value;

Value service_for(const Context& context) {
  const model::VirtualMcpServerSpec& spec = context.spec();
  Value labels = gateway_labels(context.name());
  Value port = Value::mapping()
                   .set("name", "http")
                   .set("port", kGatewayPort)
                   .set("protocol", "TCP")
                   .set("targetPort", kGatewayPort);

  Value service = object_of("v1", "Service", service_name(context.name()), context.name_space());
  service.find("metadata")->set("labels", labels);
  service.set("spec", Value::mapping()
                          .set("ports", Value::sequence().push(std::move(port)))
                          .set("selector", std::move(labels))
                          .set("sessionAffinity", spec.session_affinity.empty() ? "ClientIP" : spec.session_affinity)
                          .set("type", spec.service_type.empty() ? "ClusterIP" : spec.service_type));
  return service;
}

}  // namespace vmcp::op
