#include "core/krm/placing.h"

#include <optional>
#include <string_view>
#include <utility>

#include "core/admission/admit.h"
#include "core/krm/host_annotations.h"
#include "core/kube/shape.h"
#include "core/kube/strategic_merge.h"

namespace vmcp::krm {
namespace {

using yaml::Value;

constexpr std::string_view kDeployment = "Deployment";

admission::Object object_of(const Value& value) {
  admission::Object object = admission::identify(value, {});
  object.value = value;
  return object;
}

}  // namespace

bool Placing::is_patch(const Value& object) const { return patches_ && object.string_at("kind") == kDeployment; }

bool Placing::has_place(const Value& object) const { return is_patch(object) || items_.find(object); }

void Placing::place(Value object) {
  if (is_patch(object)) return patch(object);
  if (const std::optional<std::size_t> at = items_.find(object)) replace(*at, std::move(object));
}

void Placing::patch(const Value& patch) {
  const std::optional<std::size_t> at = items_.find(patch);
  if (!at) {
    reporter_.error(object_of(patch), "deployment-missing", diag::FieldPath(),
                    "no item is this Deployment, so that there is nothing to patch; \"emit: deployment\" writes one");
    return;
  }
  const Value& item = list_.items()[*at];
  kube::MergeFault fault;
  if (std::optional<Value> merged = kube::strategic_merge(item, patch, kube::shape(kDeployment), fault)) {
    replace(*at, *std::move(merged));
  } else {
    reporter_.error(object_of(item), "invalid-deployment", fault.path,
                    "the auth server's wiring cannot be merged into this Deployment: " + fault.message);
  }
}

void Placing::replace(std::size_t index, Value object) {
  const Value& item = list_.items()[index];
  copy_host_annotations(item, object);
  if (object != item) replaced_.insert_or_assign(index, std::move(object));
}

}  // namespace vmcp::krm
