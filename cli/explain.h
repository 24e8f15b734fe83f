#pragma once

#include <span>
#include <string>

namespace vmcp::cli {

/// What `explain` prints: the page of the code that is the only word, as it stands at the end of a finding, with its
/// brackets or without; without a word the list of all codes. Throws UsageError.
std::string explain(std::span<const std::string> words);

}  // namespace vmcp::cli
