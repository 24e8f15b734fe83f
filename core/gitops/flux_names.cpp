#include "core/gitops/flux_names.h"

#include <cstddef>
#include <string_view>
#include <utility>

#include "core/admission/object.h"
#include "core/diag/quoted.h"
#include "core/gitops/delivery.h"
#include "core/gitops/expressions.h"
#include "core/gitops/mended_text.h"
#include "core/text/ascii.h"
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

/// Whether a name is another with a slip in a word, its last letter twice or without it. Those that differ in a letter
/// by itself, as team-a and team-b do, or are one and several, are two, of which the input may have but one.
bool is_misspelt(std::string_view name, std::string_view of) {
  constexpr std::size_t kShortest = 6;
  const bool is_doubled = name.size() == of.size() + 1 && name.starts_with(of) && name.back() == of.back();
  const bool is_cut = name.size() >= kShortest && of.size() == name.size() + 1 && of.starts_with(name) &&
                      text::is_alpha(name.back()) && of.back() != 's';
  return text::is_slip_in_word(name, of) || ((is_doubled || is_cut) && text::is_alpha(of.back()));
}

/// Where objects of a kind refer to others.
struct Row {
  std::string_view kind;
  std::string_view path;
  std::string_view target = {};  ///< the kind of those; empty: the reference states it
  bool is_source = false;        ///< in the namespace of the object, or another that is stated
  bool mends_name = true;        ///< false: what is not there is told where its variables are
};

constexpr Row kRows[] = {
    {kKustomization, "spec.sourceRef", "", true},
    {kKustomization, "spec.dependsOn[]", kKustomization},
    {kKustomization, "spec.healthChecks[]"},
    {kKustomization, "spec.postBuild.substituteFrom[]", "", true, false},
    {kHelmRelease, "spec.chart.spec.sourceRef", "", true},
    {kHelmRelease, "spec.chartRef", "", true},
    {kHelmRelease, "spec.dependsOn[]", kHelmRelease},
    {kHelmRelease, "spec.valuesFrom[]"},
    {"HelmChart", "spec.sourceRef", "", true},
};

}  // namespace

FluxNames::FluxNames(std::span<const yaml::Document> documents, const Kustomizations& kustomizations) {
  for (const yaml::Document& document : documents) {
    const Value& root = document.root;
    if (root.string_at("kind") == "FluxInstance" && is_delivery(root)) {
      names_[std::string(yaml::text_at(root, {"spec", "sync", "kind"}))][std::string(kRoot)].insert(
          std::string(yaml::text_at(root, {"metadata", "namespace"})));
    }
    add(root);
    if (root.string_at("kind") != "ResourceSet") continue;
    for (const Value& inner : yaml::items_at(root, {"spec", "resources"})) add(inner);
  }
  for (const Kustomization& kustomization : kustomizations.all()) {
    if (const std::string_view given = kustomization.root.string_at("namespace"); !given.empty()) given_.emplace(given);
    for (const Value& generator : yaml::items_at(kustomization.root, {"configMapGenerator"})) {
      names_["ConfigMap"][std::string(generator.string_at("name"))].insert("");
    }
  }
}

void FluxNames::add(const Value& root) {
  const auto text = [&](const char* field) { return std::string(yaml::text_at(root, {"metadata", field})); };
  const std::string kind(root.string_at("kind"));
  const bool is_toolhives = admission::is_toolhive(root);
  if (!is_flux(root) && !is_toolhives && kind != "ConfigMap" && kind != "Deployment") return;
  names_[kind][text("name")].insert(text("namespace"));
  // The operator calls what it makes of gateways and servers as they are called.
  if (is_toolhives) names_["Deployment"][text("name")].insert(text("namespace"));
}

void FluxNames::mend_name(Value& reference, std::string_view target, const std::string& path, Work& looks,
                          std::vector<FieldFault>& faults) const {
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
  if (!is_misspelt(name, near)) return;
  mend_text(*reference.find("name"), path + ".name", "nothing in the input is the " + kind + ' ' + diag::quoted(name),
            near, faults);
}

/// A source is sought in the namespace of the object where its reference states none.
void FluxNames::mend_namespace(Value& reference, std::string_view target, const std::string& path, Value& root,
                               Work& looks, std::vector<FieldFault>& faults) const {
  const auto of_kind = names_.find(target.empty() ? reference.string_at("kind") : target);
  if (of_kind == names_.end()) return;
  const auto known = of_kind->second.find(reference.string_at("name"));
  const bool is_stated = !reference.string_at("namespace").empty();
  Value* holder = is_stated ? &reference : root.find("metadata");
  Value* name_space = holder == nullptr ? nullptr : holder->find("namespace");
  if (known == of_kind->second.end() || name_space == nullptr || !name_space->is_string()) return;
  const std::string stated = name_space->as_string();
  const Namespaces& all = known->second;
  if (all.contains(stated) || all.contains("") || given_.contains(stated) || !is_final(stated)) return;
  constexpr std::size_t kForOne = 8;
  if (!looks.take(kForOne * all.size())) return;
  for (const std::string& one : all) {
    if (!is_misspelt(stated, one)) continue;
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
      if (row.mends_name) mend_name(reference, row.target, path.str(), looks, faults);
      const bool is_judged = row.is_source || (!row.target.empty() && !reference.string_at("namespace").empty());
      if (is_judged) mend_namespace(reference, row.target, path.str(), root, looks, faults);
    });
  }
}

}  // namespace vmcp::gitops
