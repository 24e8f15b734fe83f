#include "core/render/parallel.h"

#include <doctest/doctest.h>
#include <vector>

using namespace vmcp;

namespace {

constexpr std::size_t kGateways = 100;

render::Output make_hundred(std::size_t config_bytes, std::size_t most, diag::Sink& sink) {
  const op::Server server;
  const std::vector<const op::Server*> gateways(kGateways, &server);
  render::Options options;
  options.format = render::Format::kObjects;
  const auto make = [&](const op::Server&, diag::Sink& findings) -> render::Made {
    findings.add({});
    return {{yaml::Value("x")}, {}, config_bytes};
  };
  return render::make_all(gateways, options, make, sink, most);
}

}  // namespace

TEST_CASE("configs that are too much together are one finding, however far the threads came") {
  diag::Sink within;
  CHECK(make_hundred(10, kGateways * 10, within).objects.size() == kGateways);
  CHECK(within.all().size() == kGateways);

  diag::Sink beyond;
  CHECK(make_hundred(11, kGateways * 10, beyond).objects.empty());
  REQUIRE(beyond.all().size() == 1);
  CHECK(beyond.all().front().code == diag::Code("too-many"));
}
