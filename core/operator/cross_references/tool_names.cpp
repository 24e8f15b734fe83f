#include <functional>
#include <map>
#include <set>
#include <string>
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
  std::set<std::string_view> names;  ///< with those that overrides take away or give
  bool complete = false;             ///< whether the member itself offers no others

  void add(const yaml::Sequence& filter, const yaml::Mapping& overrides) {
    for (const yaml::Value& tool : filter) {
      if (tool.is_string()) names.insert(tool.as_string());
    }
    for (const yaml::Member& override : overrides) {
      names.insert(override.key);
      if (const std::string_view name = override.value.string_at("name"); !name.empty()) names.insert(name);
    }
  }
};

/// What a name of a tool leads to: a member, and the rest of the name.
struct Route {
  const cluster::Object* member = nullptr;
  std::string_view head;  ///< what comes before the rest
  std::string_view tool;
};

class GatewayTools {
 public:
  GatewayTools(const Surroundings& all, const cluster::Object& gateway) : all_(all), gateway_(gateway) {
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
    if (!calls_tools()) return;
    for (const cluster::Object* member : all.members_of(gateway)) {
      heads_.try_emplace(member->name + '.', member);
      if (prefixes_) heads_.try_emplace(prefix_of(format, member->name), member);
    }
  }

  void check() const {
    if (heads_.empty()) return;
    for (const CompositeToolValue& tool : composite_tools_of(gateway_)) check_tool(gateway_, tool);
    for (const yaml::Value& reference : yaml::items_at(gateway_.value, {"spec", "config", "compositeToolRefs"})) {
      const cluster::Object* definition =
          all_.find("VirtualMCPCompositeToolDefinition", gateway_.name_space, reference.string_at("name"));
      if (definition == nullptr) continue;
      for (const CompositeToolValue& tool : composite_tools_of(*definition)) check_tool(*definition, tool);
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
    const StatedTools stated = stated_of(*route.member);
    if (stated.names.empty() || stated.names.contains(route.tool)) return;
    const std::vector<std::string_view> names(stated.names.begin(), stated.names.end());
    const std::string_view near = text::nearest(route.tool, names);
    // What the gateway's own filter hides from clients, composite tools may call.
    if (near.empty() && !stated.complete) return;
    report(object, path,
           diag::Message("tool " + quoted(route.tool) + " is not among those that are stated of member " +
                         quoted(route.member->name))
               .suggest(near.empty() ? "" : std::string(route.head) + std::string(near)));
  }

  /// To the member with the longest head that the name begins with: its own name and a dot in any case.
  Route route_of(std::string_view name) const {
    for (std::size_t length = name.size(); length > 0; --length) {
      const auto found = heads_.find(name.substr(0, length));
      if (found != heads_.end()) return {found->second, name.substr(0, length), name.substr(length)};
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
  const cluster::Object& gateway_;
  bool prefixes_ = true;
  std::map<std::string, const cluster::Object*, std::less<>> heads_;     ///< what comes before the tools of members
  std::map<std::string_view, std::vector<const yaml::Value*>> entries_;  ///< of the aggregation, by workload
};

}  // namespace

void check_tool_names(const Surroundings& all) {
  for (const cluster::Object* gateway : all.of_kind("VirtualMCPServer")) GatewayTools(all, *gateway).check();
}

}  // namespace vmcp::op
