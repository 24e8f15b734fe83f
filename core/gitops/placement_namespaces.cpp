#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/metadata.h"
#include "core/admission/variable.h"
#include "core/diag/quoted.h"
#include "core/gitops/expressions.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/placement_steps.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"
#include "core/yaml/location.h"

/// What there is to say of the namespaces of objects.
namespace vmcp::gitops {

using yaml::Value;

void Placement::note_namespaces() {
  std::set<const NamespaceSource*> told;
  for (const BuiltObject& entry : entries_) {
    const NamespaceSource* placed = entry.piece.placed;
    if (placed == nullptr || !is_toolhives(entry.piece.root)) continue;
    if (const std::string fault = admission::namespace_fault(placed->name_space); !fault.empty()) {
      if (!told.insert(placed).second) continue;
      diag::DocumentReporter(sink_, diag::Stage::kAdmission)
          .report(diag::Severity::kError, "invalid-name", placed->place, diag::quoted(placed->name_space) + ' ' + fault,
                  placed->field);
      continue;
    }
    const NamespaceSource* given = entry.piece.given;
    if (given == nullptr || !told.insert(given).second) continue;
    const bool is_known = admission::variables_in(given->name_space).empty();
    reporter_.report(diag::Severity::kNote, "given-namespace", given->place,
                     std::string("objects without a namespace are in ") + (is_known ? "" : "what becomes of ") +
                         diag::quoted(given->name_space) + ", as this says",
                     given->field);
  }
}

namespace {

/// Who says that an object of ToolHive's is in its namespace: itself, or what delivers it. What a kustomization puts
/// into a namespace is right.
struct Stated {
  diag::Place place;
  std::optional<std::string> delivered = {};  ///< the directory of what is delivered
};

std::optional<Stated> who_states_namespace(const Piece& piece, const Value& name_space,
                                           const source::Sources& sources) {
  if (piece.placed == nullptr) return Stated{yaml::place_of(sources, name_space.mark())};
  if (!piece.placed->field.starts_with("spec.")) return std::nullopt;
  return Stated{piece.placed->place, std::string(directory_of(normalized(sources.at(piece.source).name)))};
}

}  // namespace

/// Warns of Namespaces in which nothing is, where objects of ToolHive's are in one that is nearly called so, and that
/// nothing here makes.
void Placement::judge_namespaces() {
  std::map<std::string_view, const Piece*> made;
  std::map<std::string_view, Stated> stated;
  std::set<std::string_view> filled;
  for (const BuiltObject& entry : entries_) {
    const Value& root = entry.piece.root;
    const Value* name_space = yaml::value_at(root, {"metadata", "namespace"});
    if (root.string_at("kind") == "Namespace" && root.string_at("apiVersion") == "v1") {
      if (const Value* name = yaml::value_at(root, {"metadata", "name"}); name != nullptr && name->is_string()) {
        made.emplace(name->as_string(), &entry.piece);
      }
    } else if (name_space != nullptr && name_space->is_string()) {
      filled.insert(name_space->as_string());
      if (!is_toolhives(root) || !is_final(name_space->as_string())) continue;
      if (auto who = who_states_namespace(entry.piece, *name_space, sources_)) {
        stated.emplace(name_space->as_string(), *std::move(who));
      }
    }
  }
  std::erase_if(stated, [&](const auto& one) { return made.contains(one.first); });
  if (stated.empty()) return;
  std::vector<std::string_view> names;
  for (const auto& [name, who] : stated) names.push_back(name);
  const text::NameIndex index(std::move(names));
  for (const auto& [name, piece] : made) {
    const std::string_view near = filled.contains(name) ? std::string_view{} : index.nearest(name);
    if (near.empty() || !text::is_slip_in_word(name, near)) continue;
    const Stated& who = stated.at(near);
    // Where both are delivered it is renamed, too.
    if (who.delivered && is_below(normalized(sources_.at(piece->source).name), *who.delivered)) continue;
    const yaml::Mark& mark = yaml::value_at(piece->root, {"metadata", "name"})->mark();
    reporter_.warning("misspelt-word", yaml::place_of(sources_, mark),
                      diag::Message("nothing in the input is in Namespace " + diag::quoted(name))
                          .suggest(near)
                          .because({who.place, "this is in " + diag::quoted(near)}));
  }
}

}  // namespace vmcp::gitops
