#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// A scalar where it stands.
struct PlacedScalar {
  const Value& value;
  std::string_view key;  ///< the nearest that leads to it
  bool is_secret =
      false;  ///< by its place: in a Secret or what makes one, in any spelling, or below a key that says so

  /// As messages quote it; empty for what tells nothing: null and booleans.
  std::string text() const;
};

/// Calls `visit` with every scalar in a value.
void for_each_scalar(const Value& value, const std::function<void(const PlacedScalar&)>& visit);

/// The texts of a document that are secrets where they stand and, by an alias or a merge, stand elsewhere, too. `keys`
/// has the marks of keys that are aliases.
std::vector<std::string> aliased_secrets(const Value& document, const std::set<Mark>& keys);

}  // namespace vmcp::yaml
