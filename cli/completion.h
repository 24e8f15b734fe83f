#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vmcp::cli {

/// The shells that `completion` knows.
std::vector<std::string_view> shells();

/// What `completion` prints: the script for the shell that is the only word. Throws UsageError.
std::string completion(std::span<const std::string> words);

}  // namespace vmcp::cli
