#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/diagnostic.h"

namespace vmcp::graph {

/// How an object, or what a field names, stands in the input; of two that hold the later one counts.
enum class State : std::uint8_t {
  kPresent,
  kMade,     ///< something that is there makes it
  kAssumed,  ///< not there; a cluster is expected to hold it
  kMissing,  ///< not there, and has to be
  kRefused,
};

/// present, made, assumed, missing, refused.
std::string_view state_name(State state);

/// An object. Its texts hide what looks like a secret.
struct Node {
  std::string id;           ///< KIND/NAMESPACE/NAME, of several clusters cluster-1/KIND/...; a graph has each once
  std::size_t cluster = 0;  ///< from 0
  std::string kind;
  std::string name_space;
  std::string name;
  State state = State::kPresent;
  std::string code;               ///< of the first finding that refuses it; empty where none is known
  std::vector<std::string> keys;  ///< of a Secret or ConfigMap: those that others name, ascending
  diag::Place place;              ///< of the object in the input
};

/// A field that names an object, and the keys that it takes there.
struct Edge {
  std::size_t from = 0;  ///< index of a node
  std::size_t to = 0;
  std::string path;  ///< of the field; empty where the operator decides
  std::vector<std::string> keys;
  State state = State::kPresent;  ///< kMissing also where a key of the edge is not there
};

/// Who names whom. Nodes are sorted by cluster, namespace, kind (gateways first, Secrets last) and name, edges by their
/// ends and path.
struct Graph {
  std::size_t clusters = 0;  ///< that the input is for
  std::vector<Node> nodes;
  std::vector<Edge> edges;
};

}  // namespace vmcp::graph
