#include "core/gitops/missed_field.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "core/admission/foreign_kind.h"
#include "core/admission/misplaced_kind.h"
#include "core/admission/object.h"
#include "core/diag/quoted.h"
#include "core/gitops/name_pattern.h"
#include "core/text/nearest.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;
using Texts = std::vector<std::string>;

/// What selects objects by their identities.
struct Field {
  std::string_view name;
  std::string_view nothing_is;  ///< how the message begins
  /// What an object has there: today, and where it counts before.
  Texts (*of)(const Piece& piece);
};

template <class Text>
Texts of_names(const Piece& piece, const Text& text) {
  Texts texts = {text(piece.name())};
  for (const Piece::Name& before : piece.before) texts.push_back(text(before));
  return texts;
}

constexpr std::array kFields = {
    Field{"kind", "nothing in what is built is of kind ", [](const Piece& piece) { return Texts{piece.kind()}; }},
    Field{"name", "nothing in what is built is called ",
          [](const Piece& piece) { return of_names(piece, [](const Piece::Name& name) { return name.name; }); }},
    Field{"group", "nothing that is selected otherwise is of group ",
          [](const Piece& piece) { return Texts{std::string(piece.group_version().group)}; }},
    Field{"version", "nothing that is selected otherwise is of version ",
          [](const Piece& piece) { return Texts{std::string(piece.group_version().version)}; }},
    Field{"namespace", "nothing that is selected otherwise is in namespace ",
          [](const Piece& piece) {
            return of_names(piece,
                            [](const Piece::Name& name) { return std::string(effective_namespace(name.name_space)); });
          }},
};

/// Whether a text is no expression, which may be meant for what another base has.
bool is_plain(const Field& field, std::string_view text) {
  const std::string_view signs = field.name == "group" ? "*+?|^$\\()[]{}" : ".*+?|^$\\()[]{}";
  return !text.empty() && text.find_first_of(signs) == std::string_view::npos;
}

/// Whether a selector cannot be for objects that are not read here, if a field of it is mistaken.
bool is_for_toolhives(const Value& selector, const Field& mistaken) {
  const std::string_view kind = selector.string_at("kind");
  if (mistaken.name == "kind") return !admission::is_toolhive_kind(kind) && !admission::is_foreign_kind(kind);
  return admission::is_toolhive_kind(kind) ||
         (kind.empty() && mistaken.name != "group" && selector.string_at("group") == admission::kToolhiveGroup);
}

/// What was meant by a field of which objects that are selected otherwise have `candidates`; empty: not known.
std::string meant_by(const Field& field, std::string_view stated, const Texts& candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  const std::string_view near = text::nearest(stated, views);
  // How near two versions are tells nothing.
  const bool is_any = field.name == "version" ||
                      (field.name == "group" && admission::looks_like_toolhives(std::string(stated) + "/v1"));
  return std::string(near.empty() && is_any ? views.front() : near);
}

}  // namespace

std::optional<MissedField> missed_field(const Value& selector, const std::vector<Piece>& pieces, Work& work) {
  std::vector<NamePattern> patterns;
  std::size_t units = 1;
  for (const Field& field : kFields) units += patterns.emplace_back(selector.string_at(field.name)).units();
  const auto matches = [&](const Piece& piece, std::size_t f) {
    return std::ranges::any_of(kFields[f].of(piece),
                               [&](const std::string& text) { return patterns[f].matches(text); });
  };
  for (std::size_t mistaken = 0; mistaken < kFields.size(); ++mistaken) {
    const Field& field = kFields[mistaken];
    const std::string_view stated = selector.string_at(field.name);
    if (!is_plain(field, stated) || !is_for_toolhives(selector, field)) continue;
    if (!work.take(units * (1 + pieces.size()))) return std::nullopt;
    Texts candidates;
    for (const Piece& piece : pieces) {
      if (!admission::is_toolhive(piece.root)) continue;
      bool is_selected = true;
      for (std::size_t f = 0; f < kFields.size() && is_selected; ++f) is_selected = f == mistaken || matches(piece, f);
      if (!is_selected) continue;
      // Then it is by its labels that it is not.
      if (matches(piece, mistaken)) return std::nullopt;
      for (std::string& text : field.of(piece)) candidates.push_back(std::move(text));
    }
    if (candidates.empty()) continue;
    std::string meant = meant_by(field, stated, candidates);
    if (meant.empty() || meant == stated) continue;
    return MissedField{std::string(field.name), selector.find_member(field.name)->key_mark,
                       std::string(field.nothing_is) + diag::quoted(stated), std::move(meant)};
  }
  return std::nullopt;
}

}  // namespace vmcp::gitops
