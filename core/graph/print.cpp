#include "core/graph/print.h"

namespace vmcp::graph {

std::string print(const Graph& graph, Form form) {
  switch (form) {
    case Form::kMermaid:
      break;
    case Form::kDot:
      return to_dot(graph);
    case Form::kJson:
      return to_json(graph);
  }
  return to_mermaid(graph);
}

}  // namespace vmcp::graph
