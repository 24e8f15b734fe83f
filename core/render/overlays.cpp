#include "core/render/overlays.h"

#include <algorithm>
#include <utility>

namespace vmcp::render {
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
  for (World& world : worlds_) {
    world.findings.for_each([&](diag::Diagnostic& finding) {
      const Origin* origin = origin_of(world.origins, finding);
      if (origin != nullptr) groups[key_of(*origin, finding)].insert(origin);
    });
  }
  for (World& world : worlds_) {
    world.findings.for_each([&](diag::Diagnostic& finding) {
      const Origin* origin = origin_of(world.origins, finding);
      if (origin == nullptr) return;
      const std::set<const Origin*>& origins = groups[key_of(*origin, finding)];
      if (origins.size() == judged_[origin->document]) return;
      for (diag::Related& build : builds_of(origins)) finding.related.push_back(std::move(build));
      // The others build the same text, in which nothing is wrong for them.
      finding.cure = {};
    });
    sink.take(world.findings);
  }
}

}  // namespace vmcp::render
