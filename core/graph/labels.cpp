#include "core/graph/labels.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "core/model/kinds.h"
#include "core/text/ascii.h"

namespace vmcp::graph {
namespace {

/// Dots in brackets are those of map keys.
std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  bool in_brackets = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] == '[') in_brackets = true;
    if (path[at] == ']') in_brackets = false;
    if (path[at] != '.' || in_brackets) continue;
    parts.push_back(path.substr(begin, at - begin));
    begin = at + 1;
  }
  if (begin < path.size()) parts.push_back(path.substr(begin));
  return parts;
}

std::string short_path(std::string_view path) {
  std::vector<std::string_view> parts = parts_of(path);
  if (!parts.empty() && parts.front() == "spec") parts.erase(parts.begin());
  if (parts.empty()) return {};
  std::string text(parts.front());
  if (parts.size() > 2) text += "…";
  if (parts.size() == 2) text += '.';
  if (parts.size() > 1) text += parts.back();
  return text;
}

std::string some_of(const std::vector<std::string>& keys) {
  constexpr std::size_t kMost = 6;
  std::string text;
  for (std::size_t i = 0; i < std::min(keys.size(), kMost); ++i) text.append(i == 0 ? "" : ", ").append(keys[i]);
  if (keys.size() > kMost) text += " and " + std::to_string(keys.size() - kMost) + " more";
  return text;
}

}  // namespace

bool is_gateway(const Node& node) { return node.kind == model::kKind<model::VirtualMcpServerSpec>; }

std::vector<std::string> lines_of(const Node& node) {
  std::vector<std::string> lines = {node.kind};
  if (!node.name.empty()) lines.push_back(node.name);
  if (node.state == State::kPresent || node.state == State::kMade) return lines;
  std::string state(state_name(node.state));
  if (!node.code.empty()) state += ": " + node.code;
  lines.push_back(std::move(state));
  return lines;
}

std::vector<std::string> lines_of(const Graph& graph, const Edge& edge) {
  std::vector<std::string> lines;
  if (std::string path = short_path(edge.path); !path.empty()) lines.push_back(std::move(path));
  if (edge.keys.empty()) return lines;
  const bool lacks_key = edge.state == State::kMissing && graph.nodes[edge.to].state != State::kMissing;
  lines.push_back((lacks_key ? "missing: " : "") + some_of(edge.keys));
  return lines;
}

std::vector<std::string> names_of(const Graph& graph) {
  std::vector<std::string> names;
  std::map<std::string, std::size_t> taken;
  for (const Node& node : graph.nodes) {
    std::string name = node.id;
    for (char& c : name) {
      if (!text::is_alphanumeric(c)) c = '_';
    }
    std::size_t& count = taken[name];
    const std::string plain = name;
    while (++count > 1) {
      name = plain + '_' + std::to_string(count);
      if (taken.try_emplace(name, 1).second) break;
    }
    names.push_back(std::move(name));
  }
  return names;
}

std::vector<Box> boxes_of(const Graph& graph) {
  std::vector<Box> boxes;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const Node& node = graph.nodes[i];
    const bool goes_on =
        i != 0 && graph.nodes[i - 1].cluster == node.cluster && graph.nodes[i - 1].name_space == node.name_space;
    if (!goes_on) {
      std::string title = "namespace " + node.name_space;
      if (graph.clusters > 1) title += " of cluster " + std::to_string(node.cluster + 1);
      boxes.push_back({std::move(title), i, i});
    }
    boxes.back().end = i + 1;
  }
  return boxes;
}

}  // namespace vmcp::graph
