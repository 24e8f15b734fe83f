#include "core/gitops/delivery_peers.h"

#include <algorithm>
#include <array>

#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/gitops/expressions.h"
#include "core/gitops/mended_text.h"
#include "core/text/ascii.h"
#include "core/text/host.h"
#include "core/text/nearest.h"
#include "core/yaml/each_value.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

/// What is compared.
constexpr char kFluxNamespace = 'f';
constexpr char kArgoNamespace = 'a';
constexpr char kRepository = 'u';
constexpr char kProject = 'p';
constexpr char kRevision = 'r';

struct Row {
  std::string_view group;  ///< or its end
  std::string_view path;
  char trait;
};

constexpr std::string_view kFlux = "fluxcd.io/";
constexpr std::string_view kArgo = "argoproj.io/";
constexpr std::string_view kSources = "source.toolkit.fluxcd.io/";
constexpr std::string_view kInstances = "fluxcd.controlplane.io/";
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
    Row{kSources, "spec.url", kRepository},
    Row{kInstances, "spec.sync.url", kRepository},
    Row{kArgo, "spec.source.targetRevision", kRevision},
    Row{kArgo, "spec.sources[].targetRevision", kRevision},
    Row{kArgo, "spec.template.spec.source.targetRevision", kRevision},
    Row{kArgo, "spec.template.spec.sources[].targetRevision", kRevision},
    Row{kArgo, "spec.generators[].git.revision", kRevision},
    Row{kArgo, "spec.generators[].matrix.generators[].git.revision", kRevision},
    Row{kSources, "spec.ref.branch", kRevision},
    Row{kArgo, "spec.project", kProject},
    Row{kArgo, "spec.template.spec.project", kProject},
};

/// Visits the texts that are known at the paths of the rows, each with its row's trait.
template <class V, class Visit>
void each_text(V& root, const Visit& visit) {
  const std::string_view api_version = root.string_at("apiVersion");
  const auto is_of = [&](std::string_view group) { return api_version.find(group) != std::string_view::npos; };
  if (!is_of(kFlux) && !is_of(kArgo) && !is_of(kInstances)) return;
  for (const Row& row : kRows) {
    if (!is_of(row.group)) continue;
    yaml::each_value(root, row.path, diag::FieldPath(), [&](V& value, const diag::FieldPath& at) {
      if (value.is_string() && is_final(value.as_string())) visit(row.trait, value, at);
    });
  }
}

/// What repositories call what they begin with.
constexpr auto kRevisions = std::to_array<std::string_view>({"HEAD", "main", "master"});
/// None of which is a letter from another that there is, as of `gcr.io` and `ghcr.io`.
constexpr auto kHosts = std::to_array<std::string_view>({"bitbucket.org", "codeberg.org", "github.com", "gitlab.com"});

/// Whether a revision is one of those that repositories have anyway but for a letter too many or too few, or two that
/// are swapped: with another letter it may be a word of its own.
bool is_slip_of_revision(std::string_view stated, std::string_view of) {
  constexpr std::size_t kShortest = 3;
  if (std::ranges::find(kRevisions, of) == kRevisions.end() || stated.size() < kShortest) return false;
  const bool is_upper = std::ranges::none_of(stated, text::is_lower);
  const bool is_alike = std::ranges::all_of(stated, text::is_alpha) && is_upper == (of == kRevisions.front());
  const bool is_swap = stated.size() == of.size() && std::ranges::is_permutation(stated, of);
  return is_alike && stated != of && text::is_within(stated, of, 1) && (is_swap || stated.size() != of.size());
}

/// The well-known host that was meant by one; empty: none.
std::string_view meant_host(std::string_view host) {
  const auto* const known = std::ranges::find_if(kHosts, [&](std::string_view one) {
    return !text::equal_ignoring_case(host, one) && text::is_within(host, one, 1) && !text::differ_in_digits(host, one);
  });
  return known == kHosts.end() ? std::string_view{} : *known;
}

}  // namespace

DeliveryPeers::DeliveryPeers(std::span<const yaml::Document> documents) {
  // What is there says more than what names it; there is a project of this name wherever Argo CD is.
  counts_[kProject + std::string("default")] = 2;
  for (const std::string_view revision : kRevisions) counts_[std::string(1, kRevision).append(revision)] = 2;
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
    const std::string_view host = trait == kRepository ? text::host_in(stated) : std::string_view{};
    if (const std::string_view known = meant_host(host); !known.empty()) {
      std::string meant = stated;
      meant.replace(static_cast<std::size_t>(host.data() - stated.data()), host.size(), known);
      mend_text(text, at.str(), diag::quoted(host) + " is nearly a host that is well known", meant, faults);
      // Beside the host a secret may stand.
      faults.back().meant = known;
      return;
    }
    const auto own = counts_.find(trait + stated);
    if ((own != counts_.end() && own->second > 1) || !looks.take(counts_.size())) return;
    for (const auto& [other, count] : counts_) {
      const std::string_view meant = std::string_view(other).substr(1);
      if (count < 2 || other.front() != trait ||
          !(text::is_slip_in_word(stated, meant) || (trait == kRevision && is_slip_of_revision(stated, meant)))) {
        continue;
      }
      mend_text(text, at.str(),
                (trait == kProject ? "nothing in the input is the AppProject " : "nothing else here has ") +
                    diag::quoted(stated),
                meant, faults);
      break;
    }
  });
}

}  // namespace vmcp::gitops
