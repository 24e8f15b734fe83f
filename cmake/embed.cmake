# Writes FILES into one C++ source as raw string literals, for vmcp_embed().
string(CONCAT text
  "#include <string_view>\n\nnamespace ${NAMESPACE} {\n\nstd::string_view embedded(std::string_view name);\n\n"
  "std::string_view embedded(std::string_view name) {\n")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" content)
  string(APPEND text "  if (name == \"${name}\") return R\"embedded(${content})embedded\";\n")
endforeach()
string(APPEND text "  return {};\n}\n\n}  // namespace ${NAMESPACE}\n")
file(WRITE "${OUTPUT}" "${text}")
