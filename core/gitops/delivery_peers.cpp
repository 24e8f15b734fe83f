#include "core/gitops/delivery_peers.h"

#include <array>

#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/gitops/expressions.h"
#include "core/gitops/mended_text.h"
#include "core/text/nearest.h"
#include "core/text/words.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

/// What is compared.
constexpr char kFluxNamespace = 'f';
constexpr char kArgoNamespace = 'a';
constexpr char kRepository = 'r';
constexpr char kProject = 'p';

struct Row {
  std::string_view group;  ///< or its end
  std::string_view path;
  char trait;
};

constexpr std::string_view kFlux = "fluxcd.io/";
constexpr std::string_view kArgo = "argoproj.io/";
constexpr std::string_view kNamespace = "metadata.namespace";

constexpr std::array kRows = {
    Row{kFlux, kNamespace, kFluxNamespace},
    Row{kArgo, kNamespace, kArgoNamespace},
    Row{kArgo, "spec.source.repoURL", kRepository},
    Row{kArgo, "spec.sources[].repoURL", kRepository},
    Row{kArgo, "spec.template.spec.source.repoURL", kRepository},
    Row{kArgo, "spec.template.spec.sources[].repoURL", kRepository},
    Row{kArgo, "spec.generators[].git.repoURL", kRepository},
    Row{kArgo, "spec.generators[].matrix.generators[].git.repoURL", kRepository},
    Row{kArgo, "spec.generators[].merge.generators[].git.repoURL", kRepository},
    Row{kArgo, "spec.sourceRepos[]", kRepository},
    Row{kArgo, "spec.project", kProject},
    Row{kArgo, "spec.template.spec.project", kProject},
};

/// Visits the texts that are known at a path below `value`, each with the path to it behind `at`.
template <class V, class Visit>
void each_text(V& value, std::string_view path, const diag::FieldPath& at, const Visit& visit) {
  constexpr std::string_view kEach = "[]";
  if (path.empty()) {
    if (value.is_string() && is_final(value.as_string())) visit(value, at);
    return;
  }
  std::string_view field = text::take_word(path, '.');
  const bool is_list = field.ends_with(kEach);
  if (is_list) field.remove_suffix(kEach.size());
  V* found = value.find(field);
  if (found == nullptr) return;
  if (!is_list) return each_text(*found, path, at / field, visit);
  if (!found->is_sequence()) return;
  for (std::size_t i = 0; i < found->items().size(); ++i) each_text(found->items()[i], path, (at / field)[i], visit);
}

/// As above, of all rows.
template <class V, class Visit>
void each_text(V& root, const Visit& visit) {
  const std::string_view api_version = root.string_at("apiVersion");
  const auto is_of = [&](std::string_view group) { return api_version.find(group) != std::string_view::npos; };
  if (!is_of(kFlux) && !is_of(kArgo)) return;
  for (const Row& row : kRows) {
    if (!is_of(row.group)) continue;
    each_text(root, row.path, diag::FieldPath(),
              [&](V& text, const diag::FieldPath& at) { visit(row.trait, text, at); });
  }
}

}  // namespace

DeliveryPeers::DeliveryPeers(std::span<const yaml::Document> documents) {
  // What is there says more than what names it; there is a project of this name wherever Argo CD is.
  counts_[kProject + std::string("default")] = 2;
  for (const yaml::Document& document : documents) {
    each_text(document.root,
              [&](char trait, const Value& text, const diag::FieldPath&) { ++counts_[trait + text.as_string()]; });
    if (document.root.string_at("kind") == "AppProject") {
      counts_[kProject + std::string(yaml::text_at(document.root, {"metadata", "name"}))] += 2;
    }
  }
}

void DeliveryPeers::mend(Value& root, Work& looks, std::vector<FieldFault>& faults) const {
  each_text(root, [&](char trait, Value& text, const diag::FieldPath& at) {
    const std::string stated = text.as_string();
    const auto own = counts_.find(trait + stated);
    if ((own != counts_.end() && own->second > 1) || !looks.take(counts_.size())) return;
    for (const auto& [other, count] : counts_) {
      const std::string_view meant = std::string_view(other).substr(1);
      if (count < 2 || other.front() != trait || !text::is_slip_in_word(stated, meant)) continue;
      mend_text(text, at.str(),
                (trait == kProject ? "nothing in the input is the AppProject " : "nothing else here has ") +
                    diag::quoted(stated),
                meant, faults);
      break;
    }
  });
}

}  // namespace vmcp::gitops
