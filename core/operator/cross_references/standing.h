#pragma once

#include <cstdint>
#include <string_view>

#include "core/cluster/cluster.h"
#include "core/operator/cross_references/reference_fields.h"

namespace vmcp::op {

/// How what a field names stands in the input.
enum class Standing : std::uint8_t {
  kPresent,  ///< it is there
  kMade,     ///< something that is there makes it
  kRefused,  ///< it is there, or seems to be, but was refused or could not be read, or a build was
  kKeyless,  ///< it is there, or made, without the key
  kAssumed,  ///< it is absent; a cluster is expected to hold it, or only a build knows
  kMissing,  ///< it is absent, and has to be there
};

/// With `strict` a cluster is not expected to hold more than the input.
Standing standing_of(const cluster::Cluster& cluster, const Reference& reference, bool strict);

/// The key nearest to that of a reference which is keyless; empty when none is near.
std::string_view nearest_key(const cluster::Cluster& cluster, const Reference& reference);

}  // namespace vmcp::op
