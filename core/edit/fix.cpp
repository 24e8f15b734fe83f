#include "core/edit/fix.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/edit/plan.h"
#include "core/source/write_file.h"

namespace vmcp::edit {
namespace {

using diag::Cure;
using diag::Diagnostic;

/// Each round does all that can be done together, so that few are needed; more than that many go in a circle.
constexpr std::size_t kMostRounds = 100;

/// A look keeps some thousand findings, so that more of them take more rounds. The rest remains for another run.
constexpr std::size_t kMostCured = 30'000;

/// Files, some of which have other texts than they have.
class Overlay final : public source::FileSystem {
 public:
  Overlay(const source::FileSystem& files, const std::map<std::string, ChangedText>& texts)
      : files_(files), texts_(texts) {}

  Kind kind(const std::string& path) const override { return files_.kind(path); }
  std::string identity(const std::string& path) const override { return files_.identity(path); }
  std::optional<source::FileId> file(const std::string& path) const override { return files_.file(path); }
  Result read_stdin() const override { return files_.read_stdin(); }
  std::optional<std::vector<std::string>> list(const std::string& path) const override { return files_.list(path); }
  Result read(const std::string& path) const override {
    Result result = files_.read(path);
    const auto changed = texts_.find(path);
    if (changed != texts_.end()) result.text = changed->second.now();
    return result;
  }

 private:
  const source::FileSystem& files_;
  const std::map<std::string, ChangedText>& texts_;
};

/// What tells a finding from others, whatever line it has moved to.
using Key = std::tuple<diag::Code, std::string, std::string, std::string, std::string>;

Key key_of(const Diagnostic& finding) {
  return {finding.code, finding.resource.kind, finding.resource.name_space, finding.resource.name, finding.path};
}

/// Whether one path leads to what the other leads to, or to something in it.
bool are_related(std::string_view one, std::string_view other) {
  if (one.size() > other.size()) std::swap(one, other);
  if (!other.starts_with(one)) return false;
  return one.empty() || one.size() == other.size() || other[one.size()] == '.' || other[one.size()] == '[';
}

/// Whether an error is about what a cure has written. One that can be cured itself was there, hidden.
bool accuses(const Diagnostic& error, const Diagnostic& cured, std::string_view path_then) {
  if (error.resource.kind != cured.resource.kind || error.resource.name != cured.resource.name ||
      error.resource.name_space != cured.resource.name_space) {
    return false;
  }
  return cured.cure.kind == Cure::Kind::kReplace || are_related(error.path, path_then);
}

/// What a look after cures finds of what they have done.
class Outcome {
 public:
  /// `known` are the findings before. `next` must outlive this.
  Outcome(const Look& next, const std::set<Key>& known) {
    for (const Diagnostic& finding : next.findings) {
      Key key = key_of(finding);
      // What stages behind admission say of a field that was not read so far is right, wherever it stands.
      const bool is_refused = finding.severity == diag::Severity::kError && finding.stage == diag::Stage::kAdmission;
      if (is_refused && finding.cure.kind == Cure::Kind::kNone && !known.contains(key)) errors_.push_back(&finding);
      left_.emplace(std::move(key), &finding);
    }
  }

  /// Whether a cure has brought an error, or left what it was to cure.
  bool is_error_of(const Diagnostic& cured, std::string_view path_then) const {
    const Key key = key_of(cured);
    const auto [first, last] = left_.equal_range(key);
    const auto is_left = [&](const auto& one) {
      return one.second->place.file == cured.place.file && one.second->cure == cured.cure;
    };
    return std::any_of(first, last, is_left) ||
           std::ranges::any_of(errors_, [&](const Diagnostic* error) { return accuses(*error, cured, path_then); });
  }

 private:
  std::multimap<Key, const Diagnostic*> left_;
  std::vector<const Diagnostic*> errors_;  ///< that were not there before
};

class Fixer {
 public:
  Fixer(const source::FileSystem& files, const Check& check) : files_(files), check_(check) {}

  Fixed run() {
    Look look = check_(files_);
    for (std::size_t round = 0; round < kMostRounds && fixed_.cured.size() < kMostCured; ++round) {
      std::optional<Look> next = step(look);
      if (!next) break;
      look = *std::move(next);
    }
    std::erase_if(fixed_.texts, [](const auto& one) { return one.second.before() == one.second.now(); });
    fixed_.left = std::move(look);
    return std::move(fixed_);
  }

 private:
  /// Cures what can be cured together; nothing when there is nothing.
  std::optional<Look> step(const Look& look) {
    const auto skips = [&](const Diagnostic& finding) {
      return taken_back_.contains(key_of(finding)) || look.left_alone.contains(finding.place.file);
    };
    const Plan planned = plan(look.findings, *look.sources, look.rewritten, skips);
    if (planned.texts.empty()) return std::nullopt;
    std::map<std::string, ChangedText> texts = fixed_.texts;
    std::vector<Diagnostic> cured;
    std::vector<std::string> paths;
    for (const TextPlan& text : planned.texts) {
      const source::Source& source = look.sources->at(text.source);
      ChangedText& changed = texts.try_emplace(source.name, source.text).first->second;
      for (const std::size_t index : text.cured) {
        Diagnostic finding = look.findings[index];
        finding.place.line = static_cast<std::uint32_t>(changed.line_before(finding.place.line));
        cured.push_back(std::move(finding));
        paths.push_back(planned.paths[index]);
      }
      changed.change(text.changes, text.text);
    }
    std::set<Key> known;
    for (const Diagnostic& finding : look.findings) known.insert(key_of(finding));
    Look next = check_(Overlay(files_, texts));
    const std::size_t taken_back = taken_back_.size();
    const Outcome outcome(next, known);
    for (std::size_t i = 0; i < cured.size(); ++i) {
      if (outcome.is_error_of(cured[i], paths[i])) taken_back_.insert(key_of(cured[i]));
    }
    if (taken_back_.size() != taken_back) return check_(Overlay(files_, fixed_.texts));
    fixed_.texts = std::move(texts);
    fixed_.cured.insert(fixed_.cured.end(), cured.begin(), cured.end());
    return next;
  }

  const source::FileSystem& files_;
  const Check& check_;
  Fixed fixed_;
  std::set<Key> taken_back_;
};

}  // namespace

Fixed fix(const source::FileSystem& files, const Check& check) { return Fixer(files, check).run(); }

std::string write(const source::FileSystem& files, const std::string& path, const ChangedText& text) {
  if (files.kind(path) != source::FileSystem::Kind::kFile) return "it is no regular file";
  const source::FileSystem::Result now = files.read(path);
  if (!now.text) return now.error;
  if (*now.text != text.before()) return "it has changed since it was read";
  return source::write_file(path, text.now());
}

}  // namespace vmcp::edit
