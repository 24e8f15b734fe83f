# Fails when the repository holds something at its root that has no place there, or an object file anywhere.
# Run by ctest: cmake -DROOT=<source dir> -P check_root.cmake
cmake_minimum_required(VERSION 3.25)
set(ours CMakeLists.txt README.md cli core man plugins testdata)
# What tools look for there.
set(theirs .ci .clang-format .clang-tidy .gitignore .pre-commit-hooks.yaml CMakePresets.json LICENSE cmake dev)

execute_process(COMMAND git -c "safe.directory=*" ls-files --cached WORKING_DIRECTORY "${ROOT}"
                OUTPUT_VARIABLE listed OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE "\n" ";" files "${listed}")
list(LENGTH files count)
if(count LESS 100)
  message(FATAL_ERROR "the repository has ${count} files only")
endif()
foreach(file IN LISTS files)
  string(REGEX REPLACE "/.*" "" entry "${file}")
  if(NOT entry IN_LIST ours AND NOT entry IN_LIST theirs)
    message(SEND_ERROR "${file}: ${entry} has no place at the root; see cmake/check_root.cmake")
  endif()
  if(file MATCHES "\\.(o|a|so|pyc)$")
    message(SEND_ERROR "${file}: what a compiler makes is not kept")
  endif()
endforeach()
