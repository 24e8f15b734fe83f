#include "core/gitops/flux_names.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "core/admission/object.h"
#include "core/diag/quoted.h"
#include "core/gitops/delivery.h"
#include "core/gitops/expressions.h"
#include "core/gitops/mended_text.h"
#include "core/text/nearest.h"
#include "core/yaml/each_value.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

constexpr std::string_view kKustomization = "Kustomization";
constexpr std::string_view kHelmRelease = "HelmRelease";

/// What is there wherever Flux is, stated or not.
constexpr std::string_view kRoot = "flux-system";

bool is_flux(const Value& root) {
  return root.string_at("apiVersion").find(".toolkit.fluxcd.io/") != std::string_view::npos;
}

/// Where objects of a kind refer to others.
struct Row {
  enum class Use : std::uint8_t {
    kSource,  ///< in the namespace of the object, or another that is stated
    kPeer,
    kOther  ///< of which the input may have but some
  };

  std::string_view kind;
  std::string_view path;
  std::string_view target;  ///< the kind of those; empty: the reference states it
  Use use;
};

constexpr Row kRows[] = {
    {kKustomization, "spec.sourceRef", "", Row::Use::kSource},
    {kKustomization, "spec.dependsOn[]", kKustomization, Row::Use::kPeer},
    {kKustomization, "spec.healthChecks[]", "", Row::Use::kOther},
    {kHelmRelease, "spec.chart.spec.sourceRef", "", Row::Use::kSource},
    {kHelmRelease, "spec.chartRef", "", Row::Use::kSource},
    {kHelmRelease, "spec.dependsOn[]", kHelmRelease, Row::Use::kPeer},
    {kHelmRelease, "spec.valuesFrom[]", "", Row::Use::kOther},
    {"HelmChart", "spec.sourceRef", "", Row::Use::kSource},
};

}  // namespace

FluxNames::FluxNames(std::span<const yaml::Document> documents, const Kustomizations& kustomizations) {
  for (const yaml::Document& document : documents) {
    const Value& root = document.root;
    const auto text = [&](const char* field) { return std::string(yaml::text_at(root, {"metadata", field})); };
    if (root.string_at("kind") == "FluxInstance" && is_delivery(root)) {
      names_[std::string(yaml::text_at(root, {"spec", "sync", "kind"}))][std::string(kRoot)].insert(text("namespace"));
    }
    const std::string kind(root.string_at("kind"));
    const bool is_toolhives = admission::is_toolhive(root);
    if (!is_flux(root) && !is_toolhives && kind != "ConfigMap" && kind != "Deployment") continue;
    names_[kind][text("name")].insert(text("namespace"));
    // The operator calls what it makes of gateways and servers as they are called.
    if (is_toolhives) names_["Deployment"][text("name")].insert(text("namespace"));
  }
  for (const Kustomization& kustomization : kustomizations.all()) {
    for (const Value& generator : yaml::items_at(kustomization.root, {"configMapGenerator"})) {
      names_["ConfigMap"][std::string(generator.string_at("name"))].insert("");
    }
  }
}

void FluxNames::mend_name(Value& reference, std::string_view target, bool all_known, const std::string& path,
                          Work& looks, std::vector<FieldFault>& faults) const {
  constexpr std::size_t kShortest = 4;
  constexpr std::size_t kForOne = 64;
  const std::string kind(target.empty() ? reference.string_at("kind") : target);
  const std::string name(reference.string_at("name"));
  if (name.size() < kShortest || name == kRoot || !is_final(name)) return;
  std::vector<std::string_view> names = {kRoot};
  if (const auto of_kind = names_.find(kind); of_kind != names_.end()) {
    if (of_kind->second.contains(name) || !looks.take(kForOne * of_kind->second.size())) return;
    for (const auto& [known, namespaces] : of_kind->second) names.emplace_back(known);
  }
  const std::string_view near = text::only_nearest(name, names);
  if (all_known ? !text::is_slip(name, near) : !text::is_slip_in_word(name, near)) return;
  mend_text(*reference.find("name"), path + ".name", "nothing in the input is the " + kind + ' ' + diag::quoted(name),
            near, faults);
}

/// A source is sought in the namespace of the object where its reference states none.
void FluxNames::mend_namespace(Value& source, const std::string& path, Value& root,
                               std::vector<FieldFault>& faults) const {
  const auto of_kind = names_.find(source.string_at("kind"));
  if (of_kind == names_.end()) return;
  const auto known = of_kind->second.find(source.string_at("name"));
  const bool is_stated = !source.string_at("namespace").empty();
  Value* holder = is_stated ? &source : root.find("metadata");
  Value* name_space = holder == nullptr ? nullptr : holder->find("namespace");
  if (known == of_kind->second.end() || name_space == nullptr || !name_space->is_string()) return;
  const std::string stated = name_space->as_string();
  const Namespaces& all = known->second;
  if (all.contains(stated) || all.contains("") || !is_final(stated)) return;
  for (const std::string& one : all) {
    if (!text::is_slip(stated, one)) continue;
    mend_text(
        *name_space, (is_stated ? path : "metadata") + ".namespace",
        "the " + of_kind->first + ' ' + diag::quoted(known->first) + " is not in namespace " + diag::quoted(stated),
        one, faults);
    return;
  }
}

void FluxNames::mend(Value& root, Work& looks, std::vector<FieldFault>& faults) const {
  if (!is_flux(root)) return;
  for (const Row& row : kRows) {
    if (row.kind != root.string_at("kind")) continue;
    yaml::each_value(root, row.path, {}, [&](Value& reference, const diag::FieldPath& path) {
      mend_name(reference, row.target, row.use != Row::Use::kOther, path.str(), looks, faults);
      if (row.use == Row::Use::kSource) mend_namespace(reference, path.str(), root, faults);
    });
  }
}

}  // namespace vmcp::gitops
