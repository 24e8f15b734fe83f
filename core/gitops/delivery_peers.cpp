#include "core/gitops/delivery_peers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/diag/quoted.h"
#include "core/gitops/expressions.h"
#include "core/gitops/mended_text.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"
#include "core/yaml/location.h"

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

constexpr std::string_view kArgo = "argoproj.io/";
constexpr std::string_view kNamespace = "metadata.namespace";

constexpr std::array kRows = {
    Row{"fluxcd.io/", kNamespace, kFluxNamespace},  Row{kArgo, kNamespace, kArgoNamespace},
    Row{kArgo, "spec.source.repoURL", kRepository}, Row{kArgo, "spec.template.spec.source.repoURL", kRepository},
    Row{kArgo, "spec.project", kProject},           Row{kArgo, "spec.template.spec.project", kProject},
};

/// The text that an object has for a row; null pointer: none that is known.
const Value* text_of(const Value& root, std::string_view api_version, const Row& row) {
  if (api_version.find(row.group) == std::string_view::npos) return nullptr;
  const Value* text = yaml::find_location(root, row.path).value;
  return text != nullptr && text->is_string() && is_final(text->as_string()) ? text : nullptr;
}

/// What stands at a path that an object has.
Value& value_at(Value& root, std::string_view path) {
  Value* value = &root;
  while (!path.empty()) {
    const std::string_view field = path.substr(0, path.find('.'));
    value = value->find(field);
    path.remove_prefix(std::min(field.size() + 1, path.size()));
  }
  return *value;
}

/// Whether a text is another but for one letter inside a word of some length: its end may be of a plural, and short
/// words are as often those of things alike.
bool is_slip_in_word(std::string_view text, std::string_view of) {
  constexpr std::size_t kShortest = 5;
  if (text == of || !text::is_within(text, of, 1) || text::differ_in_digits(text, of)) return false;
  const auto begin =
      static_cast<std::size_t>(std::mismatch(text.begin(), text.end(), of.begin(), of.end()).first - text.begin());
  const auto is_letter = [](std::string_view all, std::size_t at) {
    return at < all.size() && text::is_alpha(all[at]);
  };
  std::size_t first = begin;
  std::size_t last = begin;
  while (first > 0 && is_letter(of, first - 1)) --first;
  while (is_letter(of, last)) ++last;
  std::size_t end = begin;
  while (is_letter(text, end)) ++end;
  return last - first >= kShortest && last - begin > 1 && end - begin > 1;
}

}  // namespace

DeliveryPeers::DeliveryPeers(std::span<const yaml::Document> documents) {
  // What is there says more than what names it; there is a project of this name wherever Argo CD is.
  counts_[kProject + std::string("default")] = 2;
  for (const yaml::Document& document : documents) {
    const std::string_view api_version = document.root.string_at("apiVersion");
    for (const Row& row : kRows) {
      if (const Value* text = text_of(document.root, api_version, row)) ++counts_[row.trait + text->as_string()];
    }
    if (document.root.string_at("kind") == "AppProject") {
      counts_[kProject + std::string(yaml::text_at(document.root, {"metadata", "name"}))] += 2;
    }
  }
}

void DeliveryPeers::mend(Value& root, Work& looks, std::vector<FieldFault>& faults) const {
  const std::string_view api_version = root.string_at("apiVersion");
  for (const Row& row : kRows) {
    const Value* text = text_of(root, api_version, row);
    if (text == nullptr) continue;
    const std::string stated = text->as_string();
    const auto own = counts_.find(row.trait + stated);
    if ((own != counts_.end() && own->second > 1) || !looks.take(counts_.size())) continue;
    for (const auto& [other, count] : counts_) {
      const std::string_view meant = std::string_view(other).substr(1);
      if (count < 2 || other.front() != row.trait || !is_slip_in_word(stated, meant)) continue;
      mend_text(value_at(root, row.path), std::string(row.path),
                (row.trait == kProject ? "nothing in the input is the AppProject " : "nothing else here has ") +
                    diag::quoted(stated),
                meant, faults);
      break;
    }
  }
}

}  // namespace vmcp::gitops
