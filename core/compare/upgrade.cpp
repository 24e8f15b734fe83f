#include "core/compare/upgrade.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "core/admission/schemas.h"
#include "core/diag/code.h"
#include "core/model/kinds.h"
#include "core/task/parallel.h"
#include "core/text/ascii.h"
#include "core/yaml/payload.h"

namespace vmcp::compare {
namespace {

using diag::Diagnostic;
using render::Fate;
using render::Outcome;

using GatewayName = std::pair<std::string, std::string>;
using FindingKey = std::tuple<diag::Severity, diag::Code, diag::ResourceId, std::string, std::string>;

FindingKey key_of(const Diagnostic& finding) {
  return {finding.severity, finding.code, finding.resource, finding.path, finding.message};
}

/// The findings of a run by the gateway that they are about, or whose stages made them; the rest stands without a name.
std::map<GatewayName, std::vector<Diagnostic>> by_gateway(const Run& run) {
  std::map<FindingKey, GatewayName> owners;
  for (const Outcome& outcome : run.result.outcomes) {
    for (const Diagnostic& finding : outcome.findings) {
      owners.emplace(key_of(finding), GatewayName(outcome.name_space, outcome.name));
    }
  }
  std::map<GatewayName, std::vector<Diagnostic>> result;
  for (const Diagnostic& finding : run.findings) {
    GatewayName owner;
    if (finding.resource.kind == model::kKind<model::VirtualMcpServerSpec>) {
      owner = {finding.resource.name_space, finding.resource.name};
    } else if (const auto found = owners.find(key_of(finding)); found != owners.end()) {
      owner = found->second;
    }
    result[owner].push_back(finding);
  }
  return result;
}

/// Divides findings by whether they are among `others`: those that are not come first.
std::pair<std::vector<Diagnostic>, std::vector<Diagnostic>> divided(const std::vector<Diagnostic>& findings,
                                                                    const std::vector<Diagnostic>& others) {
  std::set<FindingKey> known;
  for (const Diagnostic& finding : others) known.insert(key_of(finding));
  std::pair<std::vector<Diagnostic>, std::vector<Diagnostic>> result;
  for (const Diagnostic& finding : findings) {
    (known.contains(key_of(finding)) ? result.second : result.first).push_back(finding);
  }
  return result;
}

bool tells_successor(const Diagnostic& finding) {
  constexpr diag::Code kDeprecated = "deprecated-field";
  constexpr diag::Code kUnknown = "unknown-field";
  return finding.code == kDeprecated || (finding.code == kUnknown && !finding.suggestion.empty());
}

FindingChanges changes(const std::vector<Diagnostic>& before, const std::vector<Diagnostic>& after) {
  auto [appear, stay] = divided(after, before);
  std::erase_if(stay, [](const Diagnostic& finding) { return finding.severity != diag::Severity::kError; });
  FindingChanges result{std::move(appear), divided(before, after).first, std::move(stay), {}};
  std::ranges::copy_if(after, std::back_inserter(result.fields), tells_successor);
  return result;
}

/// A gateway of a run and its objects.
struct Made {
  Fate fate = Fate::kRefused;
  std::vector<render::Manifest> objects;
};

/// Several clusters of an input may have a gateway of one name each.
std::map<GatewayName, std::vector<Made>> made_by(Run& run) {
  std::map<GatewayName, std::vector<Made>> result;
  std::size_t at = 0;
  for (const Outcome& outcome : run.result.outcomes) {
    Made made{outcome.fate, {}};
    for (std::size_t end = at + outcome.objects; at < end; ++at) {
      made.objects.push_back(std::move(run.result.files[at]));
    }
    result[{outcome.name_space, outcome.name}].push_back(std::move(made));
  }
  return result;
}

/// What a change of the pod's template may be, the first that is told.
struct CauseKind {
  std::string_view name;
  bool (*holds)(std::string_view path);
};

constexpr std::string_view kTemplate = "spec.template.";

bool is_field_of_container(std::string_view path, std::string_view field) {
  const std::size_t container = path.find("ontainers[");
  if (container == std::string_view::npos) return false;
  const std::size_t close = path.find(']', container);
  return close != std::string_view::npos && path.substr(close + 1).starts_with(field);
}

constexpr std::array<CauseKind, 5> kCauses = {
    {{"image", [](std::string_view path) { return is_field_of_container(path, ".image") && path.ends_with(".image"); }},
     {"env", [](std::string_view path) { return is_field_of_container(path, ".env"); }},
     {"config checksum",
      [](std::string_view path) { return path.ends_with("[toolhive.stacklok.dev/runconfig-checksum]"); }},
     {"volumes",
      [](std::string_view path) {
        return path.starts_with("spec.template.spec.volumes") || is_field_of_container(path, ".volumeMounts");
      }},
     {"other", [](std::string_view /*path*/) { return true; }}}};

/// Why the pod of a Deployment with these differences restarts; nothing when it stays.
std::optional<Cause> cause_of(std::span<const FieldDifference> fields) {
  for (const CauseKind& kind : kCauses) {
    for (const FieldDifference& field : fields) {
      if (field.path.starts_with(kTemplate) && kind.holds(field.path)) return Cause{kind.name, field.path};
    }
  }
  return std::nullopt;
}

std::optional<Cause> cause_in(std::span<const ObjectDifference> objects) {
  for (const ObjectDifference& object : objects) {
    if (object.id.kind != "Deployment") continue;
    if (std::optional<Cause> cause = cause_of(object.fields)) return cause;
  }
  return std::nullopt;
}

Change change_of(const GatewayUpgrade& gateway) {
  if (gateway.after == Fate::kRefused) return Change::kRefused;
  if (gateway.after == Fate::kWillNotStart) return Change::kWillNotStart;
  if (gateway.before == Fate::kRefused) return Change::kAccepted;
  if (gateway.cause) return Change::kRestart;
  return is_same(gateway.objects) ? Change::kSame : Change::kObjects;
}

/// The objects, but for those that the others have letter by letter.
std::vector<Named> read_all(std::span<const render::Manifest> objects, const std::set<std::string_view>& others,
                            std::string_view origin) {
  std::vector<Named> result;
  for (const render::Manifest& one : objects) {
    if (others.contains(one.text)) continue;
    if (auto object = yaml::read_json_payload(one.text)) result.push_back({*std::move(object), std::string(origin)});
  }
  return result;
}

std::set<std::string_view> texts_of(std::span<const render::Manifest> objects) {
  std::set<std::string_view> texts;
  for (const render::Manifest& one : objects) texts.insert(one.text);
  return texts;
}

std::vector<ObjectDifference> compare_objects(const Made& before, const Made& after, const Upgrade& upgrade,
                                              const Comparison& comparison) {
  const std::set<std::string_view> texts_before = texts_of(before.objects);
  const std::vector<Named> theirs = read_all(before.objects, texts_of(after.objects), upgrade.from.tag);
  const std::vector<Named> ours = read_all(after.objects, texts_before, upgrade.to.tag);
  std::vector<ObjectDifference> compared = compare_objects(ours, theirs, comparison);
  std::vector<ObjectDifference> objects;
  auto next = compared.begin();
  for (const render::Manifest& one : after.objects) {
    if (texts_before.contains(one.text)) {
      objects.push_back({one.id, Verdict::kSame});
      objects.back().our_origin = upgrade.to.tag;
      objects.back().their_origin = upgrade.from.tag;
    } else if (next != compared.end()) {
      objects.push_back(std::move(*next++));
    }
  }
  std::ranges::move(extras(
                        ours, theirs, [](const yaml::Value&) { return true; }, comparison),
                    std::back_inserter(objects));
  return objects;
}

/// What is made of a gateway in one cluster.
struct Both {
  Made was;
  Made is;
};

/// Compares what is made of the gateways of an upgrade, on several threads where there are many.
void compare_all(std::vector<Both>& made, Upgrade& upgrade, release::Set set) {
  constexpr std::size_t kLeast = 16;
  const std::size_t parts = task::part_count(made.size(), kLeast);
  task::for_each_part(parts, [&](std::size_t part) {
    const admission::Schemas schemas = admission::Schemas::builtin(set);
    admission::Effort effort{.judges = false};
    diag::KnownKeys keys;
    const Comparison comparison{schemas, effort, keys, {}, false};
    const task::Range range = task::range_of(part, parts, made.size());
    for (std::size_t i = range.begin; i < range.end; ++i) {
      GatewayUpgrade& gateway = upgrade.gateways[i];
      // What is compared is not needed any more.
      const auto [was, is] = std::exchange(made[i], Both{});
      if (was.fate != Fate::kRefused && is.fate != Fate::kRefused) {
        gateway.objects = compare_objects(was, is, upgrade, comparison);
        gateway.cause = cause_in(gateway.objects);
      }
      gateway.change = change_of(gateway);
    }
  });
}

}  // namespace

std::string_view change_name(Change change) {
  switch (change) {
    case Change::kSame:
      return "same";
    case Change::kObjects:
      return "changed";
    case Change::kRestart:
      return "restarts";
    case Change::kAccepted:
      return "accepted";
    case Change::kWillNotStart:
      return "will-not-start";
    case Change::kRefused:
      return "refused";
  }
  return "";
}

bool Upgrade::is_same() const {
  return !others.any() && std::ranges::all_of(gateways, [](const GatewayUpgrade& gateway) {
    return gateway.change == Change::kSame && !gateway.findings.any();
  });
}

Upgrade compare_runs(Run before, Run after) {
  Upgrade result{before.result.release, after.result.release, {}, {}};
  auto findings_before = by_gateway(before);
  auto findings_after = by_gateway(after);
  auto made_before = made_by(before);
  auto made_after = made_by(after);
  std::vector<Both> all;
  std::map<GatewayName, std::size_t> told;
  for (const Outcome& outcome : after.result.outcomes) {
    const GatewayName name(outcome.name_space, outcome.name);
    const std::size_t cluster = told[name]++;
    std::vector<Made>& all_before = made_before[name];
    if (all_before.size() <= cluster) all_before.resize(cluster + 1);
    all.push_back({std::move(all_before[cluster]), std::move(made_after.at(name)[cluster])});
    GatewayUpgrade gateway{
        outcome.name_space, outcome.name, Change::kSame, all.back().was.fate, all.back().is.fate, {}, {}, {}};
    gateway.findings = changes(findings_before[name], findings_after[name]);
    result.gateways.push_back(std::move(gateway));
  }
  compare_all(all, result, after.result.release.set);
  result.others = changes(findings_before[{}], findings_after[{}]);
  return result;
}

}  // namespace vmcp::compare
