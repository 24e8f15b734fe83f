#include "core/render/parallel.h"

#include <deque>
#include <doctest/doctest.h>
#include <string>
#include <utility>
#include <vector>

using namespace vmcp;

namespace {

constexpr std::size_t kGateways = 100;

render::Output make_hundred(std::size_t config_bytes, std::size_t most, diag::Sink& sink) {
  const cluster::Object gateway;
  const std::vector<const cluster::Object*> gateways(kGateways, &gateway);
  render::Options options;
  options.format = render::Format::kObjects;
  const auto make = [&](const cluster::Object&, diag::Sink& findings) -> render::Made {
    findings.add({});
    return {{yaml::Value("x")}, {}, config_bytes};
  };
  return render::make_all(gateways, options, make, sink, most);
}

}  // namespace

TEST_CASE("what is made of many gateways comes in their order") {
  std::deque<cluster::Object> objects(kGateways);
  std::vector<const cluster::Object*> gateways;
  std::string expected;
  for (std::size_t i = 0; i < kGateways; ++i) {
    objects[i].name = "g" + std::to_string(i);
    gateways.push_back(&objects[i]);
    expected += (i == 0 ? "" : "---\n") + objects[i].name + '\n';
  }
  const auto make = [](const cluster::Object& gateway, diag::Sink& findings) -> render::Made {
    diag::Diagnostic finding;
    finding.message = gateway.name;
    findings.add(std::move(finding));
    return {{yaml::Value(gateway.name)}};
  };
  diag::Sink sink;
  CHECK(render::make_all(gateways, {}, make, sink).text == expected);
  REQUIRE(sink.all().size() == kGateways);
  for (std::size_t i = 0; i < kGateways; ++i) CHECK(sink.all()[i].message == objects[i].name);
}

TEST_CASE("a host prints what it likes of what is made, and gets the rest in order") {
  std::deque<cluster::Object> objects(kGateways);
  std::vector<const cluster::Object*> gateways;
  std::string expected;
  std::vector<yaml::Value> left;
  for (std::size_t i = 0; i < kGateways; ++i) {
    objects[i].name = "g" + std::to_string(i);
    gateways.push_back(&objects[i]);
    expected += objects[i].name + ";";
    left.emplace_back("of " + objects[i].name);
  }
  render::Options options;
  options.format = render::Format::kObjects;
  options.print = [](std::string& text, const yaml::Value& object) {
    if (object.as_string().starts_with("of ")) return false;
    text += object.as_string() + ";";
    return true;
  };
  const auto make = [](const cluster::Object& gateway, diag::Sink&) -> render::Made {
    return {{yaml::Value("of " + gateway.name), yaml::Value(gateway.name)}};
  };
  diag::Sink sink;
  const render::Output output = render::make_all(gateways, options, make, sink);
  CHECK(output.text == expected);
  CHECK(output.objects == left);
}

TEST_CASE("configs that are too much together are one finding, however far the threads came") {
  diag::Sink within;
  CHECK(make_hundred(10, kGateways * 10, within).objects.size() == kGateways);
  CHECK(within.all().size() == kGateways);

  diag::Sink beyond;
  CHECK(make_hundred(11, kGateways * 10, beyond).objects.empty());
  REQUIRE(beyond.all().size() == 1);
  CHECK(beyond.all().front().code == diag::Code("too-many"));
}
