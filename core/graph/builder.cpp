#include "core/graph/builder.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/admission/misplaced_kind.h"
#include "core/diag/secrecy.h"
#include "core/model/kinds.h"
#include "core/operator/cross_references/reference_fields.h"
#include "core/operator/cross_references/standing.h"
#include "core/operator/names.h"
#include "core/operator/references.h"
#include "core/render/gateways.h"
#include "core/text/utf8.h"
#include "core/yaml/location.h"

namespace vmcp::graph {
namespace {

using admission::Object;
using op::Reference;
using op::Standing;
using op::Target;

constexpr std::string_view kGateway = model::kKind<model::VirtualMcpServerSpec>;
constexpr std::string_view kGroup = model::kKind<model::McpGroupSpec>;
constexpr std::string_view kSecret = "Secret";
constexpr std::string_view kConfigMap = "ConfigMap";

/// Kinds from those that name others to those that are named; the rest stands in the middle.
constexpr std::array<std::string_view, 5> kFirst = {kGateway, kGroup, model::kKind<model::McpServerSpec>,
                                                    model::kKind<model::McpRemoteProxySpec>,
                                                    model::kKind<model::McpServerEntrySpec>};
constexpr std::array<std::string_view, 2> kLast = {kConfigMap, kSecret};

std::size_t rank_of(std::string_view kind) {
  const auto* const first = std::ranges::find(kFirst, kind);
  if (first != kFirst.end()) return static_cast<std::size_t>(first - kFirst.begin());
  const auto* const last = std::ranges::find(kLast, kind);
  return kFirst.size() + (last == kLast.end() ? 0 : 1 + static_cast<std::size_t>(last - kLast.begin()));
}

bool is_member(std::string_view kind) { return rank_of(kind) > rank_of(kGroup) && rank_of(kind) < kFirst.size(); }

State state_of(Standing standing) {
  switch (standing) {
    case Standing::kPresent:
      return State::kPresent;
    case Standing::kMade:
      return State::kMade;
    case Standing::kAssumed:
      return State::kAssumed;
    case Standing::kKeyless:
    case Standing::kMissing:
      return State::kMissing;
    case Standing::kRefused:
      break;
  }
  return State::kRefused;
}

/// The first error about each object, by group, kind, namespace and name as they were
/// meant. Objects of several clusters have the same ones, and are told by their files.
class Errors {
 public:
  explicit Errors(std::vector<diag::Diagnostic> findings) : findings_(std::move(findings)) {
    for (const diag::Diagnostic& finding : findings_) {
      if (finding.severity != diag::Severity::kError || finding.resource.kind.empty()) continue;
      const diag::ResourceId& id = finding.resource;
      const Object meant = admission::as_meant({id.api_version, id.kind, id.name_space, id.name, {}});
      for (const std::string_view file : {std::string_view(finding.place.file), kAnyFile}) {
        by_object_.try_emplace(
            {std::string(meant.group()), meant.kind, meant.name_space, meant.name, std::string(file)}, &finding);
      }
    }
  }

  static constexpr std::string_view kAnyFile = {};

  /// Null pointer when there is none.
  const diag::Diagnostic* about(const Target& object, std::string_view file) const {
    const auto found = by_object_.find({std::string(object.group), std::string(object.kind),
                                        std::string(object.name_space), std::string(object.name), std::string(file)});
    return found == by_object_.end() ? nullptr : found->second;
  }

 private:
  std::vector<diag::Diagnostic> findings_;
  std::map<std::tuple<std::string, std::string, std::string, std::string, std::string>, const diag::Diagnostic*>
      by_object_;
};

class Builder {
 public:
  Builder(const diag::Sink& sink, const source::Sources& sources, const render::Options& options)
      : sink_(sink), sources_(sources), options_(options), errors_(sink.sorted()) {}

  void add(const render::Judged& judged) {
    const cluster::Cluster& cluster = *judged.cluster;
    for (const Object& object : cluster.objects()) add_object(object, State::kPresent);
    for (const Object& object : cluster.refused_objects()) add_object(object, State::kRefused);
    for (const Object& object : cluster.objects()) add_references(cluster, object);
    for (const Object& object : cluster.refused_objects()) add_references(cluster, object);
    for (const render::Verdict& verdict : judged.gateways) add_verdict(cluster, verdict);
    ++clusters_;
  }

  Graph build() && {
    mark_refused();
    if (!options_.only.empty()) keep_reached();
    return written();
  }

 private:
  /// In the order of the nodes: cluster, namespace, rank and name of the kind, name.
  using Key = std::tuple<std::size_t, std::string_view, std::size_t, std::string_view, std::string_view>;
  struct Drawn {
    std::string_view group;
    State state = State::kPresent;
    std::string_view code;
    const Object* object = nullptr;  ///< null pointer where the input has none
    std::set<std::string_view> keys;
    bool reached = true;
    std::size_t index = 0;  ///< among the nodes that are written
  };
  using Nodes = std::map<Key, Drawn>;
  using Entry = Nodes::value_type*;

  struct LinkKey {
    Entry from;
    Entry to;
    std::string path;
    State state;

