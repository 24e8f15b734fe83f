#include "core/apply/objects.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <string>
#include <vector>

#include "core/kube/pod_shape.h"
#include "core/kube/shape.h"
#include "core/yaml/read_fixture.h"

namespace vmcp::apply {
namespace {

using yaml::Value;

class NoErrors final : public model::DecodeErrors {
 public:
  void mismatch(std::string_view path, std::string_view seen, std::string_view expected) override {
    CAPTURE(path);
    CHECK_MESSAGE(seen == expected, "of this type");
  }
};

std::vector<std::string> paths_of(const std::vector<Refusal>& refusals) {
  std::vector<std::string> paths;
  for (const Refusal& refusal : refusals) paths.push_back(refusal.path);
  std::ranges::sort(paths);
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

Value object(std::string_view json) { return yaml::json(json); }

TEST_CASE("Deployments are refused where an API server refuses them") {
  // What a kube-apiserver of 1.36 said of these: the fields that it named, none where it took the object.
  std::ifstream file(VMCP_SOURCE_DIR "/testdata/kube/deployment_refusals.jsonl");
  std::string line;
  std::size_t count = 0;
  while (std::getline(file, line)) {
    CAPTURE(line);
    const Value entry = yaml::json(line);
    NoErrors errors;
    const Value deployment =
        kube::round_trip(*entry.find("object"), kube::shape("Deployment"), diag::FieldPath(""), errors);
    std::vector<std::string> expected;
    for (const Value& path : entry.find("refused")->items()) expected.push_back(path.as_string());
    std::ranges::sort(expected);
    CHECK(paths_of(refusals_of(deployment)) == expected);
    ++count;
  }
  CHECK(count > 300);
}

TEST_CASE("a key that a pod term's selector has twice is refused if it is to be matched, too") {
  const Value deployment = object(
      R"({"kind":"Deployment","metadata":{"name":"d"},"spec":{"template":{"spec":{"affinity":{"podAffinity":{
      "requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"k","matchLabelKeys":["a"],"labelSelector":
      {"matchLabels":{"a":"v"},"matchExpressions":[{"key":"a","operator":"Exists"}]}}]}}}}}})");
  const std::string path =
      "spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0][0]";
  const std::vector<std::string> paths = paths_of(refusals_of(deployment));
  CHECK(std::ranges::find(paths, path) != paths.end());
}

TEST_CASE("a Service's name is one DNS label") {
  const auto service = [](const std::string& name) {
    return object(R"({"kind":"Service","metadata":{"name":")" + name + R"("},"spec":{"selector":{"app":"a"}}})");
  };
  CHECK(refusals_of(service("vmcp-" + std::string(58, 'a'))).empty());
  CHECK(paths_of(refusals_of(service("vmcp-" + std::string(59, 'a')))) == std::vector<std::string>{"metadata.name"});
  CHECK(paths_of(refusals_of(service("vmcp-a.b"))) == std::vector<std::string>{"metadata.name"});
}

TEST_CASE("a ConfigMap holds a mebibyte") {
  const auto config_map = [](std::size_t size) {
    return object(R"({"kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":")" + std::string(size, 'x') + R"("}})");
  };
  CHECK(refusals_of(config_map(1048576)).empty());
  const std::vector<Refusal> refusals = refusals_of(config_map(1048577));
  REQUIRE(refusals.size() == 1);
  CHECK(refusals[0].reason == Reason::kTooLong);
  CHECK(refusals[0].rule == "all data together has 1048577 bytes, and may have at most 1048576");
}

TEST_CASE("a rule says what is there and what must be") {
  const std::vector<Refusal> refusals =
      refusals_of(object(R"({"kind":"ServiceAccount","metadata":{"name":"a","labels":{"k":"not a label"}}})"));
  REQUIRE(refusals.size() == 1);
  CHECK(refusals[0].path == "metadata.labels");
  CHECK(refusals[0].rule.starts_with("\"not a label\" must be letters, digits"));
}

}  // namespace
}  // namespace vmcp::apply
