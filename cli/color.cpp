#include "cli/color.h"

namespace vmcp::cli {

bool takes_color(bool is_terminal, const ColorEnvironment& environment) {
  const auto forces = [](std::string_view value) { return !value.empty() && value != "0"; };
  if (!environment.no_color.empty()) return false;
  if (forces(environment.clicolor_force) || forces(environment.force_color)) return true;
  return is_terminal && environment.term != "dumb";
}

}  // namespace vmcp::cli
