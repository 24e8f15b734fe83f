# The manual page documents exactly the options that --help prints.
# Run by ctest: cmake -DBINARY=<vmcp-render> -DPAGE=<vmcp-render.1> -P options_test.cmake
execute_process(COMMAND "${BINARY}" --help OUTPUT_VARIABLE help COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\n  (-[a-zA-Z],)?--[a-z-]+" matches "${help}")
set(in_help "")
foreach(match IN LISTS matches)
  string(REGEX REPLACE ".*--" "" option "${match}")
  list(APPEND in_help "${option}")
endforeach()

file(STRINGS "${PAGE}" lines REGEX "^\\.It Fl ")
set(in_page "")
foreach(line IN LISTS lines)
  string(REGEX MATCH " -([a-z-]+)" _ "${line}")
  list(APPEND in_page "${CMAKE_MATCH_1}")
endforeach()

list(SORT in_help)
list(SORT in_page)
list(LENGTH in_help count)
if(count LESS 10 OR NOT in_help STREQUAL in_page)
  message(FATAL_ERROR "--help has ${in_help}\nthe manual page has ${in_page}")
endif()
message(STATUS "${count} options agree")
