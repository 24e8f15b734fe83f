#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/visible.h"
#include "core/graph/labels.h"
#include "core/graph/print.h"
#include "core/text/ascii.h"

namespace vmcp::graph {
namespace {

/// A text in quotes. Characters that mean something to Mermaid anywhere, such as quotes, `#` and `%%{`, are written as
/// its entities.
void append_quoted(std::string& out, const std::vector<std::string>& lines) {
  constexpr std::string_view kPlain = " -_./,()[]";
  out += '"';
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i != 0) out += "<br/>";
    for (const char c : diag::visible(lines[i])) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte >= 0x80 || text::is_alphanumeric(c) || kPlain.find(c) != std::string_view::npos) {
        out += c;
      } else {
        out += '#' + std::to_string(byte) + ';';
      }
    }
  }
  out += '"';
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kLooks = {
    {{"gateway", "fill:#ddf4ff,stroke:#0969da,color:#0a3069"},
     {"assumed", "stroke-dasharray:5 5"},
     {"missing", "fill:#ffebe9,stroke:#cf222e,color:#82071e"},
     {"refused", "fill:#ffebe9,stroke:#cf222e,color:#82071e"}}};

std::string_view class_of(const Node& node) {
  switch (node.state) {
    case State::kRefused:
      return "refused";
    case State::kMissing:
      return "missing";
    case State::kAssumed:
      return "assumed";
    case State::kPresent:
    case State::kMade:
      break;
  }
  return is_gateway(node) ? "gateway" : "";
}

struct Shape {
  std::string_view open;
  std::string_view close;
};

Shape shape_of(const Node& node) {
  if (is_gateway(node)) return {"([", "])"};
  if (node.kind == "Secret" || node.kind == "ConfigMap") return {"[(", ")]"};
  return {"[", "]"};
}

void append_nodes(std::string& out, const Graph& graph, const std::vector<std::string>& names) {
  const std::vector<Box> boxes = boxes_of(graph);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    out += "  subgraph namespace_" + std::to_string(i + 1) + '[';
    append_quoted(out, {boxes[i].title});
    out += "]\n";
    for (std::size_t at = boxes[i].begin; at < boxes[i].end; ++at) {
      const Node& node = graph.nodes[at];
      const Shape shape = shape_of(node);
      out.append("    ").append(names[at]).append(shape.open);
      append_quoted(out, lines_of(node));
      out += shape.close;
      if (const std::string_view name = class_of(node); !name.empty()) out.append(":::").append(name);
      out += '\n';
    }
    out += "  end\n";
  }
}

void append_edges(std::string& out, const Graph& graph, const std::vector<std::string>& names) {
  std::string red;
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    const Edge& edge = graph.edges[i];
    out.append("  ").append(names[edge.from]).append(edge.state == State::kAssumed ? " -.->" : " -->");
    if (const std::vector<std::string> lines = lines_of(graph, edge); !lines.empty()) {
      out += '|';
      append_quoted(out, lines);
      out += '|';
    }
    out.append(" ").append(names[edge.to]).append("\n");
    if (edge.state == State::kMissing || edge.state == State::kRefused) {
      red.append(red.empty() ? "" : ",").append(std::to_string(i));
    }
  }
  if (!red.empty()) out += "  linkStyle " + red + " stroke:#cf222e\n";
}

}  // namespace

std::string to_mermaid(const Graph& graph) {
  const std::vector<std::string> names = names_of(graph);
  std::string out = "flowchart LR\n";
  append_nodes(out, graph, names);
  append_edges(out, graph, names);
  for (const auto& [name, look] : kLooks) {
    const bool is_used =
        std::ranges::any_of(graph.nodes, [one = name](const Node& node) { return class_of(node) == one; });
    if (is_used) out.append("  classDef ").append(name).append(" ").append(look).append("\n");
  }
  return out;
}

}  // namespace vmcp::graph
