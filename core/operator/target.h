#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/admission/reporter.h"
#include "core/cluster/cluster.h"
#include "core/diag/diagnostic.h"

namespace vmcp::op {

/// An object that something refers to, and what findings say of it.
struct Target {
  std::string_view group;
  std::string_view kind;
  std::string_view name_space;
  std::string_view name;

  auto operator<=>(const Target&) const = default;

  /// `Secret "keys"`.
  std::string text() const;
  /// It is not there, and should be.
  std::string absent_text() const;
  /// It is not there, and a cluster is expected to hold it; with a key or without.
  std::string assumed_text(std::optional<std::string_view> key = std::nullopt) const;
  /// It is there and lacks the key.
  std::string keyless_text(std::string_view key) const;
};

/// Completes a message that says that an object is not there: by what is called so, and only misspelt in its kind or
/// group. False where nothing is.
bool add_misspelt(const cluster::Cluster& cluster, std::string_view kind, std::string_view name_space,
                  std::string_view name, diag::Message& message);

/// Completes a message that says that `target`, to which `from` refers, is not there, though a namespace that is
/// nearly called so has it: one of them is misspelt if it holds one object only, and the other holds more. False where
/// that is not so.
bool add_misspelt_namespace(const cluster::Cluster& cluster, const admission::Reporter& reporter,
                            const cluster::Object& from, const Target& target, diag::Message& message);

/// Completes a message that says that `target`, to which `from` refers, is not there: says what only a build knows, or
/// what fills it without creating it, or points to a file that no build has, or to an object of that name in another
/// namespace, or else to the nearest name in its own. The reporter is for places.
void add_hint(const cluster::Cluster& cluster, const admission::Reporter& reporter, const cluster::Object& from,
              const Target& target, diag::Message& message);

}  // namespace vmcp::op
