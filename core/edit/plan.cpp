#include "core/edit/plan.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "core/admission/misplaced_kind.h"
#include "core/admission/object.h"
#include "core/admission/variable.h"
#include "core/diag/cures.h"
#include "core/diag/field_path.h"
#include "core/diag/lines.h"
#include "core/diag/secret_lines.h"
#include "core/edit/located_text.h"
#include "core/edit/operation.h"
#include "core/edit/together.h"
#include "core/text/ascii.h"
#include "core/yaml/location.h"

namespace vmcp::edit {
namespace {

using diag::Cure;
using diag::Diagnostic;

/// Whether Helm has yet to fill a text in: it does not say yet what it is going to say.
bool is_helm_template(std::string_view text) {
  constexpr std::array<std::string_view, 8> kWords = {".Values",  ".Release",  ".Chart",  ".Files",
                                                      "include ", "template ", "define ", "tpl "};
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
    const std::string_view inside = text.substr(at, text.find("}}", at) - at);
    if (std::ranges::any_of(kWords,
                            [&](std::string_view word) { return inside.find(word) != std::string_view::npos; })) {
      return true;
    }
  }
  return false;
}

/// Whether an object says of itself what it was judged as. In one that was only meant as such nothing is certain. A
/// finding may stand in another object than it is about.
bool is_as_judged(const yaml::Value& root, const diag::ResourceId& judged) {
  const std::string_view kind = root.string_at("kind");
  if (kind == judged.kind) return root.string_at("apiVersion") == judged.api_version;
  return admission::is_toolhive_kind(kind) && admission::is_toolhive(root);
}

/// A text with what is looked up in it again and again.
struct File {
  explicit File(std::string_view text) : located(text), is_template(is_helm_template(text)) {}

  /// Whether a part of the text has a line that must not be shown.
  LocatedText located;
  bool is_template;
  std::vector<bool> hidden = {};       ///< as diag::secret_lines(), once it has been asked for
  std::optional<diag::Lines> lines{};  ///< then, too

  bool hides(Range range) {
    if (hidden.empty()) {
      hidden = diag::secret_lines(located.tokens().text());
      lines.emplace(located.tokens().text());
    }
    std::uint32_t last = located.tokens().line_of(range.end);
    // Comments behind an entry go where it goes.
    while (last < hidden.size() && text::trim(lines->content(last + 1)).starts_with('#')) ++last;
    for (std::uint32_t line = located.tokens().line_of(range.begin); line <= last && line <= hidden.size(); ++line) {
      if (hidden[line - 1]) return true;
    }
    return false;
  }
};

class Files {
 public:
  explicit Files(const source::Sources& sources) : sources_(sources) {
    for (std::uint32_t i = 0; i < sources.size(); ++i) by_name_.emplace(sources.at(i).name, i);
  }

  std::optional<std::uint32_t> find(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
  }

  File& at(std::uint32_t source) {
    std::unique_ptr<File>& file = files_[source];
    if (file == nullptr) file = std::make_unique<File>(sources_.at(source).text);
    return *file;
  }

 private:
  const source::Sources& sources_;
  std::map<std::string_view, std::uint32_t> by_name_;
  std::map<std::uint32_t, std::unique_ptr<File>> files_;
};

class Planner {
 public:
  Planner(std::span<const Diagnostic> findings, const source::Sources& sources, const render::Rewritten& rewritten)
      : findings_(findings), sources_(sources), rewritten_(rewritten), files_(sources) {}

  Plan run(const std::function<bool(const Diagnostic&)>& skips) {
    Plan plan;
    plan.edits.resize(findings_.size());
    plan.paths.resize(findings_.size());
    plan.values.resize(findings_.size());
    claim_copies();
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      if (!skips || !skips(findings_[i])) propose(i);
    }
    for (auto& [source, proposals] : proposals_) {
      drop_doubtful(proposals);
      if (!proposals.empty()) plan_text(source, std::move(proposals), plan);
    }
    return plan;
  }

