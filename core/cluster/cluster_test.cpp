#include "core/cluster/cluster.h"

#include <deque>
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::cluster {
namespace {

/// A cluster of the YAML objects of a text, taken as admitted, and of those that admission refused.
class World {
 public:
  explicit World(const std::string& text, const std::string& refused = "") {
    cluster_.emplace(objects<std::deque<Object>>(text), reporter_, objects<std::vector<Object>>(refused));
  }

  const Cluster* operator->() const { return &*cluster_; }

  /// Code and path of what was reported, one a line.
  std::string findings() const {
    std::string result;
    for (const diag::Diagnostic& finding : sink_.all()) result += std::string(finding.code) + ' ' + finding.path + '\n';
    return result;
  }

 private:
  template <class Objects>
  Objects objects(const std::string& text) {
    Objects result;
    for (yaml::Document& document : yaml::read(sources_, sources_.add("test.yaml", text), sink_)) {
      const yaml::Value* metadata = document.root.find("metadata");
      result.push_back({std::string(document.root.string_at("apiVersion")),
                        std::string(document.root.string_at("kind")), std::string(metadata->string_at("namespace")),
                        std::string(metadata->string_at("name")), std::move(document.root)});
    }
    return result;
  }

  source::Sources sources_;
  diag::Sink sink_;
  admission::Reporter reporter_{sink_, sources_, diag::Stage::kOperator};
  std::optional<Cluster> cluster_;
};

std::string toolhive(const std::string& kind, const std::string& name, const std::string& spec = "{}",
                     const std::string& version = "v1beta1") {
  return "---\n{apiVersion: toolhive.stacklok.dev/" + version + ", kind: " + kind +
         ", metadata: {namespace: a, name: " + name + "}, spec: " + spec + "}\n";
}

std::string config_map(const std::string& name_space, const std::string& name, const std::string& rest = "") {
  return "---\n{apiVersion: v1, kind: ConfigMap, metadata: {namespace: " + name_space + ", name: " + name + "}" + rest +
         "}\n";
}

TEST_CASE("an object is found by its kind's spec, namespace and name, with the spec decoded") {
  const World world(toolhive("MCPGroup", "g", "{description: d}") + toolhive("MCPToolConfig", "g", "{}", "v1alpha1"));
  const auto* group = world->find<model::McpGroupSpec>("a", "g");
  REQUIRE(group != nullptr);
  CHECK(group->spec.description == "d");
  CHECK(group->object == world->find(model::kGroup, "MCPGroup", "a", "g"));
  CHECK(world->find<model::McpToolConfigSpec>("a", "g") != nullptr);
  CHECK(world->find<model::McpGroupSpec>("b", "g") == nullptr);
  CHECK(world->find<model::McpOidcConfigSpec>("a", "g") == nullptr);
  CHECK(world->find("", "MCPGroup", "a", "g") == nullptr);
}

TEST_CASE("gateways come in the order of the input, members of a group by name") {
  const World world(toolhive("VirtualMCPServer", "z", "{groupRef: {name: g}}") + toolhive("VirtualMCPServer", "y") +
                    toolhive("MCPServer", "k2", "{groupRef: {name: g}}") +
                    toolhive("MCPServer", "k1", "{groupRef: {name: g}}") +
                    toolhive("MCPServer", "o", "{groupRef: {name: h}}") + toolhive("MCPServer", "p") +
                    toolhive("MCPServerEntry", "e", "{groupRef: {name: g}}"));
  REQUIRE(world->gateways().size() == 2);
  CHECK(world->gateways()[0]->name == "z");
  const auto first = world->decoded(*world->gateways()[0]);
  CHECK(first.name() == "z");
  CHECK(first.spec.group_ref->name == "g");
  const auto members = world->members_of<model::McpServerSpec>("a", "g");
  REQUIRE(members.size() == 2);
  CHECK(members[0]->name() == "k1");
  CHECK(members[1]->name() == "k2");
  CHECK(world->members_of<model::McpServerEntrySpec>("a", "g").size() == 1);
  CHECK(world->members_of<model::McpRemoteProxySpec>("a", "g").empty());
  CHECK(world->members_of<model::McpServerSpec>("b", "g").empty());
}

TEST_CASE("an object given twice is an error where a gateway may see it, whatever its versions") {
  CHECK(World(toolhive("MCPGroup", "g") + toolhive("MCPGroup", "g", "{}", "v1alpha1")).findings() ==
        "duplicate-object metadata.name\n");
  CHECK(World(toolhive("MCPGroup", "g") + config_map("a", "c") + config_map("a", "c")).findings() ==
        "duplicate-object metadata.name\n");
  CHECK(World(toolhive("MCPGroup", "g") + config_map("b", "c") + config_map("b", "c")).findings() == "");
}

TEST_CASE("what the operator's types cannot hold is reported with its path") {
  CHECK(World(toolhive("MCPGroup", "g", "{description: [d]}")).findings() == "undecodable-value spec.description\n");
  CHECK(World(toolhive("MCPWebhookConfig", "w", "{timeout: [1]}")).findings() == "");
  CHECK(World(toolhive("MCPWebhookConfig", "w", "{mutating: [{timeout: 5s}, {timeout: 2 days}]}")).findings() ==
        "undecodable-value spec.mutating[1].timeout\n");
  CHECK(World(toolhive("MCPServer", "s", "{proxyReadTimeout: 1d}")).findings() ==
        "undecodable-value spec.proxyReadTimeout\n");
}

TEST_CASE("hints name what is near in the namespace, and the namespace that has the very name") {
  const World world(config_map("a", "settings") + config_map("b", "other"));
  CHECK(world->nearest_name("", "ConfigMap", "a", "setings") == "settings");
  CHECK(world->nearest_name("", "ConfigMap", "b", "setings") == "");
  CHECK(world->namespace_with("", "ConfigMap", "other") == "b");
  CHECK(world->namespace_with("", "ConfigMap", "none") == "");
  // What makes a Secret stands for it.
  const World sealed(
      "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: keys, namespace: a}\nspec: "
      "{encryptedData: {k: v}}\n---\n");
  CHECK(sealed->namespace_with("", "Secret", "keys") == "a");
  CHECK(sealed->only_namespace_with("", "Secret", "keys") == "a");
}

TEST_CASE("the keys of a ConfigMap are those of its text and its bytes") {
  const World world(config_map("a", "c", ", data: {ca.crt: x}, binaryData: {ca.der: eA==}"));
  const std::optional<ConfigMapKeys> keys = world->config_map("a", "c");
  REQUIRE(keys);
  CHECK(keys->may_have("ca.crt"));
  CHECK(keys->may_have("ca.der"));
  CHECK_FALSE(keys->may_have("ca"));
  CHECK(keys->nearest("ca.cert") == "ca.crt");
  CHECK_FALSE(world->config_map("b", "c"));
}

TEST_CASE("the values of a narrow mapping and of a wide one are found alike") {
  std::string wide = ", data: {";
  for (int i = 0; i < 100; ++i) wide += 'k' + std::to_string(i) + ": v" + std::to_string(i) + ", ";
  const World world(config_map("a", "narrow", ", data: {k: v}") + config_map("a", "wide", wide + '}'));
  const auto text = [&](const char* name, const char* key) -> std::string {
    const yaml::Value* value = world->entry(*world->find("", "ConfigMap", "a", name), "data", key);
    return value == nullptr ? "none" : value->as_string();
  };
  CHECK(text("narrow", "k") == "v");
  CHECK(text("narrow", "l") == "none");
  CHECK(text("wide", "k99") == "v99");
  CHECK(text("wide", "k100") == "none");
}

TEST_CASE("it is known what admission refused") {
  const World world(toolhive("MCPGroup", "g"), toolhive("MCPServer", "m"));
  CHECK(world->was_refused(model::kGroup, "MCPServer", "a", "m"));
  CHECK_FALSE(world->was_refused(model::kGroup, "MCPServer", "a", "o"));
  CHECK_FALSE(world->was_refused(model::kGroup, "MCPGroup", "a", "g"));
  CHECK(world->has_refused(model::kGroup, "MCPServer", "a"));
  CHECK_FALSE(world->has_refused(model::kGroup, "MCPServer", "b"));
}

TEST_CASE("a Deployment of a misspelt kind is known as that") {
  const World cluster("apiVersion: apps/v1\nkind: Deploymnt\nmetadata: {name: d, namespace: team}\n");
  const diag::Related* misspelt = cluster->misspelt("Deployment", "team", "d");
  REQUIRE(misspelt != nullptr);
  CHECK(misspelt->message == "is of kind \"Deploymnt\", not Deployment");
  CHECK(cluster->misspelt("Deployment", "team", "e") == nullptr);
}

}  // namespace
}  // namespace vmcp::cluster
