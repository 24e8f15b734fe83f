#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/operator/cross_references/composite_tool_values.h"
#include "core/operator/cross_references/surroundings.h"
#include "core/text/nearest.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;

constexpr std::string_view kWorkload = "{workload}";
constexpr std::string_view kDefaultFormat = "{workload}_";
/// No tool is called by a longer prefix.
constexpr std::size_t kLongestHead = 1024;

/// as applyPrefixFormat
std::string prefix_of(std::string_view format, std::string_view workload) {
  std::string prefix;
  for (std::size_t at = format.find(kWorkload); at != std::string_view::npos; at = format.find(kWorkload)) {
    prefix.append(format.substr(0, at)).append(workload);
    format.remove_prefix(at + kWorkload.size());
  }
  return prefix.append(format);
}

/// The tools that are stated of a member.
struct StatedTools {
  std::vector<std::string_view> names;  ///< with those that overrides take away or give
  bool complete = false;                ///< whether the member itself offers no others

  void add(const yaml::Sequence& filter, const yaml::Mapping& overrides) {
    for (const yaml::Value& tool : filter) {
      if (tool.is_string()) names.push_back(tool.as_string());
    }
    for (const yaml::Member& override : overrides) {
      names.push_back(override.key);
      if (const std::string_view name = override.value.string_at("name"); !name.empty()) names.push_back(name);
    }
  }
};

/// The same for many steps of composite tools that ask for them.
struct KnownTools {
  explicit KnownTools(StatedTools stated) : complete(stated.complete), names(std::move(stated.names)) {}

  bool complete;
  text::NameIndex names;
};

/// What a name of a tool leads to: a member, and the rest of the name.
struct Route {
  const cluster::Object* member = nullptr;
  std::string_view head;  ///< what comes before the rest
  std::string_view tool;
};

/// What comes before the tools of members in the names of tools.
using Heads = std::map<std::string, const cluster::Object*, std::less<>>;

/// What gateways share: those of one group see the same members, and many may have the same definitions. That is looked
/// at for one gateway after the other, up to a limit in all: the product may be any number of times the input.
class SharedTools {
 public:
  explicit SharedTools(const Surroundings& all) : all_(all) {}

  /// `format` is that of prefixes, if there are any. Null pointer where too much has been looked at, or would be.
  const Heads* heads(const cluster::Object& gateway, std::optional<std::string_view> format) {
    const auto& members = all_.members_of(gateway);
    const auto known = heads_.find({&members, format});
    if (known != heads_.end()) return &known->second;
    const bool is_long = format && format->size() > kLongestHead;
    if (is_long || !take(members.size())) return nullptr;
    Heads& heads = heads_[{&members, format}];
    for (const cluster::Object* member : members) {
      heads.try_emplace(member->name + '.', member);
      std::string prefix = format ? prefix_of(*format, member->name) : std::string();
      if (format && prefix.size() <= kLongestHead) heads.try_emplace(std::move(prefix), member);
    }
    return &heads;
  }

  /// Whether so many steps, or names of tools, are to be looked at for one more gateway.
  bool take(std::size_t count) {
    if (count > left_) return false;
    left_ -= count;
    return true;
  }

 private:
  const Surroundings& all_;
  std::map<std::pair<const void*, std::optional<std::string_view>>, Heads> heads_;  ///< by members and format
  std::size_t left_ = 100'000;
};

class GatewayTools {
 public:
  GatewayTools(const Surroundings& all, SharedTools& shared, const cluster::Object& gateway)
      : all_(all), shared_(shared), gateway_(gateway) {
    const yaml::Value* aggregation = yaml::value_at(gateway.value, {"spec", "config", "aggregation"});
    const std::string_view strategy =
        yaml::text_at(gateway.value, {"spec", "config", "aggregation", "conflictResolution"});
    prefixes_ = strategy.empty() || strategy == "prefix";
    std::string_view format = kDefaultFormat;
    if (aggregation != nullptr) {
      const std::string_view own = yaml::text_at(*aggregation, {"conflictResolutionConfig", "prefixFormat"});
      if (!own.empty()) format = own;
      for (const yaml::Value& entry : yaml::items_at(*aggregation, {"tools"})) {
        entries_[entry.string_at("workload")].push_back(&entry);
      }
    }
    if (calls_tools()) heads_ = shared.heads(gateway, prefixes_ ? std::optional(format) : std::nullopt);
  }

  void check() const {
    if (heads_ == nullptr || heads_->empty()) return;
    for (const CompositeToolValue& tool : composite_tools_of(gateway_)) check_tool(gateway_, tool);
    for (const yaml::Value& reference : yaml::items_at(gateway_.value, {"spec", "config", "compositeToolRefs"})) {
      const cluster::Object* definition =
          all_.find("VirtualMCPCompositeToolDefinition", gateway_.name_space, reference.string_at("name"));
      if (definition == nullptr) continue;
      for (const CompositeToolValue& tool : composite_tools_of(*definition)) {
        if (shared_.take(yaml::items_at(*tool.value, {"steps"}).size())) check_tool(*definition, tool);
      }
    }
  }

