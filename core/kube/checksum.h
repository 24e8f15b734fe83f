#pragma once

#include <string>
#include <string_view>

#include "core/yaml/value.h"

namespace vmcp::kube {

/// SHA-256 in lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// The checksum of a ConfigMap without annotations: its data, then its labels, as keys and values in bytewise order
/// of the keys, nothing between them (as ComputeConfigMapChecksum). Both are mappings of strings.
std::string content_checksum(const yaml::Value& data, const yaml::Value& labels);

/// The SHA-256 of the value as Go's encoding/json writes it once it is decoded into `any` (as HashRawJSON).
std::string json_hash(const yaml::Value& value);

}  // namespace vmcp::kube
