#pragma once

#include <string_view>

namespace vmcp::cli {

/// What the environment says of colors: the values of the only variables that are read, empty where one is not set.
struct ColorEnvironment {
  /// NO_COLOR (no-color.org): no colors, whatever else is set.
  std::string_view no_color = {};
  /// CLICOLOR_FORCE (bixense.com/clicolors): colors, with a terminal or without, unless it is "0".
  std::string_view clicolor_force = {};
  /// FORCE_COLOR (force-color.org): as CLICOLOR_FORCE.
  std::string_view force_color = {};
  /// TERM: a terminal called "dumb" shows none.
  std::string_view term = {};
};

/// Whether a stream is written to in colors when the command line leaves that open.
bool takes_color(bool is_terminal, const ColorEnvironment& environment);

}  // namespace vmcp::cli