 private:
  bool calls_tools() const {
    return !composite_tools_of(gateway_).empty() ||
           !yaml::items_at(gateway_.value, {"spec", "config", "compositeToolRefs"}).empty();
  }

  void check_tool(const cluster::Object& object, const CompositeToolValue& tool) const {
    const yaml::Sequence& steps = yaml::items_at(*tool.value, {"steps"});
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const FieldPath step = (tool.path / "steps")[i];
      check_name(object, step / "tool", steps[i].string_at("tool"));
      check_name(object, step / "step" / "tool", yaml::text_at(steps[i], {"step", "tool"}));
    }
  }

  // as ResolveToolRef
  void check_name(const cluster::Object& object, const FieldPath& path, std::string_view name) const {
    if (!is_stated(name)) return;
    const Route route = route_of(name);
    if (route.member == nullptr) {
      const std::string near = nearest_route(name);
      // Without prefixes any tool may be called so.
      if (prefixes_ || (!near.empty() && name.find('.') != std::string_view::npos)) {
        report(object, path, diag::Message("no member of the group has tool " + quoted(name)).suggest(near));
      }
      return;
    }
    const KnownTools* known = tools_of(*route.member);
    if (known == nullptr || known->names.contains(route.tool)) return;
    const std::string_view near = known->names.nearest(route.tool);
    // What the gateway's own filter hides from clients, composite tools may call.
    if (near.empty() && !known->complete) return;
    report(object, path,
           diag::Message("tool " + quoted(route.tool) + " is not among those that are stated of member " +
                         quoted(route.member->name))
               .suggest(near.empty() ? "" : std::string(route.head) + std::string(near)));
  }

  /// To the member with the longest head that the name begins with: its own name and a dot in any case.
  Route route_of(std::string_view name) const {
    for (std::size_t length = std::min(name.size(), kLongestHead); length > 0; --length) {
      const auto found = heads_->find(name.substr(0, length));
      if (found != heads_->end()) return {found->second, name.substr(0, length), name.substr(length)};
    }
    return {};
  }

  /// The name with that of the nearest member; empty when none is near.
  std::string nearest_route(std::string_view name) const {
    for (const char end : {'.', '_'}) {
      for (std::size_t at = name.find(end); at != std::string_view::npos; at = name.find(end, at + 1)) {
        const std::string_view near = all_.member_names(gateway_)->nearest(name.substr(0, at));
        if (!near.empty()) return std::string(near) + std::string(name.substr(at));
      }
    }
    return {};
  }

  /// Null pointer where none are stated, or too much has been looked at.
  const KnownTools* tools_of(const cluster::Object& member) const {
    const auto [known, is_new] = tools_.try_emplace(&member);
    if (!is_new) return known->second.get();
    StatedTools stated = stated_of(member);
    if (!stated.names.empty() && shared_.take(stated.names.size()))
      known->second = std::make_unique<const KnownTools>(std::move(stated));
    return known->second.get();
  }

  StatedTools stated_of(const cluster::Object& member) const {
    StatedTools stated;
    const std::string_view config = yaml::text_at(member.value, {"spec", "toolConfigRef", "name"});
    if (const auto* tools = all_.find("MCPToolConfig", member.name_space, config)) {
      const yaml::Sequence& filter = yaml::items_at(tools->value, {"spec", "toolsFilter"});
      stated.complete = !filter.empty();
      stated.add(filter, yaml::members_at(tools->value, {"spec", "toolsOverride"}));
    }
    const auto entries = entries_.find(member.name);
    if (entries == entries_.end()) return stated;
    for (const yaml::Value* entry : entries->second) {
      stated.add(yaml::items_at(*entry, {"filter"}), yaml::members_at(*entry, {"overrides"}));
      const std::string_view shared = yaml::text_at(*entry, {"toolConfigRef", "name"});
      if (const auto* tools = all_.find("MCPToolConfig", member.name_space, shared)) {
        stated.add(yaml::items_at(tools->value, {"spec", "toolsFilter"}),
                   yaml::members_at(tools->value, {"spec", "toolsOverride"}));
      }
    }
    return stated;
  }

  void report(const cluster::Object& object, const FieldPath& path, diag::Message message) const {
    if (&object != &gateway_) {
      message.because(all_.reporter().related(gateway_, FieldPath("spec.config.compositeToolRefs"),
                                              "used by gateway " + quoted(gateway_.name)));
    }
    all_.warn(object, "unknown-tool", path, std::move(message));
  }

  const Surroundings& all_;
  SharedTools& shared_;
  const cluster::Object& gateway_;
  bool prefixes_ = true;
  const Heads* heads_ = nullptr;
  std::map<std::string_view, std::vector<const yaml::Value*>> entries_;  ///< of the aggregation, by workload
  mutable std::map<const cluster::Object*, std::unique_ptr<const KnownTools>> tools_;  ///< of members, once asked for
};

}  // namespace

void check_tool_names(const Surroundings& all) {
  SharedTools shared(all);
  for (const cluster::Object* gateway : all.of_kind("VirtualMCPServer")) GatewayTools(all, shared, *gateway).check();
}

}  // namespace vmcp::op
