#pragma once

#include <optional>
#include <string_view>

#include "core/yaml/locator.h"
#include "core/yaml/strictness.h"
#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Reads a document of the form that nearly all manifests have, several times faster than yaml-cpp, which otherwise
/// takes most of a run's time: block collections, flow collections on one line, scalars on one line, literal blocks.
/// Nothing where the text is anything else or has anything wrong: then read_yaml() reads it by scan_syntax() and
/// yaml-cpp, and knows what there is to say. What is read here those would read alike, to the last mark; the fuzz
/// target `read` holds one against the other. `text` has its line breaks normalized and its characters checked.
std::optional<Value> read_simple(std::string_view text, Locator& locator, Strictness strictness);

}  // namespace vmcp::yaml
