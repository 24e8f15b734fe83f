#include "core/graph/print.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace vmcp::graph {
namespace {

Node node(std::string kind, std::string name, State state = State::kPresent) {
  Node node;
  node.id = kind + "/team/" + name;
  node.kind = std::move(kind);
  node.name_space = "team";
  node.name = std::move(name);
  node.state = state;
  return node;
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// A gateway that takes two keys of a Secret by a long path, one of which it lacks.
Graph keys() {
  Graph graph{1, {node("VirtualMCPServer", "v"), node("Secret", "s")}, {}};
  const std::string path = "spec.authServerConfig.upstreamProviders[0].oidcConfig.clientSecretRef";
  graph.edges = {{0, 1, path, {"a"}, State::kPresent}, {0, 1, path, {"b"}, State::kMissing}};
  return graph;
}

}  // namespace

TEST_CASE("an edge is called by the ends of its path, and its keys, those that are missing in red") {
  const std::string mermaid = print(keys(), Form::kMermaid);
  CHECK(holds(mermaid, R"(  VirtualMCPServer_team_v -->|"authServerConfig…clientSecretRef<br/>a"| Secret_team_s)"));
  CHECK(holds(mermaid, "clientSecretRef<br/>missing#58; b"));
  CHECK(holds(mermaid, "\n  linkStyle 1 stroke:#cf222e\n"));
  CHECK(holds(print(keys(), Form::kDot), R"(\nmissing: b", color="#cf222e"])"));
}

TEST_CASE("paths keep the keys of maps whole, and keys are counted where there are many") {
  Graph graph = keys();
  graph.edges = {{0, 1, "spec.outgoingAuth.backends[a.b].externalAuthConfigRef", {}, State::kPresent},
                 {0, 1, "spec.secrets[0]", {"a", "b", "c", "d", "e", "f", "g", "h"}, State::kPresent},
                 {0, 1, "spec.sessionStorage.passwordRef", {}, State::kPresent},
                 {0, 1, "", {}, State::kPresent}};
  const std::string dot = print(graph, Form::kDot);
  CHECK(holds(dot, R"("outgoingAuth…externalAuthConfigRef")"));
  CHECK(holds(dot, R"("secrets[0]\na, b, c, d, e, f and 2 more")"));
  CHECK(holds(dot, R"("sessionStorage.passwordRef")"));
  CHECK(holds(print(graph, Form::kMermaid), "\n  VirtualMCPServer_team_v --> Secret_team_s\n"));
  graph.edges = {{0, 1, "spec.outgoingAuth.backends[a.b]", {}, State::kPresent}};
  CHECK(holds(print(graph, Form::kDot), R"("outgoingAuth.backends[a.b]")"));
}

TEST_CASE("a state is told by color, line and word") {
  Graph graph{1, {}, {}};
  for (const State state : {State::kPresent, State::kMade, State::kAssumed, State::kMissing, State::kRefused}) {
    graph.nodes.push_back(node("MCPGroup", std::string(state_name(state)) + "-one", state));
  }
  graph.nodes.back().code = "unknown-field";
  const std::string mermaid = print(graph, Form::kMermaid);
  CHECK(holds(mermaid, "[\"MCPGroup<br/>present-one\"]\n"));
  CHECK(holds(mermaid, "[\"MCPGroup<br/>made-one\"]\n"));
  CHECK(holds(mermaid, "[\"MCPGroup<br/>assumed-one<br/>assumed\"]:::assumed\n"));
  CHECK(holds(mermaid, "[\"MCPGroup<br/>missing-one<br/>missing\"]:::missing\n"));
  CHECK(holds(mermaid, "[\"MCPGroup<br/>refused-one<br/>refused#58; unknown-field\"]:::refused\n"));
}

TEST_CASE("texts mean nothing to the languages that they stand in") {
  Graph graph{1, {node("MCPGroup", "a\"];%%{init}%%<b>&`#x;\\N\n\u202eü")}, {}};
  CHECK(holds(
      print(graph, Form::kMermaid),
      R"(["MCPGroup<br/>a#34;]#59;#37;#37;#123;init#125;#37;#37;#60;b#62;#38;#96;#35;x#59;#92;N#92;x0a#92;u202eü"])"));
  CHECK(holds(print(graph, Form::kDot), R"([label="MCPGroup\na\"];%%{init}%%<b>&amp;`#x;\\N\\x0a\\u202eü"])"));
  CHECK(nlohmann::json::parse(print(graph, Form::kJson))["nodes"][0]["name"] == graph.nodes[0].name);
}

TEST_CASE("names that differ in other characters alone stay apart") {
  const Graph graph{
      1, {node("MCPGroup", "a-b"), node("MCPGroup", "a.b"), node("MCPGroup", "a.b.2"), node("MCPGroup", "a.b_2")}, {}};
  const std::string mermaid = print(graph, Form::kMermaid);
  for (const std::string_view name :
       {"MCPGroup_team_a_b[", "MCPGroup_team_a_b_2[", "MCPGroup_team_a_b_2_2[", "MCPGroup_team_a_b_2_3["}) {
    CAPTURE(name);
    CHECK(holds(mermaid, name));
  }
}

TEST_CASE("each namespace of each cluster has a box") {
  Graph graph{2, {node("MCPGroup", "a"), node("MCPGroup", "b"), node("MCPGroup", "c")}, {}};
  graph.nodes[1].name_space = "other";
  graph.nodes[2].cluster = 1;
  for (const Form form : {Form::kMermaid, Form::kDot}) {
    const std::string text = print(graph, form);
    CHECK(holds(text, "\"namespace team of cluster 1\""));
    CHECK(holds(text, "\"namespace other of cluster 1\""));
    CHECK(holds(text, "\"namespace team of cluster 2\""));
  }
}

TEST_CASE("the data names nodes by their ids and leaves out what is not known") {
  Graph graph = keys();
  graph.edges.resize(1);
  graph.nodes[0].place = {"in.yaml", 3, 1};
  const auto json = nlohmann::json::parse(print(graph, Form::kJson));
  CHECK(json["nodes"][0] == nlohmann::json::parse(R"({"id": "VirtualMCPServer/team/v", "kind": "VirtualMCPServer",
      "namespace": "team", "name": "v", "state": "present", "keys": [], "file": "in.yaml", "line": 3})"));
  CHECK(json["edges"][0] == nlohmann::json::parse(R"({"from": "VirtualMCPServer/team/v", "to": "Secret/team/s",
      "path": "spec.authServerConfig.upstreamProviders[0].oidcConfig.clientSecretRef", "keys": ["a"],
      "state": "present"})"));
}

TEST_CASE("nothing is a graph, too") {
  CHECK(print({}, Form::kMermaid) == "flowchart LR\n");
  CHECK(print({}, Form::kDot) == "digraph {\n  rankdir=LR\n  node [shape=box]\n}\n");
  CHECK(nlohmann::json::parse(print({}, Form::kJson)) == nlohmann::json::parse(R"({"nodes": [], "edges": []})"));
}

}  // namespace vmcp::graph
