#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "core/gitops/work.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// The files that tests of Kyverno, its Chainsaw and Gatekeeper name, and those of kuttl by their own names. What they
/// compare with objects of a cluster, merge into these, try policies on or want refused is nothing that a cluster has.
class TestFiles {
 public:
  /// Learns from an object of `file`, which need not be a test.
  void add(const yaml::Value& root, std::string_view file);

  /// Whether tests take a file for something else than objects of a cluster, and none applies it. Of very many globs
  /// and files not all are looked at.
  bool are_parts(std::string_view file);

 private:
  using Globs = std::set<std::string, std::less<>>;  ///< of normalized paths

  void add_steps(const yaml::Value& value, std::string_view directory);
  void add_own(const yaml::Value& file, std::string_view directory);
  bool any_matches(const Globs& globs, const std::string& file);

  static constexpr std::size_t kMostLooks = std::size_t{1} << 20U;

  Globs parts_;
  Globs applied_;
  Work looks_{kMostLooks};
};

}  // namespace vmcp::gitops
