#pragma once

#include <doctest/doctest.h>
#include <optional>
#include <span>
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
  Context context() const { return {*cluster_->servers().front(), *cluster_, settings_, reporter_, &notes_}; }

  /// What was noted through any of its contexts.
  const Notes& notes() const { return notes_; }

  /// The findings as "error missing-field spec.groupRef.name", in the order in which they were made.
  std::vector<std::string> findings() const;
  std::span<const diag::Diagnostic> all() const { return sink_.all(); }
  /// The last finding; there must be one.
  const diag::Diagnostic& last() const { return sink_.all().back(); }

 private:
  Settings settings_;
  source::Sources sources_;
  diag::Sink sink_;
  admission::Reporter reporter_{sink_, sources_, diag::Stage::kOperator};
  std::optional<cluster::Cluster> cluster_;
  mutable Notes notes_;
};

/// The settings of an operator of this release ("0.44.0").
inline Settings settings_of(std::string_view release) {
  Settings settings;
  settings.release = *release::choose(release).release;
  return settings;
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
