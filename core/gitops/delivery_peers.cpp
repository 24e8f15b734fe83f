#include "core/gitops/delivery_peers.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "core/admission/variable.h"
#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/gitops/application_set.h"
#include "core/gitops/expressions.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"

namespace vmcp::gitops {
namespace {

using diag::FieldPath;
using yaml::Value;

/// How many have to agree for another to be wrong.
constexpr std::size_t kSeveral = 2;

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

void DeliveryPeers::visit(Value& root, const Visit& visit) {
  const auto see = [&](Trait trait, Value& holder, const char* field, const FieldPath& at) {
    Value* text = holder.find(field);
    if (text == nullptr || !text->is_string() || text->as_string().empty()) return;
    const bool is_known = !is_template(text->as_string()) && admission::variables_in(text->as_string()).empty();
    if (is_known) visit(trait, *text, (at / field).str());
  };
  const bool is_argo = root.string_at("apiVersion").starts_with("argoproj.io/");
  const FieldPath top;
  if (Value* metadata = root.find("metadata")) {
    see(is_argo ? Trait::kArgoNamespace : Trait::kFluxNamespace, *metadata, "namespace", top / "metadata");
    if (root.string_at("kind") == "AppProject") see(Trait::kProject, *metadata, "name", top / "metadata");
  }
  Value* spec = root.find("spec");
  if (!is_argo || spec == nullptr) return;
  FieldPath at = top / "spec";
  const auto see_repository = [&](Value& source, const FieldPath& path) {
    see(Trait::kRepository, source, "repoURL", path);
  };
  if (root.string_at("kind") == "ApplicationSet") {
    for_each_generator(*spec, at, [&](Value& generator, const FieldPath& path) {
      if (Value* git = generator.find("git")) see_repository(*git, path / "git");
    });
    Value* pattern = spec->find("template");
    spec = pattern == nullptr ? nullptr : pattern->find("spec");
    if (spec == nullptr) return;
    at = at / "template" / "spec";
  }
  see(Trait::kProject, *spec, "project", at);
  if (Value* source = spec->find("source")) see_repository(*source, at / "source");
  Value* sources = spec->find("sources");
  for (std::size_t i = 0; sources != nullptr && sources->is_sequence() && i < sources->items().size(); ++i) {
    see_repository(sources->items()[i], (at / "sources")[i]);
  }
}

DeliveryPeers::DeliveryPeers(std::span<yaml::Document> documents) {
  for (yaml::Document& document : documents) {
    const std::string_view api_version = document.root.string_at("apiVersion");
    const std::string_view group = api_version.substr(0, api_version.find('/'));
    if (group != "argoproj.io" && group.find("fluxcd.") == std::string_view::npos) continue;
    std::set<std::pair<Trait, std::string>> seen;
    visit(document.root, [&](Trait trait, Value& text, const std::string&) { seen.emplace(trait, text.as_string()); });
    // One that is there says more than those that name it.
    const std::size_t weight = document.root.string_at("kind") == "AppProject" ? kSeveral : 1;
    for (const auto& [trait, text] : seen)
      counts_[static_cast<std::size_t>(trait)][text] += trait == Trait::kProject ? weight : 1;
  }
  // There is one wherever Argo CD is.
  counts_[static_cast<std::size_t>(Trait::kProject)]["default"] += kSeveral;
}

void DeliveryPeers::mend(Value& root, Work& looks, std::vector<FieldFault>& faults) const {
  visit(root, [&](Trait trait, Value& text, const std::string& path) {
    constexpr std::size_t kForOne = 16;
    const auto& counts = counts_[static_cast<std::size_t>(trait)];
    const std::string stated = text.as_string();
    const auto own = counts.find(stated);
    if (counts.size() < 2 || (own != counts.end() && own->second > 1) || !looks.take(kForOne * counts.size())) return;
    for (const auto& [other, count] : counts) {
      if (count < kSeveral || !is_slip_in_word(stated, other)) continue;
      const yaml::Mark mark = text.mark();
      faults.push_back({path, mark,
                        trait == Trait::kProject ? "nothing in the input is the AppProject " + diag::quoted(stated)
                                                 : "nothing else here has " + diag::quoted(stated),
                        other});
      text = Value(other);
      text.set_mark(mark);
      return;
    }
  });
}

}  // namespace vmcp::gitops
