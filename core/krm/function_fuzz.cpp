#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "core/krm/function.h"

// Whatever list a host sends: the answer is one list again, and a refused one holds the same items.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vmcp;
  source::Sources sources;
  const auto source = sources.add("fuzz", std::string(reinterpret_cast<const char*>(data), size));
  const auto list = krm::read_resource_list(sources, source);
  if (!list) return 0;
  krm::Answer answer = krm::run_function(*list, sources);
  const auto again = krm::read_resource_list(sources, sources.add("answer", std::move(answer.out)));
  if (!again) std::abort();
  if (answer.refused && !again->items().empty() && again->items() != list->items()) std::abort();
  return 0;
}
