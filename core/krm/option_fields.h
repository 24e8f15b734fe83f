#pragma once

#include <string>
#include <string_view>

namespace vmcp::krm {

/// A finding's message in which options of the command line are the fields of a functionConfig that they are here:
/// `--only` is `spec.only` where its keys stand below `parent`, "spec". What stands in quotes is left alone.
std::string with_fields(std::string_view message, std::string_view parent);

}  // namespace vmcp::krm
