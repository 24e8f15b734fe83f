#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "core/admission/admit.h"
#include "core/yaml/read.h"

// Whatever can be read is admitted or refused with a finding, and never shows more than its own text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const vmcp::admission::Schemas schemas = vmcp::admission::Schemas::builtin();
  vmcp::source::Sources sources;
  vmcp::diag::Sink sink;
  const auto source = sources.add("fuzz", std::string(reinterpret_cast<const char*>(data), size));
  for (vmcp::yaml::Document& document : vmcp::yaml::read(sources, source, sink)) {
    vmcp::admission::admit(std::move(document), schemas, {}, sources, sink);
  }
  return 0;
}
