#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "core/diag/render.h"
#include "core/graph/print.h"

namespace vmcp::graph {
namespace {

using Json = nlohmann::ordered_json;

void add(Json& object, const char* key, std::string_view text) {
  if (!text.empty()) object[key] = text;
}

Json to_json(const Node& node) {
  Json object = Json::object();
  object["id"] = node.id;
  object["kind"] = node.kind;
  object["namespace"] = node.name_space;
  object["name"] = node.name;
  object["state"] = state_name(node.state);
  add(object, "code", node.code);
  object["keys"] = node.keys;
  add(object, "file", node.place.file);
  if (node.place.line != 0) object["line"] = node.place.line;
  return object;
}

Json to_json(const Graph& graph, const Edge& edge) {
  Json object = Json::object();
  object["from"] = graph.nodes[edge.from].id;
  object["to"] = graph.nodes[edge.to].id;
  add(object, "path", edge.path);
  object["keys"] = edge.keys;
  object["state"] = state_name(edge.state);
  return object;
}

}  // namespace

std::string to_json(const Graph& graph) {
  Json nodes = Json::array();
  for (const Node& node : graph.nodes) nodes.push_back(to_json(node));
  Json edges = Json::array();
  for (const Edge& edge : graph.edges) edges.push_back(to_json(graph, edge));
  Json object = Json::object();
  object["nodes"] = std::move(nodes);
  object["edges"] = std::move(edges);
  return diag::harmless_json(object.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace vmcp::graph
