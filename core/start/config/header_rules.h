#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vmcp::start {

/// What keeps a text from being the name of an HTTP header. As toolhive-core's ValidateHeaderName.
std::optional<std::string> header_name_problem(std::string_view name);

/// What keeps a text from being the value of one. As ValidateHeaderValue.
std::optional<std::string> header_value_problem(std::string_view value);

/// The name as Go's http.CanonicalHeaderKey spells it: `x-real-ip` as `X-Real-Ip`; anything that is no header's name as
/// it is.
std::string canonical_header(std::string_view name);

}  // namespace vmcp::start
