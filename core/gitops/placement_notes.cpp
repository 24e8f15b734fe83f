#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/admission/variable.h"
#include "core/diag/quoted.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/placement_steps.h"
#include "core/gitops/referred.h"
#include "core/text/nearest.h"
#include "core/yaml/location.h"

/// What there is to say of builds.
namespace vmcp::gitops {
namespace {

using yaml::Value;

/// Whether a text says what stands for a variable of it without a value, as Flux reads it.
bool states_default(std::string_view text, const admission::Variable& variable) {
  if (variable.form != admission::Variable::Form::kBraced) return false;
  const char* const end = variable.name.data() + variable.name.size();
  const std::string_view behind = text.substr(static_cast<std::size_t>(end - text.data()));
  return behind.starts_with(":=") || behind.starts_with(":-") || behind.starts_with('=');
}

/// The variables in texts, but for those that stand there literally.
struct VariableCount {
  const std::set<yaml::Mark>& literal;
  std::size_t count = 0;
  std::map<std::string, yaml::Mark> names = {};  ///< and where each stands first
  std::set<admission::Variable::Form> forms = {};
  yaml::Mark first = {};
  std::set<std::string, std::less<>> with_defaults = {};  ///< names that need no value

  /// Whether a name is probably meant to be `near`, if there is one. Names that differ in a number are of things alike.
  bool is_misspelt(const std::string& name, std::string_view near) const {
    if (near.empty() || text::differ_in_digits(near, name)) return false;
    return !with_defaults.contains(name) || text::is_slip_in_word(name, near);
  }

  void add(const Value& value) {
    if (value.is_string() && !literal.contains(value.mark())) {
      for (const admission::Variable& variable : admission::variables_in(value.as_string())) {
        ++count;
        names.emplace(variable.name, value.mark());
        forms.insert(variable.form);
        if (states_default(value.as_string(), variable)) with_defaults.emplace(variable.name);
        if (!first.known() && value.mark().known()) first = value.mark();
      }
    } else if (value.is_sequence()) {
      for (const Value& item : value.items()) add(item);
    } else if (value.is_mapping()) {
      for (const yaml::Member& member : value.members()) add(member.value);
    }
  }
};

/// Whether a text has the dollar of a variable, or an escape that may stand for it: most inputs have none.
bool may_have_variables(const source::Sources& sources) {
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    const std::string& text = sources.at(i).text;
    if (text.find('$') != std::string::npos || text.find('\\') != std::string::npos) return true;
  }
  return false;
}

}  // namespace

std::string known_to_builds(const Unread& unread) {
  const bool is_plugin = unread.what == "transformers" || unread.adds_only;
  const char* flags = unread.what.starts_with("helmChart") ? "--enable-helm "
                      : is_plugin                          ? "--enable-alpha-plugins --enable-exec "
                                                           : "";
  return "only a build knows what " + unread.what + " in " + diag::quoted(unread.directory) +
         " makes: check that with \"kustomize build " + flags + unread.directory + " | vmcp-render check -\"";
}

/// What references by an earlier name of an object are told.
void Placement::note_names(const Piece& piece) {
  const std::string now = piece.name().name;
  const Renaming& by = *piece.renamed;
  const std::string kind = piece.kind();
  const std::string who = by.field.empty() ? "a patch" : "the " + by.field + ' ' + diag::quoted(by.text);
  // What makes a Secret is looked for as that.
  const bool is_looked_for = is_toolhives(piece.root) || kind == "ConfigMap" || kind == "Deployment";
  for (const Piece::Name& before : piece.before) {
    if (before.name == now) continue;
    const std::string text = "; " + who + " in " + diag::quoted(by.directory) + " makes it " + diag::quoted(now) +
                             ", which kustomize does not write here";
    const std::string& written = piece.followed ? piece.before.front().name : now;
    notes_.renamed.try_emplace({is_looked_for ? kind : "Secret", namespace_of(piece.root), before.name},
                               cluster::BuildNotes::Renamed{text, now, written});
  }
}

