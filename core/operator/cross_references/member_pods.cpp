#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/kube/quantity.h"
#include "core/operator/cross_references/surroundings.h"
#include "core/operator/names.h"
#include "core/text/ascii.h"
#include "core/yaml/location.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;

constexpr std::string_view kGateway = "VirtualMCPServer";

/// A kind that is run, and what the operator calls the container in its pods, which podTemplateSpec may change.
struct Row {
  std::string_view kind;
  std::string_view container;
  bool has_resources;  ///< whether its CRD takes any text for a quantity
};

constexpr std::array kRows = {
    Row{"EmbeddingServer", "embedding", true}, Row{"MCPRegistry", "registry-api", false},
    Row{"MCPRemoteProxy", "toolhive", true},   Row{"MCPServer", "mcp", true},
    Row{kGateway, kGatewayContainer, false},
};
struct Quantity {
  std::string_view path;
  std::string_view enabled_by = {};  ///< the operator reads it only where this is true
};

constexpr std::array kQuantities = {
    Quantity{"spec.resources.limits.cpu"},
    Quantity{"spec.resources.limits.memory"},
    Quantity{"spec.resources.requests.cpu"},
    Quantity{"spec.resources.requests.memory"},
    Quantity{"spec.modelCache.size", "spec.modelCache.enabled"},
};

bool is_true_at(const yaml::Value& root, std::string_view path) {
  const yaml::Value* value = yaml::find_location(root, path).value;
  return value != nullptr && value->is_bool() && value->as_bool();
}

// as BuildResourceRequirements and the claim of an EmbeddingServer, which panic for a text that is no quantity
void check_resources(const Surroundings& all, const cluster::Object& object) {
  for (const auto& [path, enabled_by] : kQuantities) {
    if (!enabled_by.empty() && !is_true_at(object.value, enabled_by)) continue;
    const yaml::Value* value = yaml::find_location(object.value, path).value;
    if (value == nullptr || !value->is_string() || !is_stated(value->as_string())) continue;
    if (kube::canonical_quantity(value->as_string())) continue;
    FieldPath at{std::string(path)};
    if (all.told(object, at)) continue;
    all.warn(object, "invalid-format", at,
             quoted(value->as_string()) +
                 " is no quantity such as \"500m\" or \"256Mi\": the operator gets no further with this object");
  }
}

/// Whether a name is another in capitals, or has two letters in the wrong order; short names are one letter away from
/// those of others.
bool has_its_letters(std::string_view name, std::string_view of) {
  const auto sorted = [](std::string_view text) {
    std::string letters = text::to_lower(text);
    std::ranges::sort(letters);
    return letters;
  };
  return text::is_within(name, of, 1) && sorted(name) == sorted(of);
}

/// Of containers that are meant to be the operator's own: those of others have an image.
void check_containers(const Surroundings& all, const cluster::Object& object, const Row& row) {
  const yaml::Sequence& containers = yaml::items_at(object.value, {"spec", "podTemplateSpec", "spec", "containers"});
  const auto is_own = [&](const yaml::Value& one) { return one.string_at("name") == row.container; };
  const bool has_own = std::ranges::any_of(containers, is_own);
  for (std::size_t i = 0; i < containers.size(); ++i) {
    const std::string_view name = containers[i].string_at("name");
    if (name == row.container || !is_stated(name) || containers[i].find("$patch") != nullptr) continue;
    const bool has_image = containers[i].find("image") != nullptr;
    const bool is_meant =
        !has_own && (has_image ? has_its_letters(name, row.container) : text::is_within(name, row.container, 1));
    // What is to become of a gateway is applied: the absence of an image is found there.
    if (!is_meant && (has_image || row.kind == kGateway)) continue;
    const FieldPath at = FieldPath("spec.podTemplateSpec.spec.containers")[i] / "name";
    if (all.told(object, at)) continue;
    std::string text = "the operator's container is called " + quoted(row.container);
    text += has_image ? ": " + quoted(name) + " is another beside it"
                      : ": the API server refuses " + quoted(name) + " beside it, which has no image";
    diag::Message message(std::move(text));
    all.warn(object, "unknown-container", at, is_meant ? std::move(message).suggest(row.container) : message);
  }
}

}  // namespace

void check_member_pods(const Surroundings& all) {
  for (const Row& row : kRows) {
    for (const cluster::Object* object : all.of_kind(row.kind)) {
      if (row.has_resources) check_resources(all, *object);
      if (row.kind != kGateway || all.rules().pods) check_containers(all, *object, row);
    }
  }
}

}  // namespace vmcp::op