 private:
  void propose(std::size_t index) {
    const Diagnostic& finding = findings_[index];
    if (finding.cure.kind == Cure::Kind::kNone || finding.more != 0 || finding.place.line == 0 ||
        diag::certainty_of(finding.code) == diag::Certainty::kNever) {
      return;
    }
    const std::optional<std::uint32_t> source = files_.find(finding.place.file);
    if (!source) return;
    const std::optional<Original> field = certain_field(*source, finding.place, finding);
    if (!field) return;
    if (finding.cure.kind == Cure::Kind::kMove && (goes_into_copy(finding) || !is_at_path(*field, finding))) return;
    Proposal proposal{{index}, {field->field, finding.cure}, {}, {}, {}};
    set_target(*field->text, proposal);
    Original original;
    if (finding.cure.kind == Cure::Kind::kCopy) {
      const std::optional<std::uint32_t> from = files_.find(finding.cure.from.file);
      const std::optional<Original> copied = from ? certain_field(*from, finding.cure.from, finding) : std::nullopt;
      if (!copied) return;
      original = *copied;
      proposal.operation.value = original.text->member(original.field).value;
    }
    proposal.changes = changes_for(*field->text, proposal.operation, original);
    if (proposal.changes.empty()) return;
    proposals_[*source].push_back(std::move(proposal));
  }

  /// What a reference stands for is not there to move anything into before it is written.
  void claim_copies() {
    for (const Diagnostic& finding : findings_) {
      if (finding.cure.kind == Cure::Kind::kCopy) copies_.push_back(&finding);
    }
  }
  bool goes_into_copy(const Diagnostic& finding) const {
    return std::ranges::any_of(copies_, [&](const Diagnostic* copy) {
      const std::string_view key = std::string_view(copy->path).substr(copy->path.rfind('.') + 1);
      return copy->resource == finding.resource && finding.cure.to.starts_with(path_after(*copy, key) + '.');
    });
  }

  /// The field at a place that is cured for a finding, if its text is what it seems.
  std::optional<Original> certain_field(std::uint32_t source, const diag::Place& place, const Diagnostic& finding) {
    File& file = files_.at(source);
    if (file.is_template || rewritten_.sources.contains(source)) return std::nullopt;
    const std::optional<FieldAt> field = file.located.field_at(place.line, place.column);
    if (!field) return std::nullopt;
    const yaml::Value& object = file.located.root(field->object);
    yaml::Mark root = object.mark();
    root.source = source;
    if (rewritten_.objects.contains(root) || !is_as_judged(object, finding.resource)) return std::nullopt;
    const std::optional<Entry> entry = file.located.entry(file.located.member(*field));
    if (!entry) return std::nullopt;
    const Range range{entry->key_begin(), entry->content_end()};
    if (!admission::variables_in(file.located.tokens().part(range)).empty()) return std::nullopt;
    // An edit that shows a name alone may stand where nothing else may be shown.
    const Cure::Kind cure = finding.cure.kind;
    const bool shows_value = cure != Cure::Kind::kRename && cure != Cure::Kind::kReplace;
    if (shows_value && file.hides(range)) return std::nullopt;
    return Original{&file.located, *field};
  }

  /// Whether the path leads to the field in its own object: what a reference stands for is judged as a part of another.
  static bool is_at_path(const Original& original, const Diagnostic& finding) {
    const yaml::Location at = yaml::find_location(original.text->root(original.field.object), finding.path);
    return at.value != nullptr && at.mark == original.text->member(original.field).key_mark;
  }

  /// Says which mapping gets which key by a proposal.
  static void set_target(const LocatedText& text, Proposal& proposal) {
    const FieldAt& field = proposal.operation.field;
    const Cure& cure = proposal.operation.cure;
    std::vector<std::size_t> holder = field.way;
    holder.pop_back();
    std::vector<std::string> names = {cure.to};
    if (cure.kind == Cure::Kind::kReplace || cure.kind == Cure::Kind::kWrap) return;
    if (cure.kind == Cure::Kind::kMove) {
      std::optional<Destination> to = destination(text.root(field.object), cure.to);
      if (!to) return;
      holder = std::move(to->way);
      names = std::move(to->missing);
    }
    proposal.target = std::to_string(field.object);
    for (const std::size_t index : holder) proposal.target += '.' + std::to_string(index);
    proposal.claim = proposal.target + '/' + names.front();
    for (const std::string& name : names) proposal.target += '/' + name;
  }

  /// Findings that say the same of a field are one; where they differ, or several fields would become the same, none of
  /// them is certain.
  static void drop_doubtful(std::vector<Proposal>& proposals) {
    std::vector<Proposal> merged;
    std::map<FieldAt, std::size_t> by_field;
    std::vector<bool> doubtful;
    for (Proposal& proposal : proposals) {
      const auto [known, is_new] = by_field.emplace(proposal.operation.field, merged.size());
      if (is_new) {
        merged.push_back(std::move(proposal));
        doubtful.push_back(false);
      } else if (merged[known->second].operation.cure == proposal.operation.cure) {
        merged[known->second].findings.push_back(proposal.findings.front());
      } else {
        doubtful[known->second] = true;
      }
    }
    std::map<std::string_view, std::size_t> by_target;
    for (std::size_t i = 0; i < merged.size(); ++i) {
      if (merged[i].target.empty()) continue;
      const auto [known, is_new] = by_target.emplace(merged[i].target, i);
      if (!is_new) doubtful[i] = doubtful[known->second] = true;
    }
    proposals.clear();
    for (std::size_t i = 0; i < merged.size(); ++i) {
      if (!doubtful[i]) proposals.push_back(std::move(merged[i]));
    }
  }

