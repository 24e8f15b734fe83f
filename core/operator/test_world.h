#pragma once

#include <deque>
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/operator/context.h"
#include "core/release/release.h"

namespace vmcp::op {

/// For tests: a cluster made of the YAML objects of a text, taken as admitted (no defaults, no checks), and what
/// the reconciler's concerns report about it.
class TestWorld {
 public:
  explicit TestWorld(std::string_view text, Settings settings = {});

  /// The context of the first VirtualMCPServer.
  Context context() const { return {*server_, *cluster_, settings_, reporter_, &notes_}; }

  /// What was noted through any of its contexts.
  const Notes& notes() const { return notes_; }

  /// The findings as "error missing-field spec.groupRef.name", in the order in which they were made.
  std::vector<std::string> findings() const;
  const std::deque<diag::Diagnostic>& all() const { return sink_.all(); }
  /// The last finding; there must be one.
  const diag::Diagnostic& last() const { return sink_.all().back(); }

 private:
  Settings settings_;
  source::Sources sources_;
  diag::Sink sink_;
  admission::Reporter reporter_{sink_, sources_, diag::Stage::kOperator};
  std::optional<cluster::Cluster> cluster_;
  std::optional<Server> server_;
  mutable Notes notes_;
};

/// The settings of an operator of this release ("0.44.0").
inline Settings settings_of(std::string_view release) {
  Settings settings;
  settings.release = *release::choose(release).release;
  return settings;
}

/// The documents of an MCPServer `name` in namespace "team" and group "g", and of its MCPExternalAuthConfig `config`,
/// which puts key "s" of Secret `secret` into a header.
inline std::string member_with_header_secret(const std::string& name, const std::string& config,
                                             const std::string& secret) {
  return R"(---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPServer
metadata: {name: )" +
         name + R"(, namespace: team}
spec: {image: i, transport: streamable-http, groupRef: {name: g}, externalAuthConfigRef: {name: )" +
         config + R"(}}
---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPExternalAuthConfig
metadata: {name: )" +
         config + R"(, namespace: team}
spec: {type: headerInjection, headerInjection: {headerName: X-Key, valueSecretRef: {name: )" +
         secret + R"(, key: s}}}
)";
}

}  // namespace vmcp::op

template <>
struct doctest::StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values) text += value + "; ";
    return text.c_str();
  }
};
