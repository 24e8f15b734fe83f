#pragma once

#include <string>
#include <vector>

#include "core/graph/graph.h"

/// What pictures say of nodes and edges: lines, each to be escaped as the form asks for.
namespace vmcp::graph {

bool is_gateway(const Node& node);

/// Kind, name, and what is wrong.
std::vector<std::string> lines_of(const Node& node);

/// The field, by its first and last part (`authServerConfig…clientSecretRef`), and the keys that it takes.
std::vector<std::string> lines_of(const Graph& graph, const Edge& edge);

/// What a picture's text calls the nodes: letters, digits and underscores, each name once; none is a keyword.
std::vector<std::string> names_of(const Graph& graph);

/// The nodes of a namespace, in order.
struct Box {
  std::string title;
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::vector<Box> boxes_of(const Graph& graph);

}  // namespace vmcp::graph
