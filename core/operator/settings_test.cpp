#include "core/operator/settings.h"

#include <doctest/doctest.h>
#include <initializer_list>
#include <utility>

#include "core/operator/test_world.h"

namespace vmcp::op {
namespace {

Settings with(std::string_view release, std::initializer_list<std::pair<const char*, const char*>> environment) {
  Settings settings = settings_of(release);
  for (const auto& [name, value] : environment) REQUIRE(apply_environment(name, value, settings));
  return settings;
}

constexpr const char* kAddress = "TOOLHIVE_DEFAULT_REDIS_ADDR";
constexpr const char* kEnabled = "TOOLHIVE_DEFAULT_REDIS_TLS_ENABLED";
constexpr const char* kName = "TOOLHIVE_DEFAULT_REDIS_TLS_CA_SECRET_NAME";
constexpr const char* kKey = "TOOLHIVE_DEFAULT_REDIS_TLS_CA_SECRET_KEY";

TEST_CASE("the operator does not start with half of a TLS configuration for its redis") {
  for (const char* value : {"true", "1", "T"}) {
    const Settings settings = with("0.59.0", {{kAddress, "r:1"}, {kEnabled, value}, {kName, "ca"}, {kKey, "k"}});
    CHECK_FALSE(environment_problem(settings).has_value());
    CHECK(default_redis_has_tls(settings));
  }
  CHECK_FALSE(default_redis_has_tls(with("0.59.0", {{kAddress, "r:1"}, {kEnabled, "false"}})));
  const auto problem = environment_problem(with("0.59.0", {{kAddress, "r:1"}, {kEnabled, "hunter2"}}));
  REQUIRE(problem.has_value());
  CHECK(problem->find("hunter2") == std::string::npos);
  CHECK(environment_problem(with("0.59.0", {{kAddress, "r:1"}, {kEnabled, "true"}, {kName, "ca"}})).has_value());
  CHECK(environment_problem(with("0.59.0", {{kAddress, "r:1"}, {kEnabled, "true"}, {kKey, "k"}})).has_value());
  CHECK(environment_problem(with("0.59.0", {{kAddress, "r:1"}, {kName, "ca"}, {kKey, "k"}})).has_value());
  CHECK(environment_problem(with("0.59.0", {{kEnabled, "true"}})).has_value());
}

TEST_CASE("operators before v0.59.0 do not read those variables") {
  const Settings settings = with("0.58.0", {{kAddress, "r:1"}, {kEnabled, "yes"}, {kName, "ca"}});
  CHECK_FALSE(environment_problem(settings).has_value());
  CHECK_FALSE(default_redis_has_tls(with("0.58.0", {{kAddress, "r:1"}, {kEnabled, "true"}})));
}

}  // namespace
}  // namespace vmcp::op
