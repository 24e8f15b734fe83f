#pragma once

#include <span>
#include <string>
#include <string_view>

namespace vmcp::admission {

/// A field that a release of ToolHive had and the known ones do not, or that is looked for where it never was.
struct MovedField {
  std::string_view kind;
  std::string_view path;       ///< without indices and map keys
  std::string_view successor;  ///< its name beside the old one; empty where there is none
  std::string_view note;       ///< the end of a message
};

std::span<const MovedField> moved_fields();

/// The row of a field that a kind does not have; null pointer when there is none.
const MovedField* find_moved_field(std::string_view kind, std::string_view path);

/// Where a kind that has a pod template holds what its spec does not: a field of pods or of containers, by its path;
/// empty for others.
std::string place_in_pod_template(std::string_view path);

}  // namespace vmcp::admission
