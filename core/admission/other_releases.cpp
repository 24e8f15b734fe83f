#include "core/admission/other_releases.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/admission/former_forms.h"
#include "core/diag/code.h"
#include "core/model/kinds.h"
#include "core/release/release.h"

namespace vmcp::admission {
namespace {

constexpr diag::Code kUnknownField = "unknown-field";
/// What is made of a gateway depends on all of it.
constexpr std::string_view kGateway = model::kKind<model::VirtualMcpServerSpec>;

/// The schema at the end of a way; null pointer where the root's schema has none.
const Schema* follow(const Schema& root, const Step& at) {
  if (at.parent() == nullptr) return &root;
  const Schema* parent = follow(root, *at.parent());
  if (parent == nullptr) return nullptr;
  return at.is_item() ? parent->items.get() : parent->child(at.name());
}

using Key = std::tuple<diag::Code, std::string_view, std::string_view>;

/// The message of an unknown field tells what it may have been meant to be, too.
Key key_of(const diag::Diagnostic& finding) {
  const bool same_by_path = finding.code == kUnknownField;
  return {finding.code, finding.path, same_by_path ? std::string_view{} : finding.message};
}

/// Whether one path leads to what the other leads to, or to something in it.
bool are_related(std::string_view one, std::string_view other) {
  if (one.size() > other.size()) std::swap(one, other);
  if (!other.starts_with(one)) return false;
  return one.empty() || one.size() == other.size() || other[one.size()] == '.' || other[one.size()] == '[';
}

/// What another release says of an object, beside what the chosen one says.
struct Verdict {
  std::vector<diag::Diagnostic> findings;
  std::set<Key> keys;
  std::vector<std::string_view> new_paths;  ///< of findings that the chosen release does not have

  Verdict(std::vector<diag::Diagnostic> found, const std::set<Key>& own) : findings(std::move(found)) {
    for (const diag::Diagnostic& finding : findings) {
      keys.insert(key_of(finding));
      if (!own.contains(key_of(finding))) new_paths.push_back(finding.path);
    }
  }

  bool takes(const diag::Diagnostic& finding) const {
    return !keys.contains(key_of(finding)) &&
           std::ranges::none_of(new_paths, [&](std::string_view path) { return are_related(path, finding.path); });
  }
};

}  // namespace

void TakenBy::add_to(diag::Message& message, const diag::Place& place) const {
  const auto note = [&](std::string_view tag, const char* word, const char* which) {
    if (tag.empty()) return;
    message.message += "; accepted " + std::string(word) + ' ' + std::string(tag);
    message.because({place, std::string(tag) + " is the " + which + " known release of ToolHive that accepts this"});
  };
  note(until, "until", "last");
  note(since, "since", "first");
}

template <class Takes>
TakenBy OtherReleases::taken(const Takes& takes) const {
  TakenBy result;
  const Schema* const own = schemas_.find(version_, kind_);
  bool before = true;
  for (const release::Set set : release::kSets) {
    if (set == *schemas_.set()) before = false;
    const Schema* root = schemas_.find(version_, kind_, set);
    if (root == nullptr || root == own || !takes(*root)) continue;
    if (before) {
      result.until = release::last_tag(set);
    } else {
      result.since = release::first_tag(set);
      break;
    }
  }
  return result;
}

TakenBy OtherReleases::having(const Step& at) const {
  if (!known()) return {};
  return taken([&](const Schema& root) { return follow(root, at) != nullptr; });
}

void OtherReleases::add_to(std::span<diag::Diagnostic> findings, const Judge& judge) const {
  if (!known()) return;
  std::set<Key> own;
  for (const diag::Diagnostic& finding : findings) own.insert(key_of(finding));
  std::map<const Schema*, Verdict> verdicts;
  std::vector<TakenBy> taken_by;
  for (const diag::Diagnostic& finding : findings) {
    // The schema says more of a field that it does not know than any value would.
    if (finding.code == kUnknownField) {
      taken_by.emplace_back();
      continue;
    }
    taken_by.push_back(taken([&](const Schema& root) {
      auto verdict = verdicts.find(&root);
      if (verdict == verdicts.end()) verdict = verdicts.emplace(&root, Verdict(judge(root), own)).first;
      return verdict->second.takes(finding);
    }));
  }
  // Only now: the messages are what findings are told apart by.
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (!taken_by[i].any()) continue;
    findings[i].suggestion.clear();
    taken_by[i].add_to(findings[i], findings[i].place);
  }
}

bool OtherReleases::soften(std::span<diag::Diagnostic> findings) const {
  if (!known() || !older_) return true;
  bool is_understood = true;
  for (diag::Diagnostic& finding : findings) {
    const FormerForm* const form = find_former_form(kind_, finding, *older_);
    if (form == nullptr) continue;
    finding.severity = diag::Severity::kWarning;
    finding.message += "; the operator here takes it, none after " + std::string(form->last) + " does";
    // It would not take the new form.
    finding.cure = {};
    is_understood = is_understood && finding.code == kUnknownField && kind_ != kGateway;
  }
  return is_understood;
}

}  // namespace vmcp::admission
