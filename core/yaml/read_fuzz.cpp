#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "core/yaml/characters.h"
#include "core/yaml/identical.h"
#include "core/yaml/problem.h"
#include "core/yaml/read.h"
#include "core/yaml/simple_reader.h"
#include "core/yaml/yaml_reader.h"

namespace {

using namespace vmcp::yaml;

/// What the library makes of a text; nothing when it refuses it.
std::optional<Value> by_library(std::string_view text) {
  try {
    return read_yaml_by_library(text, {0, 1, 1});
  } catch (const Problem&) {
    return std::nullopt;
  }
}

/// What is read without the library has to be what the library reads.
void compare_readers(std::string_view text) {
  try {
    check_utf8(text);
    check_characters(text);
  } catch (const Problem&) {
    return;
  }
  std::string storage;
  text = normalize_breaks(text, storage);
  Locator locator(text, {0, 1, 1});
  const std::optional<Value> simple = read_simple(text, locator, Strictness::kStrict);
  if (!simple) return;
  const std::optional<Value> known = by_library(text);
  if (!known || !are_identical(*simple, *known)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  compare_readers(text);
  vmcp::source::Sources sources;
  vmcp::diag::Sink sink;
  const std::uint32_t source = sources.add("fuzz", text);
  read(sources, source, sink);
  return 0;
}
