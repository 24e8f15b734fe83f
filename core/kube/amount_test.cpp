#include "core/kube/amount.h"

#include <doctest/doctest.h>

namespace vmcp::kube {
namespace {

Amount amount(std::string_view text) {
  const auto parsed = Amount::parse(text);
  REQUIRE(parsed);
  return *parsed;
}

TEST_CASE("amounts compare whatever their unit") {
  CHECK(amount("1") == amount("1000m"));
  CHECK(amount("0.1") == amount("100m"));
  CHECK(amount("1Ki") == amount("1024"));
  CHECK(amount("1k") < amount("1Ki"));
  CHECK(amount("512Mi") < amount("1Gi"));
  CHECK(amount("1e3") == amount("1k"));
  CHECK(amount("1.5Gi") == amount("1536Mi"));
  CHECK(amount("-1") < amount("0"));
  CHECK(amount("-1m") < amount("0"));
  CHECK(amount("9Ei") > amount("7E"));
  CHECK_FALSE(Amount::parse("1 Gi"));
}

TEST_CASE("amounts add up") {
  Amount sum = amount("100m");
  sum += amount("0.9");
  CHECK(sum == amount("1"));
  sum += amount("-1500m");
  CHECK(sum == amount("-0.5"));
  CHECK(sum.is_negative());
}

TEST_CASE("what is smaller than a thousandth is stored as one") {
  CHECK(amount("1u").rounded_to_milli() == amount("1m"));
  CHECK(amount("1500u").rounded_to_milli() == amount("2m"));
  CHECK(amount("2m").rounded_to_milli() == amount("2m"));
}

TEST_CASE("whole numbers and multiples") {
  CHECK(amount("3").is_whole());
  CHECK_FALSE(amount("3500m").is_whole());
  CHECK(amount("4Mi").is_multiple_of(amount("2Mi")));
  CHECK_FALSE(amount("3Mi").is_multiple_of(amount("2Mi")));
  CHECK_FALSE(amount("1").is_multiple_of(amount("0")));
}

}  // namespace
}  // namespace vmcp::kube
