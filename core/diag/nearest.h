#pragma once

#include <span>
#include <string_view>

namespace vmcp::diag {

/// The candidate nearest to `seen` by edit distance, ignoring case; empty when none is near enough to be
/// what the writer meant (more than a third of the longer name would have to change).
std::string_view nearest(std::string_view seen, std::span<const std::string_view> candidates);

}  // namespace vmcp::diag