  void plan_text(std::uint32_t source, std::vector<Proposal> proposals, Plan& plan) {
    File& file = files_.at(source);
    const LocatedText& located = file.located;
    const Together together(located, std::move(proposals), [&](Range range) { return file.hides(range); });
    for (const Together::Alone& alone : together.good_alone()) {
      const Proposal& proposal = together.proposal(alone.proposal);
      for (const std::size_t finding : proposal.findings) {
        plan.edits[finding] = edits_of(source, located.tokens(), alone.changes);
        plan.paths[finding] = path_after(findings_[finding], located.member(proposal.operation.field).key);
        plan.values[finding] = value_after(file, proposal.operation);
      }
    }
    if (together.taken().empty()) return;
    TextPlan text{source, {}, together.changes(), {}};
    for (const std::size_t index : together.taken()) {
      const std::vector<std::size_t>& cured = together.proposal(index).findings;
      text.cured.insert(text.cured.end(), cured.begin(), cured.end());
    }
    const std::string_view whole = sources_.at(source).text;
    const std::string_view shown = located.tokens().text();
    text.text = std::string(whole.substr(0, whole.size() - shown.size())) + with_changes(shown, text.changes);
    plan.texts.push_back(std::move(text));
  }

  /// The path of the field of a finding, whose key is `key`, once it is cured.
  static std::string path_after(const Diagnostic& finding, std::string_view key) {
    switch (finding.cure.kind) {
      case Cure::Kind::kMove:
        return finding.cure.to;
      case Cure::Kind::kRename:
      case Cure::Kind::kCopy: {
        // A path does not tell a key that may be a secret.
        std::string_view holder = finding.path;
        if (holder == key || holder.ends_with('.' + std::string(key))) holder.remove_suffix(key.size());
        if (holder.ends_with('.')) holder.remove_suffix(1);
        return (diag::FieldPath(std::string(holder)) / finding.cure.to).str();
      }
      case Cure::Kind::kNone:
      case Cure::Kind::kReplace:
      case Cure::Kind::kWrap:
        break;
    }
    return finding.path;
  }

  static std::optional<yaml::Value> value_after(File& file, const Operation& operation) {
    const yaml::Member& member = file.located.member(operation.field);
    const yaml::Value& value = member.value;
    const std::optional<Entry> entry = file.located.entry(member);
    if (!entry || file.hides({entry->key_begin(), entry->content_end()})) return std::nullopt;
    switch (operation.cure.kind) {
      case Cure::Kind::kReplace:
        return yaml::Value(operation.cure.to);
      case Cure::Kind::kWrap:
        return yaml::Value::mapping().set(operation.cure.to, value);
      case Cure::Kind::kCopy:
        return operation.value;
      case Cure::Kind::kNone:
      case Cure::Kind::kRename:
      case Cure::Kind::kMove:
        break;
    }
    return value;
  }

  std::vector<diag::Edit> edits_of(std::uint32_t source, const TokenText& text,
                                   const std::vector<Change>& changes) const {
    std::vector<diag::Edit> edits;
    for (const Change& change : changes) {
      const auto [line, column] = text.place(change.begin);
      const auto [end_line, end_column] = text.place(change.end);
      edits.push_back({sources_.at(source).name, line, column, end_line, end_column, change.text});
    }
    return edits;
  }

  std::span<const Diagnostic> findings_;
  const source::Sources& sources_;
  const render::Rewritten& rewritten_;
  Files files_;
  std::map<std::uint32_t, std::vector<Proposal>> proposals_;
  std::vector<const Diagnostic*> copies_;
};

}  // namespace

Plan plan(std::span<const Diagnostic> findings, const source::Sources& sources, const render::Rewritten& rewritten,
          const std::function<bool(const Diagnostic&)>& skips) {
  return Planner(findings, sources, rewritten).run(skips);
}

void add_edits(std::span<Diagnostic> findings, const source::Sources& sources, const render::Rewritten& rewritten) {
  Plan planned = plan(findings, sources, rewritten);
  for (std::size_t i = 0; i < findings.size(); ++i) findings[i].edits = std::move(planned.edits[i]);
}

}  // namespace vmcp::edit
