#include "core/graph/builder.h"

#include <doctest/doctest.h>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/source/files.h"
#include "core/source/inputs.h"

template <>
struct doctest::StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values) text += value + "; ";
    return text.c_str();
  }
};

namespace vmcp::graph {
namespace {

using Lines = std::vector<std::string>;

std::string object(std::string_view kind, std::string_view name, std::string_view spec) {
  return "---\n{apiVersion: toolhive.stacklok.dev/v1beta1, kind: " + std::string(kind) +
         ", metadata: {name: " + std::string(name) + ", namespace: team}, spec: {" + std::string(spec) + "}}\n";
}

std::string gateway(std::string_view name, std::string_view more = {}) {
  return object("VirtualMCPServer", name, "groupRef: {name: g}, incomingAuth: {type: anonymous}" + std::string(more));
}

std::string member(std::string_view name, std::string_view more = {}) {
  return object("MCPServer", name, "image: i, groupRef: {name: g}" + std::string(more));
}

std::string secret(std::string_view name, std::string_view keys) {
  return "---\n{apiVersion: v1, kind: Secret, metadata: {name: " + std::string(name) +
         ", namespace: team}, stringData: {" + std::string(keys) + "}}\n";
}

const std::string kGroup = object("MCPGroup", "g", "");

Graph drawn(const std::string& text, render::Options options = {}) {
  options.judge_only = true;
  options.keep_clusters = true;
  source::Sources sources;
  diag::Sink sink;
  source::Inputs inputs{{{"in.yaml", sources.add("in.yaml", text)}}};
  const render::Result result = render::run(source::MemoryFileSystem(), sources, inputs, nullptr, options, sink);
  return graph_of(result, sink, sources, options);
}

std::string joined(const Lines& texts) {
  std::string all;
  for (const std::string& text : texts) all += ' ' + text;
  return all;
}

Lines nodes_of(const Graph& graph) {
  Lines lines;
  for (const Node& node : graph.nodes) {
    lines.push_back(node.kind + ' ' + node.name + ' ' + std::string(state_name(node.state)) +
                    (node.code.empty() ? "" : ' ' + node.code) + joined(node.keys));
  }
  return lines;
}

Lines edges_of(const Graph& graph) {
  Lines lines;
  for (const Edge& edge : graph.edges) {
    lines.push_back(graph.nodes[edge.from].name + " -> " + graph.nodes[edge.to].name + ' ' + edge.path + ' ' +
                    std::string(state_name(edge.state)) + joined(edge.keys));
  }
  return lines;
}

}  // namespace

TEST_CASE("objects are sorted, gateways first and Secrets last, and refer along their fields") {
  const Graph graph =
      drawn(secret("s", "k: x, l: x, m: x") + member("b", ", secrets: [{name: s, key: l}, {name: s, key: k}]") +
            member("a") + kGroup + gateway("v"));
  CHECK(nodes_of(graph) == Lines{"VirtualMCPServer v present", "MCPGroup g present", "MCPServer a present",
                                 "MCPServer b present", "Secret s present k l"});
  CHECK(edges_of(graph) == Lines{"v -> g spec.groupRef present", "a -> g spec.groupRef present",
                                 "b -> g spec.groupRef present", "b -> s spec.secrets[0] present l",
                                 "b -> s spec.secrets[1] present k"});
  CHECK(graph.nodes.front().id == "VirtualMCPServer/team/v");
  CHECK(graph.nodes.front().place.file == "in.yaml");
  CHECK(graph.nodes.front().place.line == 10);
}

TEST_CASE("what is not there is assumed or missing, and what is there may lack a key") {
  const std::string text = gateway("v", ", telemetryConfigRef: {name: t}") +
                           member("a", ", secrets: [{name: s, key: k}]") +
                           member("b", ", secrets: [{name: o, key: k}]") + secret("o", "l: x");
  const Graph graph = drawn(text);
  CHECK(nodes_of(graph) == Lines{"VirtualMCPServer v refused reference-not-found", "MCPGroup g assumed",
                                 "MCPServer a present", "MCPServer b present", "MCPTelemetryConfig t missing",
                                 "Secret o present k", "Secret s assumed k"});
  CHECK(edges_of(graph) == Lines{"v -> g spec.groupRef assumed", "v -> t spec.telemetryConfigRef missing",
                                 "a -> g spec.groupRef assumed", "a -> s spec.secrets[0] assumed k",
                                 "b -> g spec.groupRef assumed", "b -> o spec.secrets[0] missing k"});
  render::Options strict;
  strict.settings.strict = true;
  const Lines nodes = nodes_of(drawn(text, strict));
  CHECK(nodes[1] == "MCPGroup g missing");
  CHECK(nodes.back() == "Secret s missing k");
}

TEST_CASE("what is optional is drawn where it is there") {
  const std::string text =
      gateway("v",
              ", podTemplateSpec: {spec: {containers: [{name: vmcp, envFrom: [{secretRef: {name: s, optional: true}}, "
              "{secretRef: {name: none, optional: true}}]}]}}");
  CHECK(nodes_of(drawn(text + kGroup + secret("s", "k: x"))) ==
        Lines{"VirtualMCPServer v present", "MCPGroup g present", "Secret s present"});
}

TEST_CASE("what the operator's environment adds is the gateway's, and what the operator makes is nobody's") {
  render::Options options;
  options.settings.default_redis_address = "redis:6379";
  options.settings.default_redis_secret_name = "redis";
  const Graph graph = drawn(gateway("v") + kGroup, options);
  CHECK(nodes_of(graph) ==
        Lines{"VirtualMCPServer v present", "MCPGroup g present", "Secret redis assumed redis-password"});
  CHECK(edges_of(graph).back() == "v -> redis  assumed redis-password");
}

TEST_CASE("refused objects are drawn with what they refer to") {
  const Graph graph = drawn(gateway("v", ", servicetype: x, imagePullSecrets: [{name: p}]") + kGroup +
                            object("MCPServer", "a", "groupRef: {name: g}"));
  CHECK(nodes_of(graph) == Lines{"VirtualMCPServer v refused unknown-field", "MCPGroup g present",
                                 "MCPServer a refused missing-field", "Secret p assumed"});
  CHECK(graph.edges.size() == 3);
}

TEST_CASE("only what the gateways asked for lead to is kept, and a group leads to its members") {
  render::Options only;
  only.only = {"v"};
  const std::string other = object("MCPGroup", "h", "") + object("MCPServer", "b", "image: i, groupRef: {name: h}") +
                            object("VirtualMCPServer", "w", "groupRef: {name: h}, incomingAuth: {type: anonymous}");
  CHECK(nodes_of(drawn(gateway("v") + kGroup + member("a", ", secrets: [{name: s, key: k}]") + other, only)) ==
        Lines{"VirtualMCPServer v present", "MCPGroup g present", "MCPServer a present", "Secret s assumed k"});
}

TEST_CASE("what looks like a secret is not shown, and leaves its nodes apart") {
  const Graph graph = drawn(gateway("v",
                                    ", imagePullSecrets: [{name: ghp_abcdefghijklmnopqrstuvwxyz0123456789}, "
                                    "{name: ghp_0123456789abcdefghijklmnopqrstuvwxyz}]") +
                            kGroup);
  REQUIRE(graph.nodes.size() == 4);
  CHECK(graph.nodes[2].id == "Secret/team/***");
  CHECK(graph.nodes[3].id == "Secret/team/***#2");
}

TEST_CASE("what stands in a misspelt field of a reference to a Secret is not shown") {
  const auto nodes = [](std::string_view reference) {
    return nodes_of(
        drawn(gateway("v") + kGroup + member("a", ", secrets: [{targetEnvName: A, " + std::string(reference) + "}]")));
  };
  CHECK(nodes("name: s, key: k").back() == "Secret s assumed k");
  CHECK(nodes("name: s, keyy: hunter2").back() == "Secret s assumed");
  CHECK(nodes("namee: hunter2, key: k").back() == "MCPServer a refused unknown-field");
}

TEST_CASE("the value of a secret variable is not shown") {
  render::Options options;
  options.variables = {{"DB_PASSWORD", "hunter2"}};
  const Graph graph = drawn(gateway("v", ", imagePullSecrets: [{name: 'db-${DB_PASSWORD}'}]") + kGroup, options);
  CHECK(graph.nodes.back().id == "Secret/team/db-***");
}

TEST_CASE("a group of many members and a namespace of many gateways take no time for each pair") {
  constexpr int kMany = 2000;
  std::string text = kGroup;
  for (int i = 0; i < kMany; ++i) {
    text += member("m-" + std::to_string(i), ", secrets: [{name: s, key: k-" + std::to_string(i) + "}]");
  }
  render::Options only;
  only.only = {"v"};
  const Graph graph = drawn(text + gateway("v"), only);
  CHECK(graph.nodes.size() == kMany + 3);
  CHECK(graph.edges.size() == 2 * kMany + 1);
}

}  // namespace vmcp::graph
