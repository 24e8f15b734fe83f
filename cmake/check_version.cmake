# Fails when another file than CMakeLists.txt states the version of this program: what it prints (golden cases, and the
# blocks of README.md, which are held against it) and the version since which a code is known are no statements.
# Run by ctest: cmake -DROOT=<source dir> -DVERSION=<version> -P check_version.cmake
cmake_minimum_required(VERSION 3.25)
string(REPLACE "." "\\." version "${VERSION}")
execute_process(COMMAND git -c "safe.directory=*" grep -nIE "vmcp-render[^ ]*[ :@/_=-]v?${version}([^0-9.]|$)|VERSION[ =:]+v?${version}"
                        -- . ":!testdata/golden" ":!testdata/conformance" ":!testdata/gitops"
                WORKING_DIRECTORY "${ROOT}" OUTPUT_VARIABLE found RESULT_VARIABLE result)
if(result GREATER 1)
  message(FATAL_ERROR "git grep failed")
endif()
string(REPLACE "\n" ";" lines "${found}")
set(stated FALSE)
foreach(line IN LISTS lines)
  if(line MATCHES "^CMakeLists\\.txt:[0-9]+:project\\(vmcp-render VERSION ")
    set(stated TRUE)
  elseif(line AND NOT line MATCHES "^README\\.md:[0-9]+:    (Since: )?vmcp-render ")
    message(SEND_ERROR "${line}: the version is stated in CMakeLists.txt only")
  endif()
endforeach()
if(NOT stated)
  message(SEND_ERROR "CMakeLists.txt states no version ${VERSION}")
endif()
