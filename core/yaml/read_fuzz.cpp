#include <cstddef>
#include <cstdint>
#include <string>

#include "core/yaml/read.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  vmcp::source::Sources sources;
  vmcp::diag::Sink sink;
  const std::uint32_t source = sources.add("fuzz", std::string(reinterpret_cast<const char*>(data), size));
  vmcp::yaml::read(sources, source, sink);
  return 0;
}
