#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "core/admission/facts.h"
#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

// vmcp-render-facts CRD_DIR OUT_DIR: writes the facts that the program embeds, one file per kind, from CRDs.
int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: vmcp-render-facts CRD_DIR OUT_DIR\n";
    return 2;
  }
  vmcp::source::Sources sources;
  vmcp::diag::Sink sink;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::uint32_t source = sources.add(entry.path().string(), std::move(text));
    for (const vmcp::yaml::Document& document : vmcp::yaml::read(sources, source, sink)) {
      const auto json = vmcp::admission::facts_of(document.root, vmcp::admission::RuleMessages::kDrop);
      const auto facts = json ? vmcp::admission::read_facts(*json) : std::nullopt;
      if (!facts) {
        std::cerr << entry.path() << ": no CustomResourceDefinition\n";
        return 1;
      }
      std::ofstream out(std::filesystem::path(argv[2]) / (facts->kind + ".json"), std::ios::binary);
      out << *json << '\n';
      if (!out) {
        std::cerr << "cannot write to " << argv[2] << '\n';
        return 1;
      }
    }
  }
  for (const vmcp::diag::Diagnostic& finding : sink.all()) {
    std::cerr << finding.place.file << ':' << finding.place.line << ": " << finding.message << '\n';
  }
  return sink.has_errors() ? 1 : 0;
}
