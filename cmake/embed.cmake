# Writes FILES into one C++ source as raw string literals, for vmcp_embed().
string(CONCAT text
  "#include <span>\n#include <string_view>\n\nnamespace ${NAMESPACE} {\n\n"
  "std::string_view embedded(std::string_view name);\nstd::span<const std::string_view> embedded_names();\n\n"
  "std::string_view embedded(std::string_view name) {\n")
set(names "")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  string(APPEND names "\"${name}\", ")
  file(READ "${file}" content)
  string(APPEND text "  if (name == \"${name}\") return R\"embedded(${content})embedded\";\n")
endforeach()
string(APPEND text
  "  return {};\n}\n\nstd::span<const std::string_view> embedded_names() {\n"
  "  static constexpr std::string_view kNames[] = {${names}};\n  return kNames;\n}\n\n}  // namespace ${NAMESPACE}\n")
file(WRITE "${OUTPUT}" "${text}")
