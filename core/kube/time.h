#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vmcp::kube {

/// A timestamp that go::parse_time() takes in UTC and whole seconds, as metav1.Time reads and writes it. Nothing when
/// it is none.
std::optional<std::string> utc_timestamp(std::string_view text);

}  // namespace vmcp::kube
