#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "core/krm/function.h"

namespace {

using vmcp::yaml::Value;

/// What the function may replace.
bool is_of_rendered_kind(const Value& item) {
  constexpr std::array<std::string_view, 7> kRendered = {
      "ConfigMap", "Deployment", "Role", "RoleBinding", "Service", "ServiceAccount", "VirtualMCPServer"};
  return std::ranges::find(kRendered, item.string_at("kind")) != kRendered.end();
}

}  // namespace

// Whatever list a host sends: the answer is one list again, with the functionConfig and the items as they came, but for
// those that the function renders.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vmcp;
  source::Sources sources;
  const auto source = sources.add("fuzz", std::string(reinterpret_cast<const char*>(data), size));
  const auto list = krm::read_resource_list(sources, source);
  if (!list) return 0;
  krm::Answer answer = krm::run_function(*list, sources);
  const auto again = krm::read_resource_list(sources, sources.add("answer", std::move(answer.out)));
  if (!again) std::abort();
  if ((list->function_config() == nullptr) != (again->function_config() == nullptr)) std::abort();
  if (list->function_config() != nullptr && *list->function_config() != *again->function_config()) std::abort();
  // A validator's answer holds none.
  if (again->items().empty()) return 0;
  if (again->items().size() < list->items().size()) std::abort();
  for (std::size_t i = 0; i < list->items().size(); ++i) {
    const Value& item = list->items()[i];
    if ((answer.refused || !is_of_rendered_kind(item)) && again->items()[i] != item) std::abort();
  }
  return 0;
}
