#pragma once

#include <string_view>

namespace vmcp::admission {

/// Whether `text` is of a `format` that the API server checks in custom resources. It ignores formats that it does not
/// know (`int32`, ...), and so does this; `bsonobjectid`, `creditcard`, `email`, `hostname`, `isbn*` and `rgbcolor`,
/// which no ToolHive type has, are taken on trust.
bool matches_format(std::string_view format, std::string_view text);

}  // namespace vmcp::admission
