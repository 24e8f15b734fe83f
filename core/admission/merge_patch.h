#pragma once

#include <optional>

#include "core/yaml/value.h"

/// JSON merge patches (RFC 7396): what one set of releases has otherwise than the next, in few bytes.
namespace vmcp::admission {

/// The patch that turns `from` into `to`; nothing when they are equal. What it cannot say is null inside a mapping:
/// the caller applies it to see.
std::optional<yaml::Value> merge_patch(const yaml::Value& from, const yaml::Value& to);

/// Applies a patch: null removes a member, mappings are merged, everything else is replaced.
void apply_merge_patch(yaml::Value& target, const yaml::Value& patch);

}  // namespace vmcp::admission