    bool operator==(const LinkKey&) const = default;
  };
  struct LinkHash {
    std::size_t operator()(const LinkKey& key) const {
      constexpr std::size_t kSpread = 0x9e3779b97f4a7c15U;
      std::size_t hash = std::hash<std::string>()(key.path);
      for (const Entry end : {key.from, key.to}) hash = hash * kSpread + std::hash<Entry>()(end);
      return hash;
    }
  };

  Key key_of(const Target& target) const {
    return {clusters_, target.name_space, rank_of(target.kind), target.kind, target.name};
  }

  Entry find(const Object& object) {
    const auto found = nodes_.find(key_of({object.group(), object.kind, object.name_space, object.name}));
    return found == nodes_.end() ? nullptr : &*found;
  }

  bool is_drawn(const Object& object) const {
    return object.group() == admission::kToolhiveGroup &&
           (object.kind != kGateway || render::is_wanted(object, options_));
  }

  void add_object(const Object& object, State state) {
    if (!is_drawn(object)) return;
    Drawn& drawn = nodes_[key_of({object.group(), object.kind, object.name_space, object.name})];
    drawn.group = object.group();
    drawn.state = std::max(drawn.state, state);
    if (drawn.object == nullptr) drawn.object = &object;
  }

  void add_references(const cluster::Cluster& cluster, const Object& object) {
    const Entry from = is_drawn(object) ? find(object) : nullptr;
    if (from == nullptr) return;
    op::for_each_reference(object, true, [&](const Reference& reference) {
      if (from->second.state != State::kRefused) return add_link(cluster, from, object, reference);
      // What stands in a misspelt field of a reference to a Secret may be the secret.
      const bool is_secret = reference.target.kind == kSecret;
      if (is_secret && is_misspelt(object, reference.name_path)) return;
      Reference meant = reference;
      if (is_secret && reference.key && is_misspelt(object, reference.key_path)) meant.key.reset();
      add_link(cluster, from, object, std::move(meant));
    });
  }

  /// Whether a field of a refused object has a name that was meant, but not written: only such ones have no place.
  static bool is_misspelt(const Object& object, const diag::FieldPath& path) {
    const std::string_view text = path.str();
    const std::size_t dot = text.rfind('.');
    if (dot == std::string_view::npos) return false;
    const yaml::Value* holder = yaml::find_location(object.value, text.substr(0, dot)).value;
    const yaml::Member* member = holder == nullptr ? nullptr : holder->find_member(text.substr(dot + 1));
    return member != nullptr && !member->key_mark.known();
  }

  void add_verdict(const cluster::Cluster& cluster, const render::Verdict& verdict) {
    const Entry from = find(*verdict.gateway);
    if (from == nullptr) return;
    if (verdict.refused) {
      from->second.state = State::kRefused;
      from->second.code = verdict.code;
    }
    for (const op::Wire& wire : verdict.wires) {
      const op::Content& content = wire.content;
      const std::string_view kind = content.kind == op::Content::Kind::kSecret ? kSecret : kConfigMap;
      Reference reference;
      reference.target = {{}, kind, verdict.gateway->name_space, content.object};
      reference.path = wire.origin.path;
      if (!content.whole) reference.key = content.key;
      reference.absence = op::Absence::kAssumed;
      reference.optional = content.optional || is_operators(*verdict.gateway, content);
      add_link(cluster, from, *verdict.gateway, reference);
    }
  }

  /// Whether the operator makes it for the gateway, so that nobody else has to.
  static bool is_operators(const Object& gateway, const op::Content& content) {
    return content.object == op::session_secret_name(gateway.name) ||
           content.object == op::config_map_name(gateway.name);
  }

  void add_link(const cluster::Cluster& cluster, Entry from, const Object& holder, Reference reference) {
    const bool strict = options_.settings.strict;
    Standing of_key = op::standing_of(cluster, reference, strict);
    if (of_key == Standing::kMissing && reference.target.group == admission::kToolhiveGroup) {
      const std::string_view likely = op::likely_namespace(cluster, strict, holder, reference.target.group,
                                                           reference.target.kind, reference.target.name);
      if (!likely.empty()) {
        reference.target.name_space = likely;
        of_key = Standing::kAssumed;
      }
    }
    if (reference.optional && of_key != Standing::kPresent && of_key != Standing::kMade) return;
    Reference whole;
    whole.target = reference.target;
    whole.absence = reference.absence;
    const Entry to = add_target(cluster, reference.target, state_of(op::standing_of(cluster, whole, strict)));
    std::set<std::string_view>& keys = links_[{from, to, reference.path.str(), state_of(of_key)}];
    if (!reference.key) return;
    keys.insert(*reference.key);
    to->second.keys.insert(*reference.key);
  }

  Entry add_target(const cluster::Cluster& cluster, const Target& target, State state) {
    Entry entry = &*nodes_.try_emplace(key_of(target)).first;
    Drawn& drawn = entry->second;
    drawn.group = target.group;
    drawn.state = std::max(drawn.state, state);
    if (drawn.object == nullptr) drawn.object = cluster.find(target.group, target.kind, target.name_space, target.name);
    return entry;
  }

