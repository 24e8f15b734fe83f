#include <array>
#include <string>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/kube/quantity.h"
#include "core/operator/cross_references/surroundings.h"
#include "core/yaml/location.h"

namespace vmcp::op {
namespace {

constexpr std::array<std::string_view, 3> kKinds = {"EmbeddingServer", "MCPRemoteProxy", "MCPServer"};
constexpr std::array<std::string_view, 4> kQuantities = {"spec.resources.limits.cpu", "spec.resources.limits.memory",
                                                         "spec.resources.requests.cpu",
                                                         "spec.resources.requests.memory"};

// as BuildResourceRequirements, which panics for a text that is no quantity
void check(const Surroundings& all, const cluster::Object& object) {
  for (const std::string_view path : kQuantities) {
    const yaml::Value* value = yaml::find_location(object.value, path).value;
    if (value == nullptr || !value->is_string() || !is_stated(value->as_string())) continue;
    if (kube::canonical_quantity(value->as_string())) continue;
    diag::FieldPath at{std::string(path)};
    if (all.told(object, at)) continue;
    all.warn(object, "invalid-format", at,
             diag::quoted(value->as_string()) +
                 " is no quantity such as \"500m\" or \"256Mi\": the operator gets no further with this object");
  }
}

}  // namespace

void check_member_pods(const Surroundings& all) {
  for (const std::string_view kind : kKinds) {
    for (const cluster::Object* object : all.of_kind(kind)) check(all, *object);
  }
}

}  // namespace vmcp::op
