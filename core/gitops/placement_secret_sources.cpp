#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/admission/variable.h"
#include "core/diag/quoted.h"
#include "core/gitops/placement_steps.h"
#include "core/gitops/referred.h"
#include "core/gitops/secret_sources.h"
#include "core/model/secret_makers.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"
#include "core/yaml/location.h"

/// The origins of Secrets that something of ToolHive's refers to.
namespace vmcp::gitops {
namespace {

using yaml::Value;

/// Whether a piece makes a Secret that is referred to.
bool makes_any_of(const Piece& piece, const Referred& referred) {
  const model::SecretMaker* maker = model::find_secret_maker(piece.group_version().group, piece.root.string_at("kind"));
  if (maker == nullptr) return false;
  const Piece::Name name = piece.name();
  const std::vector<model::MadeObject> made = maker->make({name.name_space, name.name, piece.root});
  return std::ranges::any_of(made, [&](const model::MadeObject& one) { return referred.has_secret(one.name); });
}

}  // namespace

/// A Secret whose origin has another name is never made. What the input has no origin of may have it elsewhere.
void Placement::judge_secret_sources() {
  std::set<std::string> known;  // behind their kinds
  const auto as_known = [](std::string_view kind, std::string_view name) {
    return std::string(kind).append(" ").append(name);
  };
  for (const BuiltObject& entry : entries_) {
    const Value& root = entry.piece.root;
    const std::string_view kind = root.string_at("kind");
    if (is_secret_source(kind)) known.insert(as_known(kind, yaml::text_at(root, {"metadata", "name"})));
  }
  constexpr std::size_t kMost = 200;
  if (known.empty() || known.size() > kMost) return;
  Referred referred;
  for (const BuiltObject& entry : entries_) {
    if (is_toolhives(entry.piece.root)) referred.add(entry.piece.root, options_.default_namespace);
  }
  const std::vector<std::string_view> names(known.begin(), known.end());
  for (const BuiltObject& entry : entries_) {
    const SecretSource source = source_of(entry.piece.root);
    if (source.name == nullptr) continue;
    const std::string& name = source.name->as_string();
    const std::string stated = as_known(source.kind, name);
    if (known.contains(stated) || !admission::variables_in(name).empty()) continue;
    const std::string_view near = text::only_nearest(stated, names);
    if (!near.starts_with(as_known(source.kind, "")) || !text::is_slip(stated, near)) continue;
    if (!makes_any_of(entry.piece, referred)) continue;
    reporter_.report(diag::Severity::kWarning, "reference-not-found", yaml::place_of(sources_, source.name->mark()),
                     diag::Message("nothing in the input is the " + std::string(source.kind) + ' ' + diag::quoted(name))
                         .suggest(near.substr(source.kind.size() + 1)),
                     std::string(source.reference) + ".name");
  }
}

}  // namespace vmcp::gitops