/// Of no concern where nothing that is of concern is built, or meant to be.
void Placement::report_refused(const Build& build, bool is_of_concern) {
  for (const Refused& idle : build.idle) {
    if (!refused_.emplace(idle.place, idle.path, idle.message).second) continue;
    reporter_.report(diag::Severity::kWarning, "ignored-field", idle.place,
                     diag::Message(idle.message).suggest(idle.suggestion), idle.path);
  }
  const auto is_meant = [&](const Refused& refused) {
    const bool is_all = build.pieces.empty() && refused.beside && has_concern_beside(*refused.beside);
    return is_all || (!refused.suggestion.empty() && holds_concern(refused.suggestion));
  };
  for (const RepeatedKey& repeated : build.repeated) {
    // Where the last of two lists of resources is empty, nothing is built.
    const bool is_all = build.pieces.empty() && has_concern_beside(normalized(directory_of(repeated.place.file)));
    if ((!is_of_concern && !is_all) || !refused_.emplace(repeated.place, "", repeated.message).second) continue;
    reporter_.report(diag::Severity::kWarning, repeated.code, repeated.place,
                     diag::Message(repeated.message)
                         .because({repeated.first, repeated.code == diag::Code("duplicate-key") ? "first given here"
                                                                                                : "this is the first"}),
                     "");
  }
  if (is_of_concern) notes_.told_twice.insert(build.one_of_two.begin(), build.one_of_two.end());
  for (const Refused& refused : build.refused) {
    if (!is_of_concern && !is_meant(refused)) continue;
    if (!refused_.emplace(refused.place, refused.path, refused.message).second) continue;
    const char* consequence =
        refused.certain ? "; kustomize refuses to build this" : "; kustomize builds this only where it is";
    reporter_.report(refused.certain ? diag::Severity::kError : diag::Severity::kNote, "build-refused", refused.place,
                     diag::Message(refused.message + consequence).suggest(refused.suggestion), refused.path);
  }
}

void Placement::note_variables() {
  VariableCount variables{substituted_.literal};
  const auto& [literal, count, names, forms, first, with_defaults] = variables;
  if (may_have_variables(sources_)) {
    std::set<std::size_t> seen;
    for (const BuiltObject& entry : entries_) {
      if (!is_toolhives(entry.piece.root) || seen.contains(entry.piece.document)) continue;
      const std::size_t before = count;
      variables.add(entry.piece.root);
      if (count != before) seen.insert(entry.piece.document);
    }
    for (const std::vector<yaml::Document>& documents : apart_) {
      for (const yaml::Document& document : documents) {
        if (is_toolhives(document.root)) variables.add(document.root);
      }
    }
  }
  for (const auto& [name, place, file, near] : missed_variables_) {
    if (!stated_variables_.contains(name)) continue;
    reporter_.warning(
        "unsubstituted-variable", place,
        diag::Message(diag::quoted(file) + " states no variable " + diag::quoted(name) + ", which others do")
            .suggest(near));
  }
  if (count == 0) return;
  constexpr std::size_t kMostNames = 5;
  std::string list;
  std::size_t listed = 0;
  for (const auto& [name, place] : names) {
    if (listed++ == kMostNames) break;
    list += (list.empty() ? "" : ", ") + name;
  }
  if (names.size() > kMostNames) list += ", ...";
  const auto may_be_secret = [&](const auto& named) {
    const std::string& name = named.first;
    return std::ranges::any_of(secret_variables_, [&](const Variables& of_delivery) {
      return of_delivery.find(name).state == Binding::State::kUnknown;
    });
  };
  std::string text = std::to_string(count) + (count == 1 ? " placeholder has" : " placeholders have") +
                     " no value here (" + list + "); a text with one is judged only as far as it holds for every " +
                     "value";
  if (!with_defaults.empty()) text += "; defaults count where Flux substitutes at least one variable";
  using Form = admission::Variable::Form;
  if (forms.contains(Form::kBraced)) text += "; --var NAME=VALUE gives one";
  if (forms.contains(Form::kBare)) {
    text += "; envsubst fills in those without braces: \"envsubst < FILE | vmcp-render check -\"";
  }
  if (forms.contains(Form::kTemplated)) text += "; Backstage and Argo CD fill in those in double braces";
  if (forms.contains(Form::kToken)) text += "; a release pipeline fills in those in \"#{ }\"";
  if (forms.contains(Form::kVault)) text += "; argocd-vault-plugin fills in those in \"<path: >\"";
  if (forms.contains(Form::kBinding)) text += "; Chainsaw fills in those in parentheses";
  constexpr std::size_t kMostLookedFor = 100;
  const auto looked_for = std::next(names.begin(), static_cast<std::ptrdiff_t>(std::min(kMostLookedFor, names.size())));
  if (std::any_of(names.begin(), looked_for, may_be_secret)) text += "; what a Secret holds is never substituted";
  reporter_.note("unsubstituted-variable", yaml::place_of(sources_, first), std::move(text));
  const text::NameIndex stated({stated_variables_.begin(), stated_variables_.end()});
  for (const auto& [name, place] : names) {
    const std::string_view near = stated.nearest(name);
    if (near == name || !variables.is_misspelt(name, near)) continue;
    reporter_.warning("unsubstituted-variable", yaml::place_of(sources_, place),
                      diag::Message("nothing states a variable " + diag::quoted(name)).suggest(near));
  }
}

