#include "core/start/gateway.h"

#include <algorithm>

#include "core/model/kinds.h"
#include "core/start/container.h"

namespace vmcp::start {

bool Gateway::is_operators_own() const {
  return given != nullptr &&
         std::ranges::any_of(items_of(given->value.find("metadata"), "ownerReferences"), [](const yaml::Value& owner) {
           return owner.string_at("kind") == model::kKind<model::VirtualMcpServerSpec>;
         });
}

}  // namespace vmcp::start