  void mark_refused() {
    for (auto& entry : nodes_) {
      Drawn& drawn = entry.second;
      const diag::Diagnostic* error = error_about(entry);
      // One file's gateway may be refused in one of several clusters: the verdict on it tells.
      const bool is_judged = clusters_ > 1 && std::get<3>(entry.first) == kGateway;
      if (error == nullptr || (is_judged && drawn.state != State::kRefused)) continue;
      drawn.state = State::kRefused;
      drawn.code = error->code;
    }
  }

  const diag::Diagnostic* error_about(const Nodes::value_type& entry) const {
    const auto& [key, drawn] = entry;
    const auto& [cluster, name_space, rank, kind, name] = key;
    const bool is_told_by_file = clusters_ > 1 && drawn.object != nullptr && drawn.object->value.mark().known();
    return errors_.about({drawn.group, kind, name_space, name},
                         is_told_by_file ? sources_.at(drawn.object->value.mark().source).name : Errors::kAnyFile);
  }

  void keep_reached() {
    std::unordered_map<Entry, std::vector<Entry>> next;
    for (const auto& [link, keys] : links_) {
      next[link.from].push_back(link.to);
      if (std::get<3>(link.to->first) == kGroup && is_member(std::get<3>(link.from->first))) {
        next[link.to].push_back(link.from);
      }
    }
    std::vector<Entry> open;
    const auto reach = [&](Entry entry) {
      if (!std::exchange(entry->second.reached, true)) open.push_back(entry);
    };
    for (auto& [key, drawn] : nodes_) drawn.reached = false;
    for (auto& node : nodes_) {
      if (std::get<3>(node.first) == kGateway) reach(&node);
    }
    while (!open.empty()) {
      const Entry entry = open.back();
      open.pop_back();
      for (const Entry one : next[entry]) reach(one);
    }
  }

  /// Whatever stands where a name belongs, cut as far as each edge that leads there may copy it.
  std::string shown(std::string_view text) const {
    constexpr std::size_t kLongest = 512;
    return text::shortened(sink_.shown(diag::shown_name(text)), kLongest);
  }

  std::vector<std::string> shown(const std::set<std::string_view>& texts) const {
    std::vector<std::string> result;
    result.reserve(texts.size());
    for (const std::string_view text : texts) result.push_back(shown(text));
    return result;
  }

  Node node(const Nodes::value_type& from) const {
    const auto& [key, drawn] = from;
    const auto& [cluster, name_space, rank, kind, name] = key;
    Node node;
    node.cluster = cluster;
    node.kind = shown(kind);
    node.name_space = shown(name_space);
    node.name = shown(name);
    if (clusters_ > 1) node.id = "cluster-" + std::to_string(cluster + 1) + '/';
    node.id += node.kind + '/' + node.name_space + '/' + node.name;
    node.state = drawn.state;
    if (drawn.state == State::kRefused) node.code = drawn.code;
    node.keys = shown(drawn.keys);
    const diag::Diagnostic* error = error_about(from);
    if (error != nullptr) node.place = error->place;
    if (drawn.object != nullptr && drawn.object->value.mark().known()) {
      node.place = yaml::place_of(sources_, drawn.object->value.mark());
    }
    return node;
  }

  Graph written() {
    Graph graph;
    graph.clusters = clusters_;
    // Names that are not shown may leave two nodes alike.
    std::map<std::string, std::size_t> ids;
    for (auto& entry : nodes_) {
      if (!entry.second.reached) continue;
      entry.second.index = graph.nodes.size();
      Node& added = graph.nodes.emplace_back(node(entry));
      if (const std::size_t before = ids[added.id]++; before != 0) added.id += '#' + std::to_string(before + 1);
    }
    for (const auto& [link, keys] : links_) {
      if (!link.from->second.reached) continue;
      graph.edges.push_back({link.from->second.index, link.to->second.index,
                             sink_.shown(diag::without_secrets_in_path(link.path)), shown(keys), link.state});
    }
    std::ranges::sort(graph.edges, {},
                      [](const Edge& edge) { return std::tie(edge.from, edge.to, edge.path, edge.state); });
    return graph;
  }

  const diag::Sink& sink_;
  const source::Sources& sources_;
  const render::Options& options_;
  Errors errors_;
  std::size_t clusters_ = 0;  ///< that were added
  Nodes nodes_;
  std::unordered_map<LinkKey, std::set<std::string_view>, LinkHash> links_;
};

}  // namespace

std::string_view state_name(State state) {
  constexpr std::array<std::string_view, 5> kNames = {"present", "made", "assumed", "missing", "refused"};
  return kNames[static_cast<std::size_t>(state)];
}

Graph graph_of(const render::Result& result, const diag::Sink& sink, const source::Sources& sources,
               const render::Options& options) {
  Builder builder(sink, sources, options);
  for (const render::Judged& judged : result.clusters) builder.add(judged);
  return std::move(builder).build();
}

}  // namespace vmcp::graph
