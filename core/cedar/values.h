#pragma once

#include <string_view>

namespace vmcp::cedar {

/// Whether a text is a value of Cedar's extensions, as cedar-go's ParseIPAddr, ParseDecimal, ParseDatetime and
/// ParseDuration have it.
bool is_ip_address(std::string_view text);
bool is_decimal(std::string_view text);
bool is_datetime(std::string_view text);
bool is_duration(std::string_view text);

}  // namespace vmcp::cedar