/// Remembers of which variables a delivery that is stated in `file` has none but one that is called nearly so, which
/// nothing reads. Others may have them.
void Placement::judge_variables(const Build& build, const std::string& file, const Variables& variables) {
  std::set<std::string> stated;
  variables.add_names(stated);
  if (stated.empty()) return;
  VariableCount read{substituted_.literal};
  for (const Piece& piece : build.pieces) {
    if (is_toolhives(piece.root)) read.add(piece.root);
  }
  std::vector<std::string_view> unread;
  std::ranges::copy_if(stated, std::back_inserter(unread),
                       [&](const std::string& name) { return !read.names.contains(name); });
  const text::NameIndex index(std::move(unread));
  for (const auto& [name, mark] : read.names) {
    if (variables.find(name).state != Binding::State::kUnset) continue;
    const std::string_view near = index.nearest(name);
    if (!read.is_misspelt(name, near)) continue;
    missed_variables_.insert({name, yaml::place_of(sources_, mark), file, std::string(near)});
  }
}

/// Objects of ToolHive's are not judged as a build has them, whether or not anything else is found.
void Placement::note_unread() {
  for (const Unread* unread : unread_) {
    reporter_.note("not-built", {}, known_to_builds(*unread));
  }
}

/// Names that kustomize makes of a generator's are not those that ToolHive's objects refer to.
void Placement::note_hashes() {
  const auto is_hashed = [](const BuiltObject& entry) { return entry.piece.hashed; };
  if (std::ranges::none_of(entries_, is_hashed)) return;
  Referred referred;
  for (const BuiltObject& entry : entries_) {
    if (is_toolhives(entry.piece.root)) referred.add(entry.piece.root, options_.default_namespace);
  }
  std::set<yaml::Mark> told;
  for (const BuiltObject& entry : entries_) {
    const Value& root = entry.piece.root;
    const Piece::Name name = entry.piece.name();
    if (!is_hashed(entry) || !referred.has(entry.piece.kind(), namespace_of(root), name.name)) continue;
    if (!told.insert(root.mark()).second) continue;
    reporter_.warning(
        "hashed-name", yaml::place_of(sources_, root.mark()),
        "kustomize adds a hash to the name of " + entry.piece.kind() + ' ' + diag::quoted(name.name) +
            ", and not where custom resources refer to it; \"disableNameSuffixHash: true\" under its options "
            "leaves it out");
  }
}

void Placement::note_left_out(const std::string& what) {
  reporter_.warning("not-built", {}, what + ": check a part of the tree");
}

}  // namespace vmcp::gitops
