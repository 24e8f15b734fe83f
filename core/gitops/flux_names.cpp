#include "core/gitops/flux_names.h"

#include <cstddef>
#include <string_view>
#include <utility>

#include "core/diag/quoted.h"
#include "core/gitops/delivery.h"
#include "core/gitops/expressions.h"
#include "core/gitops/mended_text.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

constexpr const char* kKustomization = "Kustomization";

/// What is there wherever Flux is, stated or not.
constexpr std::string_view kRoot = "flux-system";

bool is_flux_kustomization(const Value& root) { return root.string_at("kind") == kKustomization && is_delivery(root); }

}  // namespace

FluxNames::FluxNames(std::span<const yaml::Document> documents) {
  for (const yaml::Document& document : documents) {
    const Value& root = document.root;
    const auto text = [&](const char* field) { return std::string(yaml::text_at(root, {"metadata", field})); };
    if (root.string_at("kind") == "FluxInstance" && is_delivery(root)) {
      names_[std::string(yaml::text_at(root, {"spec", "sync", "kind"}))][std::string(kRoot)].insert(text("namespace"));
    }
    const bool is_source = root.string_at("apiVersion").starts_with("source.toolkit.fluxcd.io/");
    if (!is_source && !is_flux_kustomization(root)) continue;
    names_[std::string(root.string_at("kind"))][text("name")].insert(text("namespace"));
  }
}

void FluxNames::mend_name(Value& reference, const std::string& kind, const std::string& path, Work& looks,
                          std::vector<FieldFault>& faults) const {
  constexpr std::size_t kShortest = 4;
  constexpr std::size_t kForOne = 64;
  const std::string name(reference.string_at("name"));
  if (name.size() < kShortest || name == kRoot || !is_final(name)) return;
  std::vector<std::string_view> names = {kRoot};
  if (const auto of_kind = names_.find(kind); of_kind != names_.end()) {
    if (of_kind->second.contains(name) || !looks.take(kForOne * of_kind->second.size())) return;
    for (const auto& [known, namespaces] : of_kind->second) names.emplace_back(known);
  }
  const std::string_view near = text::only_nearest(name, names);
  if (!text::is_slip(name, near)) return;
  mend_text(*reference.find("name"), path + ".name", "nothing in the input is the " + kind + ' ' + diag::quoted(name),
            near, faults);
}

/// A source is sought in the namespace of the Kustomization where its reference states none.
void FluxNames::mend_namespace(Value& root, std::vector<FieldFault>& faults) const {
  Value* source = root.find("spec")->find("sourceRef");
  if (source == nullptr) return;
  const auto of_kind = names_.find(source->string_at("kind"));
  if (of_kind == names_.end()) return;
  const auto known = of_kind->second.find(source->string_at("name"));
  const bool is_stated = !source->string_at("namespace").empty();
  Value* holder = is_stated ? source : root.find("metadata");
  Value* name_space = holder == nullptr ? nullptr : holder->find("namespace");
  if (known == of_kind->second.end() || name_space == nullptr || !name_space->is_string()) return;
  const std::string stated = name_space->as_string();
  const Namespaces& all = known->second;
  if (all.contains(stated) || all.contains("") || !is_final(stated)) return;
  for (const std::string& one : all) {
    if (!text::is_slip(stated, one)) continue;
    mend_text(
        *name_space, is_stated ? "spec.sourceRef.namespace" : "metadata.namespace",
        "the " + of_kind->first + ' ' + diag::quoted(known->first) + " is not in namespace " + diag::quoted(stated),
        one, faults);
    return;
  }
}

void FluxNames::mend(Value& root, Work& looks, std::vector<FieldFault>& faults) const {
  Value* spec = is_flux_kustomization(root) ? root.find("spec") : nullptr;
  if (spec == nullptr) return;
  if (Value* source = spec->find("sourceRef")) {
    mend_name(*source, std::string(source->string_at("kind")), "spec.sourceRef", looks, faults);
  }
  mend_namespace(root, faults);
  Value* first = spec->find("dependsOn");
  for (std::size_t i = 0; first != nullptr && first->is_sequence() && i < first->items().size(); ++i) {
    mend_name(first->items()[i], kKustomization, "spec.dependsOn[" + std::to_string(i) + ']', looks, faults);
  }
}

}  // namespace vmcp::gitops
