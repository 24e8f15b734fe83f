#include <string>
#include <string_view>
#include <vector>

#include "core/diag/visible.h"
#include "core/graph/labels.h"
#include "core/graph/print.h"

namespace vmcp::graph {
namespace {

/// A quoted string, whose lines are centred. In one, `\N` and `&lt;` stand for something, too.
void append_quoted(std::string& out, const std::vector<std::string>& lines) {
  out += '"';
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i != 0) out += "\\n";
    for (const char c : diag::visible(lines[i])) {
      if (c == '&') {
        out += "&amp;";
      } else if (c == '"' || c == '\\') {
        out.append(1, '\\').append(1, c);
      } else {
        out += c;
      }
    }
  }
  out += '"';
}

std::string_view look_of(const Node& node) {
  switch (node.state) {
    case State::kRefused:
    case State::kMissing:
      return R"(, style=filled, fillcolor="#ffebe9", color="#cf222e", fontcolor="#82071e")";
    case State::kAssumed:
      return ", style=dashed";
    case State::kPresent:
    case State::kMade:
      break;
  }
  return is_gateway(node) ? R"(, style=filled, fillcolor="#ddf4ff", color="#0969da")" : "";
}

std::string_view look_of(const Edge& edge) {
  if (edge.state == State::kMissing || edge.state == State::kRefused) return R"(, color="#cf222e")";
  return edge.state == State::kAssumed ? ", style=dashed" : "";
}

}  // namespace

std::string to_dot(const Graph& graph) {
  std::string out = "digraph {\n  rankdir=LR\n  node [shape=box]\n";
  const std::vector<std::string> names = names_of(graph);
  const std::vector<Box> boxes = boxes_of(graph);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    out += "  subgraph cluster_" + std::to_string(i + 1) + " {\n    label=";
    append_quoted(out, {boxes[i].title});
    out += '\n';
    for (std::size_t at = boxes[i].begin; at < boxes[i].end; ++at) {
      out.append("    ").append(names[at]).append(" [label=");
      append_quoted(out, lines_of(graph.nodes[at]));
      out.append(look_of(graph.nodes[at])).append("]\n");
    }
    out += "  }\n";
  }
  for (const Edge& edge : graph.edges) {
    out.append("  ").append(names[edge.from]).append(" -> ").append(names[edge.to]).append(" [label=");
    append_quoted(out, lines_of(graph, edge));
    out.append(look_of(edge)).append("]\n");
  }
  return out + "}\n";
}

}  // namespace vmcp::graph
