#include <array>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/kube/quantity.h"
#include "core/operator/cross_references/surroundings.h"

namespace vmcp::op {
namespace {

constexpr std::array<std::string_view, 3> kKinds = {"EmbeddingServer", "MCPRemoteProxy", "MCPServer"};

// as BuildResourceRequirements, which panics for a text that is no quantity
void check(const Surroundings& all, const cluster::Object& object) {
  const diag::FieldPath resources("spec.resources");
  for (const char* what : {"limits", "requests"}) {
    for (const char* of : {"cpu", "memory"}) {
      const std::string_view text = yaml::text_at(object.value, {"spec", "resources", what, of});
      if (!is_stated(text) || kube::canonical_quantity(text)) continue;
      const diag::FieldPath path = resources / what / of;
      if (all.told(object, path)) continue;
      all.warn(object, "invalid-format", path,
               diag::Message(diag::quoted(text) +
                             " is no quantity such as \"500m\" or \"256Mi\": the operator gets no "
                             "further with this " +
                             object.kind));
    }
  }
}

}  // namespace

void check_resource_quantities(const Surroundings& all) {
  for (const std::string_view kind : kKinds) {
    for (const cluster::Object* object : all.of_kind(kind)) check(all, *object);
  }
}

}  // namespace vmcp::op
