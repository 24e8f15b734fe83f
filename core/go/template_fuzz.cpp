#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/go/template.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr std::array<std::string_view, 1> kFunctions = {"json"};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const vmcp::go::Template parsed = vmcp::go::parse_template(text, kFunctions);
  if (parsed.error && !parsed.references.empty()) std::abort();
  return 0;
}
