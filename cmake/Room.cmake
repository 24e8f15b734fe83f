# Helpers that every room (folder) uses, so that warnings, sanitizers and test registration are said once.

add_library(vmcp-build-options INTERFACE)
target_compile_features(vmcp-build-options INTERFACE cxx_std_20)
target_include_directories(vmcp-build-options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(vmcp-build-options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<BOOL:${VMCP_WERROR}>:-Werror>
  # GCC 12 sees overlaps in std::string concatenation where there are none (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  # GCC does not count changes of sign among the conversions of C++.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>)
if(VMCP_SANITIZE)
  target_compile_options(vmcp-build-options INTERFACE
    -fsanitize=${VMCP_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(vmcp-build-options INTERFACE -fsanitize=${VMCP_SANITIZE})
  # What is read through a null pointer, or where no such object is, is the address sanitizer's to find, and x86 reads what is
  # not aligned: these checks were a quarter of the build.
  target_compile_options(vmcp-build-options INTERFACE -fno-sanitize=alignment,null,object-size,vptr)
  # GCC reports moved-from variants as uninitialized once the sanitizers have rewritten the code.
  target_compile_options(vmcp-build-options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()
if(VMCP_FUZZ)
  target_compile_options(vmcp-build-options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# What users run is hardened, and the same bytes wherever it is built. The C library's checks need an optimising compiler.
if(VMCP_STATIC)
  target_compile_options(vmcp-build-options INTERFACE
    -fPIE -fstack-protector-strong "$<$<CONFIG:Release>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>"
    # For the test programs, see vmcp_expectations().
    $<$<AND:$<BOOL:${CMAKE_INTERPROCEDURAL_OPTIMIZATION}>,$<CXX_COMPILER_ID:GNU>>:-ffat-lto-objects>
    -ffunction-sections -fdata-sections "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=" "-ffile-prefix-map=${CMAKE_BINARY_DIR}=build")
endif()

# How a room is compiled that is not HOT. For its size alone GCC would clear structures with an instruction of x86 that is
# slow to start.
add_library(vmcp-small INTERFACE)
# What is hardly longer than the call of it is inlined all the same: `std::string_view("literal")` above all.
set(small -Os --param=max-inline-insns-size=2)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  list(APPEND small -mstringop-strategy=libcall)
endif()
target_compile_options(vmcp-small INTERFACE "$<$<AND:$<BOOL:${VMCP_STATIC}>,$<CONFIG:Release>>:${small}>")

# What many sources include, parsed once: the part of the standard library that nearly every source needs, for each of the two
# ways in which rooms are optimised, and with it the objects that a gateway is made of, for rooms and for tests. clang-tidy
# does without: it sees that a file includes what it uses.
set(VMCP_STANDARD <algorithm> <array> <functional> <map> <memory> <optional> <set> <span> <string> <string_view>
    <tuple> <utility> <variant> <vector>)
set(VMCP_OBJECTS ${VMCP_STANDARD} "${PROJECT_SOURCE_DIR}/core/cluster/cluster.h")
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/precompiled.cpp" CONTENT "")
foreach(name vmcp-standard vmcp-standard-small vmcp-objects vmcp-expectations)
  add_library(${name} STATIC "${PROJECT_BINARY_DIR}/precompiled.cpp")
  target_link_libraries(${name} PRIVATE vmcp-build-options)
endforeach()
target_link_libraries(vmcp-standard-small PRIVATE vmcp-small)
target_link_libraries(vmcp-objects PRIVATE vmcp-small)
target_precompile_headers(vmcp-standard PRIVATE ${VMCP_STANDARD})
target_precompile_headers(vmcp-standard-small PRIVATE ${VMCP_STANDARD})
target_precompile_headers(vmcp-objects PRIVATE ${VMCP_OBJECTS})
# The C library warns that its checks are idle in what is not optimised.
set(expectations -O0 -Wno-cpp -DDOCTEST_CONFIG_SUPER_FAST_ASSERTS)
target_compile_options(vmcp-expectations PRIVATE ${expectations})
target_precompile_headers(vmcp-expectations PRIVATE <doctest/doctest.h> ${VMCP_OBJECTS})

# vmcp_room(NAME [HOT | OBJECTS] SOURCES file... [HOT_SOURCES file...] [USES room-or-library...] [TESTS file...]
#           [FUZZ name...])
# A library vmcp-NAME; its doctest files go into vmcp-tests, with a ctest entry unit.NAME.
# HOT is a room that works for each byte, node or field of the input. The others are optimised for size in what users run:
# three quarters of their code were strings and vectors that GCC had inlined where a gateway passes once.
# HOT_SOURCES are those of another room that work so.
# OBJECTS is a room whose sources nearly all include core/cluster/cluster.h.
# FUZZ names stand for NAME_fuzz.cpp and seeds in testdata/fuzz/NAME; each is a target NAME-fuzz, part of the target
# `fuzz`, and a ctest entry fuzz.NAME.
function(vmcp_room name)
  cmake_parse_arguments(ROOM "HOT;OBJECTS" "" "SOURCES;HOT_SOURCES;USES;TESTS;FUZZ" ${ARGN})
  add_library(vmcp-${name} STATIC ${ROOM_SOURCES} ${ROOM_HOT_SOURCES})
  if(ROOM_HOT_SOURCES AND VMCP_STATIC)
    # What is parsed once for the room is parsed for its size.
    set_source_files_properties(${ROOM_HOT_SOURCES} PROPERTIES COMPILE_OPTIONS "$<$<CONFIG:Release>:-O2>"
                                SKIP_PRECOMPILE_HEADERS ON)
  endif()
  target_link_libraries(vmcp-${name} PUBLIC vmcp-build-options ${ROOM_USES})
  if(ROOM_HOT)
    set(precompiled vmcp-standard)
    set_property(GLOBAL APPEND PROPERTY VMCP_HOT_OBJECTS $<TARGET_OBJECTS:vmcp-${name}>)
  else()
    set(precompiled vmcp-standard-small)
    if(ROOM_OBJECTS)
      set(precompiled vmcp-objects)
    endif()
    target_link_libraries(vmcp-${name} PRIVATE vmcp-small)
  endif()
  target_precompile_headers(vmcp-${name} REUSE_FROM ${precompiled})
  set_property(GLOBAL APPEND PROPERTY VMCP_ROOMS vmcp-${name})
  if(ROOM_TESTS)
    list(TRANSFORM ROOM_TESTS PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
    set_property(GLOBAL APPEND PROPERTY VMCP_TEST_SOURCES ${ROOM_TESTS})
    file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
    # What users run knows its files by paths that begin with the folder.
    add_test(NAME unit.${name} COMMAND vmcp-tests "--source-file=*${folder}/*" WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  endif()
  if(VMCP_FUZZ)
    foreach(target IN LISTS ROOM_FUZZ)
      add_executable(${target}-fuzz ${target}_fuzz.cpp)
      target_link_libraries(${target}-fuzz PRIVATE vmcp-${name})
      target_link_options(${target}-fuzz PRIVATE -fsanitize=fuzzer)
      set_property(GLOBAL APPEND PROPERTY VMCP_FUZZ_TARGETS ${target}-fuzz)
      add_test(NAME fuzz.${target} COMMAND sh "${PROJECT_SOURCE_DIR}/testdata/fuzz.sh" $<TARGET_FILE:${target}-fuzz>
               "${PROJECT_SOURCE_DIR}/testdata/fuzz/${target}" "${CMAKE_BINARY_DIR}/fuzz/${target}")
    endforeach()
  endif()
endfunction()

# One test program for all rooms: doctest is compiled once. Call after every room is known.
function(vmcp_finish_tests)
  get_property(sources GLOBAL PROPERTY VMCP_TEST_SOURCES)
  get_property(rooms GLOBAL PROPERTY VMCP_ROOMS)
  add_executable(vmcp-tests "${PROJECT_SOURCE_DIR}/testdata/test_main.cpp" ${sources})
  target_link_libraries(vmcp-tests PRIVATE ${rooms} doctest::doctest)
  target_compile_definitions(vmcp-tests PRIVATE VMCP_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  vmcp_expectations(vmcp-tests)
endfunction()

# vmcp_expectations(TARGET): a test program, of which only what it calls is worth the time to optimise. It is linked with
# what each source was compiled to; to optimise it as a whole, as the program that users get is, took two minutes more.
function(vmcp_expectations target)
  target_compile_options(${target} PRIVATE ${expectations})
  target_precompile_headers(${target} REUSE_FROM vmcp-expectations)
  # It defines what others only declare.
  set_source_files_properties("${PROJECT_SOURCE_DIR}/testdata/test_main.cpp" PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  set_target_properties(${target} PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF)
  target_link_options(${target} PRIVATE -fno-lto)
endfunction()

# The target `fuzz`: all fuzz targets. Call after every room is known.
function(vmcp_finish_fuzz)
  get_property(targets GLOBAL PROPERTY VMCP_FUZZ_TARGETS)
  add_custom_target(fuzz DEPENDS ${targets})
endfunction()

# vmcp_embed(TARGET VARIABLE-NAMESPACE file...): each file as a std::string_view, found by its base name with
# `std::string_view NAMESPACE::embedded(std::string_view name)` (empty when there is none); the base names, in order, with
# `std::span<const std::string_view> NAMESPACE::embedded_names()`.
function(vmcp_embed target namespace)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded_${target}.cpp")
  set(files ${ARGN})
  list(TRANSFORM files PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  add_custom_command(OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${output}" "-DNAMESPACE=${namespace}" "-DFILES=${files}"
            -P "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
    DEPENDS ${files} "${PROJECT_SOURCE_DIR}/cmake/embed.cmake" VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
