#pragma once

#include <cstdint>
#include <string>

#include "core/graph/graph.h"

namespace vmcp::graph {

enum class Form : std::uint8_t { kMermaid, kDot, kJson };

/// The graph as a text of that form, which ends with a line break.
std::string print(const Graph& graph, Form form);

/// A flowchart of Mermaid (mermaid.js.org), which GitHub and GitLab draw in Markdown.
std::string to_mermaid(const Graph& graph);

/// A digraph in Graphviz' language (graphviz.org/doc/info/lang.html).
std::string to_dot(const Graph& graph);

/// `{"nodes": [{id, kind, namespace, name, state, code, keys, file, line}], "edges": [{from, to, path, keys, state}]}`;
/// `from` and `to` are ids, what is not known is absent.
std::string to_json(const Graph& graph);

}  // namespace vmcp::graph
