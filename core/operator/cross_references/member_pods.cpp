#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/kube/quantity.h"
#include "core/operator/cross_references/surroundings.h"

namespace vmcp::op {
namespace {

constexpr std::array<std::string_view, 3> kKinds = {"EmbeddingServer", "MCPRemoteProxy", "MCPServer"};

// as BuildResourceRequirements, which panics for a text that is no quantity
void check_resources(const Surroundings& all, const cluster::Object& object) {
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

/// Of what is patched into the pod of an MCPServer: a container that has no image, or the server's, is its own.
void check_containers(const Surroundings& all, const cluster::Object& server) {
  constexpr std::string_view kOwn = "mcp";
  const yaml::Sequence& containers = yaml::items_at(server.value, {"spec", "podTemplateSpec", "spec", "containers"});
  const auto is_own = [&](const yaml::Value& container) { return container.string_at("name") == kOwn; };
  if (std::ranges::any_of(containers, is_own)) return;
  const std::string_view own_image = yaml::text_at(server.value, {"spec", "image"});
  for (std::size_t i = 0; i < containers.size(); ++i) {
    const std::string_view name = containers[i].string_at("name");
    const std::string_view image = containers[i].string_at("image");
    const diag::FieldPath path = diag::FieldPath("spec.podTemplateSpec.spec.containers")[i] / "name";
    if ((!image.empty() && image != own_image) || !text::is_slip(name, kOwn) || all.told(server, path)) continue;
    all.warn(
        server, "ignored-field", path,
        diag::Message("the server's container is called \"mcp\", and this is another one beside it").suggest(kOwn));
  }
}

}  // namespace

void check_member_pods(const Surroundings& all) {
  for (const std::string_view kind : kKinds) {
    for (const cluster::Object* object : all.of_kind(kind)) check_resources(all, *object);
  }
  for (const cluster::Object* server : all.of_kind("MCPServer")) check_containers(all, *server);
}

}  // namespace vmcp::op
