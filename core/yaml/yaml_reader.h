#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/yaml/strictness.h"
#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Reads the one YAML document in `text`, whose first character is at `start`. Null when it holds comments at most.
/// Strict reading refuses a key given twice and text behind the document. Throws Problem, with a mark.
/// `secrets` gets the texts in it that aliased_secrets() finds; a null pointer: nobody asks.
Value read_yaml(std::string_view text, Mark start, Strictness strictness = Strictness::kStrict,
                std::vector<std::string>* secrets = nullptr);

/// The same without read_simple(), which tests hold against it.
Value read_yaml_by_library(std::string_view text, Mark start, Strictness strictness = Strictness::kStrict);

}  // namespace vmcp::yaml
