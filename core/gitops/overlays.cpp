#include "core/gitops/overlays.h"

#include <algorithm>
#include <utility>

#include "core/diag/quoted.h"
#include "core/diag/suppressions.h"

namespace vmcp::gitops {
namespace {

/// More builds than that are not named one by one.
constexpr std::size_t kMostNamed = 3;

std::vector<diag::Related> builds_of(const std::set<const Origin*>& origins) {
  std::set<diag::Related> builds;
  for (const Origin* origin : origins) builds.insert(origin->builds.begin(), origin->builds.end());
  std::vector<diag::Related> named(builds.begin(), builds.end());
  if (named.size() <= kMostNamed) return named;
  const std::size_t more = named.size() - kMostNamed;
  named.resize(kMostNamed);
  named.back().message += ", and in " + std::to_string(more) + " more";
  return named;
}

std::string without_namespace(const diag::Diagnostic& finding) {
  const std::string quoted = diag::quoted(finding.resource.name_space);
  std::string message = finding.message;
  for (std::size_t at = message.find(quoted); at != std::string::npos; at = message.find(quoted, at)) {
    message.erase(at, quoted.size());
  }
  return message;
}

}  // namespace

void Overlays::add(Origins origins, diag::Sink& findings) {
  for (const auto& [object, origin] : origins) ++judged_[origin.document];
  World& world = worlds_.emplace_back(World{std::move(origins), diag::Sink(findings.suppressions())});
  world.findings.take(findings);
}

const Origin* Overlays::origin_of(const Origins& origins, const diag::Diagnostic& finding) {
  const auto found = origins.find({finding.resource.kind, finding.resource.name_space, finding.resource.name});
  return found == origins.end() ? nullptr : &found->second;
}

Overlays::Finding Overlays::key_of(const Origin& origin, const diag::Diagnostic& finding) {
  return {origin.document, finding.severity, finding.code, finding.place, finding.path};
}

void Overlays::finish(diag::Sink& sink) {
  std::map<Finding, std::set<const Origin*>> groups;
  std::map<Finding, std::vector<diag::Related>> builds;  // of groups, once for all that is found
  std::map<Statement, std::set<std::string>> messages;
  diag::Suppressions suppressions = sink.suppressions();
  const auto statement_of = [&](const Finding& key, const diag::Diagnostic& finding) {
    return Statement{key, without_namespace(finding), suppressions.use(finding)};
  };
  const auto for_each = [&](const auto& visit) {
    for (World& world : worlds_) {
      world.findings.for_each([&](diag::Diagnostic& finding) {
        if (const Origin* origin = origin_of(world.origins, finding)) visit(*origin, finding);
      });
    }
  };
  for_each([&](const Origin& origin, const diag::Diagnostic& finding) {
    const Finding key = key_of(origin, finding);
    groups[key].insert(&origin);
    messages[statement_of(key, finding)].insert(finding.message);
  });
  std::map<Statement, diag::Diagnostic> told;
  for_each([&](const Origin& origin, diag::Diagnostic& finding) {
    const Finding key = key_of(origin, finding);
    const Statement statement = statement_of(key, finding);
    const std::set<const Origin*>& origins = groups[key];
    const bool is_of_all = origins.size() == judged_[origin.document];
    const bool differs = messages[statement].size() > 1;
    if (!is_of_all || differs) {
      const auto [known, is_new] = builds.try_emplace(key);
      if (is_new) known->second = builds_of(origins);
      finding.related.insert(finding.related.end(), known->second.begin(), known->second.end());
    }
    // The others build the same text, in which nothing is wrong for them.
    if (!is_of_all) finding.cure = {};
    // A repetition is printed once.
    if (differs) finding = told.try_emplace(statement, finding).first->second;
  });
  for (World& world : worlds_) sink.take(world.findings);
}

}  // namespace vmcp::gitops
