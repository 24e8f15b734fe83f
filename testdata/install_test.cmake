# What is installed is where people and shells look for it, and is what the program prints.
# Run by ctest: cmake -DBUILD=<build dir> -DPREFIX=<folder> -P install_test.cmake
file(REMOVE_RECURSE "${PREFIX}")
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${PREFIX}" OUTPUT_QUIET
                COMMAND_ERROR_IS_FATAL ANY)
file(GLOB pages RELATIVE "${CMAKE_CURRENT_LIST_DIR}/../man" "${CMAKE_CURRENT_LIST_DIR}/../man/*.[0-9]")
foreach(page IN LISTS pages)
  string(REGEX MATCH "[0-9]$" section "${page}")
  if(NOT EXISTS "${PREFIX}/share/man/man${section}/${page}")
    message(FATAL_ERROR "the manual page ${page} is not installed")
  endif()
endforeach()
foreach(pair bash=bash-completion/completions/vmcp-render zsh=zsh/site-functions/_vmcp-render
        fish=fish/vendor_completions.d/vmcp-render.fish)
  string(REGEX MATCH "^(.*)=(.*)$" _ "${pair}")
  execute_process(COMMAND "${PREFIX}/bin/vmcp-render" completion "${CMAKE_MATCH_1}" OUTPUT_VARIABLE printed
                  COMMAND_ERROR_IS_FATAL ANY)
  file(READ "${PREFIX}/share/${CMAKE_MATCH_2}" installed)
  if(installed STREQUAL "" OR NOT installed STREQUAL printed)
    message(FATAL_ERROR "share/${CMAKE_MATCH_2} is not what \"completion ${CMAKE_MATCH_1}\" prints")
  endif()
endforeach()
