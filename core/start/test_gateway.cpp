#include "core/start/test_gateway.h"

#include <optional>
#include <utility>

namespace vmcp::start {

std::string gateway_with(std::string_view members) {
  return "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: v, namespace: ns}, "
         "spec: {groupRef: {name: g}, incomingAuth: {type: anonymous}, " +
         std::string(members) + "}}\n";
}

std::string object_with(std::string_view kind, std::string_view name, std::string_view spec) {
  return "---\n{apiVersion: toolhive.stacklok.dev/v1beta1, kind: " + std::string(kind) +
         ", metadata: {name: " + std::string(name) + ", namespace: ns}, spec: {" + std::string(spec) + "}}\n";
}

std::vector<std::string> foretold(std::string_view text, void (*check)(const Gateway&), op::Settings settings,
                                  const std::function<void(op::Rendered&)>& change) {
  const op::TestWorld world(text, std::move(settings));
  const op::Context context = world.context();
  std::optional<op::Rendered> rendered = op::reconcile(context);
  const std::vector<std::string> before = world.findings();
  REQUIRE_MESSAGE(rendered.has_value(), before);
  if (change) change(*rendered);
  check({context, *rendered, rendered->deployment, diag::Severity::kError});
  std::vector<std::string> all = world.findings();
  all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(before.size()));
  return all;
}

}  // namespace vmcp::start
