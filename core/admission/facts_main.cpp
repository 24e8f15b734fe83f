#include <cstdint>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "core/admission/facts.h"
#include "core/diag/sink.h"
#include "core/source/files.h"
#include "core/source/sources.h"
#include "core/source/write_file.h"
#include "core/yaml/read.h"

namespace {

using Json = nlohmann::ordered_json;
using vmcp::yaml::Value;

Json to_json(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kNull:
      return nullptr;
    case Value::Kind::kBool:
      return value.as_bool();
    case Value::Kind::kInt:
      return value.as_int();
    case Value::Kind::kUint:
      return value.as_uint();
    case Value::Kind::kFloat:
      return value.as_float();
    case Value::Kind::kString:
      return value.as_string();
    case Value::Kind::kSequence: {
      Json list = Json::array();
      for (const Value& item : value.items()) list.push_back(to_json(item));
      return list;
    }
    case Value::Kind::kMapping: {
      Json object = Json::object();
      for (const vmcp::yaml::Member& member : value.members()) object[member.key] = to_json(member.value);
      return object;
    }
  }
  return nullptr;
}

int fail(const std::string& what) {
  std::cerr << "vmcp-render-facts: " << what << '\n';
  return 1;
}

}  // namespace

// vmcp-render-facts CRD_DIR OUT_DIR: writes the facts that the program embeds, one file per kind.
int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: vmcp-render-facts CRD_DIR OUT_DIR\n";
    return 2;
  }
  const std::string crd_dir = argv[1];
  const std::string out_dir = argv[2];
  const vmcp::source::RealFileSystem files;
  const auto names = files.list(crd_dir);
  if (!names) return fail("cannot list " + crd_dir);

  vmcp::source::Sources sources;
  vmcp::diag::Sink sink;
  for (const std::string& name : *names) {
    if (!name.ends_with(".yaml")) continue;
    auto content = files.read(crd_dir + '/' + name);
    if (!content.text) return fail(name + ": " + content.error);
    const std::uint32_t source = sources.add(name, std::move(*content.text));
    for (const vmcp::yaml::Document& document : vmcp::yaml::read(sources, source, sink)) {
      const auto facts = vmcp::admission::facts_of(document.root, vmcp::admission::RuleMessages::kDrop);
      if (!facts) return fail(name + ": no CustomResourceDefinition");
      const std::string path = out_dir + '/' + std::string(facts->string_at("kind")) + ".json";
      const std::string error = vmcp::source::write_file(path, to_json(*facts).dump() + '\n');
      if (!error.empty()) return fail(path + ": " + error);
    }
  }
  for (const vmcp::diag::Diagnostic& finding : sink.all()) {
    std::cerr << finding.place.file << ':' << finding.place.line << ": " << finding.message << '\n';
  }
  return sink.has_errors() ? 1 : 0;
}
