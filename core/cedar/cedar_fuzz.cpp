#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/cedar/entities.h"
#include "core/cedar/parser.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const vmcp::cedar::Policy policy = vmcp::cedar::parse_policy(text);
  if (policy.problem && policy.ignored_rest) std::abort();
  vmcp::cedar::entities_problem(text);
  return 0;
}
