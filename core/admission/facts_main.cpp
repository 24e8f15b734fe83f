#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "core/admission/facts.h"
#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace {

nlohmann::ordered_json to_json(const vmcp::yaml::Value& value) {
  using Kind = vmcp::yaml::Value::Kind;
  switch (value.kind()) {
    case Kind::kNull:
      return nullptr;
    case Kind::kBool:
      return value.as_bool();
    case Kind::kInt:
      return value.as_int();
    case Kind::kUint:
      return value.as_uint();
    case Kind::kFloat:
      return value.as_float();
    case Kind::kString:
      return value.as_string();
    case Kind::kSequence: {
      auto list = nlohmann::ordered_json::array();
      for (const vmcp::yaml::Value& item : value.items()) list.push_back(to_json(item));
      return list;
    }
    case Kind::kMapping: {
      auto object = nlohmann::ordered_json::object();
      for (const vmcp::yaml::Member& member : value.members()) object[member.key] = to_json(member.value);
      return object;
    }
  }
  return nullptr;
}

}  // namespace

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
      const auto facts = vmcp::admission::facts_of(document.root, vmcp::admission::RuleMessages::kDrop);
      if (!facts) {
        std::cerr << entry.path() << ": no CustomResourceDefinition\n";
        return 1;
      }
      std::ofstream out(std::filesystem::path(argv[2]) / (std::string(facts->string_at("kind")) + ".json"),
                        std::ios::binary);
      out << to_json(*facts).dump() << '\n';
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
