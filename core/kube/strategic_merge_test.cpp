#include "core/kube/strategic_merge.h"

#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <string>

#include "core/yaml/read.h"

using namespace vmcp;
using yaml::Value;

TEST_CASE("strategic merge does what Kubernetes does") {
  source::Sources sources;
  diag::Sink sink;
  std::ifstream file(VMCP_SOURCE_DIR "/testdata/kube/strategic_merge.yaml");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto cases = yaml::read(sources, sources.add("strategic_merge.yaml", text), sink);
  REQUIRE_FALSE(sink.has_errors());
  REQUIRE_FALSE(cases.empty());
  for (const yaml::Document& document : cases) {
    const Value& c = document.root;
    CAPTURE(std::string(c.string_at("name")));
    kube::MergeFault fault;
    const auto merged =
        kube::strategic_merge(*c.find("original"), *c.find("patch"), kube::shape(c.string_at("shape")), fault);
    if (const Value* expected = c.find("merged")) {
      REQUIRE(merged);
      CHECK(*merged == *expected);
    } else {
      CHECK_FALSE(merged);
      CHECK(fault.path.str() == c.string_at("fault"));
      CHECK_FALSE(fault.message.empty());
    }
  }
}

TEST_CASE("a long list is merged in no time") {
  Value original = Value::sequence();
  Value patch = Value::sequence();
  for (int i = 0; i < 20000; ++i) {
    original.push(Value::mapping().set("name", std::to_string(i)));
    patch.push(Value::mapping().set("name", std::to_string(i + 10000)));
  }
  const auto volumes = [](Value list) {
    return Value::mapping().set("spec", Value::mapping().set("volumes", std::move(list)));
  };
  kube::MergeFault fault;
  const auto merged = kube::strategic_merge(volumes(original), volumes(patch), kube::shape("PodTemplateSpec"), fault);
  REQUIRE(merged);
  CHECK(merged->find("spec")->find("volumes")->items().size() == 30000);
}

TEST_CASE("only objects are merged") {
  for (const Value& value : {Value(), Value("text"), Value::sequence()}) {
    kube::MergeFault fault;
    CHECK_FALSE(kube::strategic_merge(value, Value::mapping(), kube::shape("Deployment"), fault));
    CHECK_FALSE(kube::strategic_merge(Value::mapping(), value, kube::shape("Deployment"), fault));
    CHECK_FALSE(fault.message.empty());
  }
}
