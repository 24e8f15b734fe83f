#include "core/diag/explanations/example.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace vmcp::diag {
namespace {

struct Frame {
  std::string_view name;
  std::string_view begins_with;  ///< another frame; empty: none
  std::string_view lines;
};

constexpr std::array kFrames = {Frame{"gateway", "", R"(apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: desk}
spec:
  groupRef: {name: tools}
)"},
                                Frame{"anonymous", "gateway", R"(  incomingAuth: {type: anonymous}
)"},
                                Frame{"oidc", "gateway", R"(  incomingAuth:
    type: oidc
    oidcConfigRef:
      name: sign-in
      audience: https://desk.example.com/mcp
      resourceUrl: https://desk.example.com/mcp
)"},
                                Frame{"policies", "oidc", R"(    authzConfig:
      type: inline
      inline: {policies: ["permit(principal, action, resource);"]}
)"},
                                Frame{"auth-server", "oidc", R"(  authServerConfig:
    issuer: https://desk.example.com
    upstreamProviders:
    - name: corporate
      type: oidc
      oidcConfig: {issuerUrl: "https://login.example.com", clientId: desk}
)"},
                                Frame{"sign-in", "", R"(---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPOIDCConfig
metadata: {name: sign-in}
spec:
  type: inline
  inline: {issuer: "https://desk.example.com"}
)"},
                                Frame{"group", "", R"(---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPGroup
metadata: {name: tools}
)"},
                                Frame{"member", "", R"(---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPServer
metadata: {name: search}
spec:
  groupRef: {name: tools}
  image: ghcr.io/example/search
  transport: streamable-http
)"},
                                Frame{"crd", "", R"(==> crds/gateways.yaml <==
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: virtualmcpservers.toolhive.stacklok.dev}
spec:
  group: toolhive.stacklok.dev
  names: {kind: VirtualMCPServer, plural: virtualmcpservers}
  scope: Namespaced
  versions:
  - name: v1beta1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              groupRef: {type: object, properties: {name: {type: string}}}
)"}};

struct Line {
  char mark;
  std::string_view text;
};

template <class Take>
void for_each_line(std::string_view text, const Take& take) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    take(text.substr(0, text[end] == '\n' ? end : end + 1));
    text.remove_prefix(end + 1);
  }
}

void append_frame(std::string_view name, char mark, std::vector<Line>& lines) {
  const auto frame = std::ranges::find(kFrames, name, &Frame::name);
  if (frame == kFrames.end()) return;
  append_frame(frame->begins_with, mark, lines);
  for_each_line(frame->lines, [&](std::string_view text) { lines.push_back({mark, text}); });
}

std::vector<Line> lines_of(const Explanation& explanation) {
  std::vector<Line> lines;
  for_each_line(explanation.example, [&](std::string_view line) {
    if (line.empty()) return;
    const std::string_view text = line.substr(1);
    if (text.starts_with('%')) {
      append_frame(text.substr(1), line[0], lines);
    } else {
      lines.push_back({line[0], text});
    }
  });
  return lines;
}

bool is_marked(const Line& line) { return line.mark != ' '; }
bool is_command(const Line& line) { return line.text.starts_with("$ "); }
bool is_file_name(const Line& line) { return line.text.starts_with("==> "); }
bool is_separator(const Line& line) { return line.text == "---"; }

/// The lines but for those of one mark, an empty line in front of files.
std::string without(char mark, const std::vector<Line>& lines) {
  std::string text;
  bool after_command = false;
  for (const Line& line : lines) {
    if (line.mark == mark) continue;
    if (std::exchange(after_command, is_command(line))) text += '\n';
    text.append(line.text).append("\n");
  }
  return text;
}

/// The lines cut into commands, names of files, separators and documents.
std::vector<std::vector<Line>> parts_of(const std::vector<Line>& lines) {
  const auto stands_alone = [](const Line& line) {
    return is_command(line) || is_file_name(line) || is_separator(line);
  };
  std::vector<std::vector<Line>> parts;
  for (const Line& line : lines) {
    if (parts.empty() || stands_alone(line) || stands_alone(parts.back().back())) parts.emplace_back();
    parts.back().push_back(line);
  }
  return parts;
}

}  // namespace

std::string drawing(const Explanation& explanation) { return without('+', lines_of(explanation)); }

std::string cured(const Explanation& explanation) {
  const std::vector<Line> lines = lines_of(explanation);
  return std::ranges::any_of(lines, is_marked) ? without('-', lines) : "";
}

std::string difference(const Explanation& explanation) {
  std::string text;
  std::string file;
  bool has_document = false;
  for (const std::vector<Line>& part : parts_of(lines_of(explanation))) {
    if (is_separator(part.front())) continue;
    if (is_file_name(part.front())) {
      file = without('-', part);
      has_document = false;
      continue;
    }
    const std::string after = without('-', part);
    if (after.empty() || !std::ranges::any_of(part, is_marked)) continue;
    if (!text.empty() && !file.empty()) text += '\n';
    text += std::exchange(file, "");
    if (!is_command(part.front())) text += std::exchange(has_document, true) ? "---\n" : "";
    text += after;
  }
  return text;
}

bool only_adds_documents(const Explanation& explanation) {
  return std::ranges::all_of(parts_of(lines_of(explanation)), [](const std::vector<Line>& part) {
    return std::ranges::all_of(part, [&](const Line& line) { return line.mark != '-' && line.mark == part[0].mark; });
  });
}

}  // namespace vmcp::diag
