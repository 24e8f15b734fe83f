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
#include "core/gitops/selector.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

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

constexpr std::size_t kName = 1;
static_assert(kFields[kName].name == "name");

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

/// A selector of labels or annotations.
struct LabelField {
  const char* name;
  const char* holder;  ///< under metadata
  std::string_view nothing_has;
};

constexpr std::array kLabelFields = {
    LabelField{"labelSelector", "labels", "nothing that is selected otherwise has the labels "},
    LabelField{"annotationSelector", "annotations", "nothing that is selected otherwise has the annotations "},
};

bool holds(const Value& selector, const LabelField& field, const Piece& piece) {
  return selects(selector.string_at(field.name), yaml::value_at(piece.root, {"metadata", field.holder}))
      .value_or(false);
}

/// A selector of labels or annotations that is none, of those that are held against something: against annotations,
/// what the labels admit.
std::optional<MissedField> broken_selector(const Value& selector, const std::vector<const Piece*>& selected) {
  if (selected.empty()) return std::nullopt;
  for (const LabelField& field : kLabelFields) {
    const std::string_view stated = selector.string_at(field.name);
    if (selects(stated, nullptr)) {
      const auto is_passed_on = [&](const Piece* piece) { return holds(selector, field, *piece); };
      if (std::ranges::none_of(selected, is_passed_on)) return std::nullopt;
      continue;
    }
    return MissedField{field.name, selector.find_member(field.name)->key_mark, broken_labels_message(stated), "", true};
  }
  return std::nullopt;
}

/// Whether one key is a slip of the other, and not just like it, as `app.kubernetes.io/name` and `/instance` are.
bool is_slip(std::string_view key, std::string_view of) {
  constexpr std::size_t kShortest = 4;
  return key.size() >= kShortest && text::is_slip(key, of);
}

std::vector<std::string_view> words_of(std::string_view selector) {
  std::vector<std::string_view> words;
  while (!selector.empty()) {
    const std::size_t length = selector_word(selector);
    if (length > 0) words.push_back(selector.substr(0, length));
    selector.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return words;
}

bool any_is_slip(const std::vector<std::string_view>& words, const yaml::Mapping& labels) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    return std::ranges::any_of(labels, [&](const yaml::Member& label) { return is_slip(word, label.key); });
  });
}

/// `stated` with one word of it, or else all that are nearly those of labels, written as these have it, so that it is
/// for them; empty: it is not nearly for them. With `only_slips` that is one key.
std::string meant_for(std::string_view stated, const Value* labels, bool only_slips) {
  if (labels == nullptr || !labels->is_mapping()) return {};
  std::vector<std::string_view> words;
  for (const yaml::Member& label : labels->members()) {
    words.emplace_back(label.key);
    if (label.value.is_string() && !only_slips) words.emplace_back(label.value.as_string());
  }
  std::string all;
  for (std::size_t at = 0; at < stated.size();) {
    const std::size_t length = std::max<std::size_t>(selector_word(stated.substr(at)), 1);
    const std::string_view word = stated.substr(at, length);
    const std::string_view near = text::nearest(word, words);
    all += near.empty() ? word : near;
    if (!near.empty() && (!only_slips || is_slip(word, near))) {
      std::string meant(stated);
      meant.replace(at, length, near);
      if (selects(meant, labels).value_or(false)) return meant;
    }
    at += length;
  }
  return !only_slips && selects(all, labels).value_or(false) ? all : std::string();
}

/// Of a selector that is for `selected`, but for their labels; with `only_slips` where nothing else can be meant.
std::optional<MissedField> missed_labels(const Value& selector, const std::vector<const Piece*>& selected,
                                         bool only_slips, Work& work) {
  for (std::size_t mistaken = 0; mistaken < kLabelFields.size(); ++mistaken) {
    const LabelField& field = kLabelFields[mistaken];
    const LabelField& other = kLabelFields[1 - mistaken];
    const std::string_view stated = selector.string_at(field.name);
    // What an object is not to have is hardly misspelt for its sake.
    if (stated.find('!') != std::string_view::npos || stated.find("notin") != std::string_view::npos) continue;
    const std::vector<std::string_view> words = only_slips ? words_of(stated) : std::vector<std::string_view>{};
    for (const Piece* piece : selected) {
      const yaml::Mapping& labels = yaml::members_at(piece->root, {"metadata", field.holder});
      if (only_slips) {
        constexpr std::size_t kForPair = 4;
        if (!work.take(1 + kForPair * labels.size() * words.size())) return std::nullopt;
        if (!any_is_slip(words, labels)) continue;
      }
      if (!work.take(units_of(piece->root) * (1 + stated.size()))) return std::nullopt;
      if (!holds(selector, other, *piece)) continue;
      std::string meant = meant_for(stated, yaml::value_at(piece->root, {"metadata", field.holder}), only_slips);
      if (meant.empty()) continue;
      return MissedField{field.name, selector.find_member(field.name)->key_mark,
                         std::string(field.nothing_has) + diag::quoted(stated), std::move(meant)};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<MissedField> missed_field(const Value& selector, const std::vector<Piece>& pieces, bool all_known,
                                        Work& work) {
  std::vector<NamePattern> patterns;
  std::size_t units = 1;
  for (const Field& field : kFields) units += patterns.emplace_back(selector.string_at(field.name)).units();
  const auto matches = [&](const Piece& piece, std::size_t f) {
    return std::ranges::any_of(kFields[f].of(piece),
                               [&](const std::string& text) { return patterns[f].matches(text); });
  };
  const auto fits = [&](const Piece& piece, std::size_t mistaken) {
    for (std::size_t f = 0; f < kFields.size(); ++f) {
      if (f != mistaken && !matches(piece, f)) return false;
    }
    return true;
  };
  const auto is_selected = [&](const Piece& piece, std::size_t mistaken) {
    return admission::is_toolhive(piece.root) && fits(piece, mistaken);
  };
  if (!work.take(units * (1 + pieces.size()))) return std::nullopt;
  if (broken_labels(selector) != nullptr) {
    std::vector<const Piece*> held;
    for (const Piece& piece : pieces) {
      if (fits(piece, kFields.size())) held.push_back(&piece);
    }
    if (!held.empty() && !work.take(held.size() * label_units(selector))) return std::nullopt;
    if (auto broken = broken_selector(selector, held)) return broken;
  }
  std::vector<const Piece*> selected;
  for (const Piece& piece : pieces) {
    if (is_selected(piece, kFields.size())) selected.push_back(&piece);
  }
  // Then it is by their labels that they are not.
  if (!selected.empty()) {
    if (!work.take(selected.size() * label_units(selector))) return std::nullopt;
    const bool is_for_any = selector.string_at("kind").empty();
    const bool is_meant = (all_known && is_for_any) || is_for_toolhives(selector, kFields[kName]);
    return is_meant || is_for_any ? missed_labels(selector, selected, !is_meant, work) : std::nullopt;
  }
  for (std::size_t mistaken = 0; mistaken < kFields.size(); ++mistaken) {
    const Field& field = kFields[mistaken];
    const std::string_view stated = selector.string_at(field.name);
    if (!is_plain(field, stated) || !is_for_toolhives(selector, field)) continue;
    if (!work.take(units * (1 + pieces.size()))) return std::nullopt;
    Texts candidates;
    for (const Piece& piece : pieces) {
      if (!is_selected(piece, mistaken)) continue;
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
