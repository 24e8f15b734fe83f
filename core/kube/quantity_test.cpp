#include "core/kube/quantity.h"

#include <doctest/doctest.h>

using vmcp::kube::canonical_quantity;

TEST_CASE("quantities become canonical") {
  struct Case {
    const char* text;
    const char* canonical;
  };
  for (const Case& c : {Case{"1", "1"},
                        {"0.5", "500m"},
                        {"1500m", "1500m"},
                        {"1000m", "1"},
                        {"1024Mi", "1Gi"},
                        {"1.5Gi", "1536Mi"},
                        {"100Ki", "100Ki"},
                        {"0Ki", "0"},
                        {"-0", "0"},
                        {"1e3", "1e3"},
                        {"1e1", "10"},
                        {"12e6", "12e6"},
                        {"1000k", "1M"},
                        {".", "0"},
                        {"-1.5", "-1500m"}}) {
    CAPTURE(c.text);
    CHECK(canonical_quantity(c.text) == c.canonical);
  }
}

TEST_CASE("a quantity that Go holds in 64 bits keeps its spelling when that looks canonical") {
  CHECK(canonical_quantity("+1") == "+1");
  CHECK(canonical_quantity("5.") == "5.");
  CHECK(canonical_quantity("1.500") == "1.500");
  CHECK(canonical_quantity("1.5") == "1500m");
  CHECK(canonical_quantity("01025Mi") == "01025Mi");
}

TEST_CASE("quantities are rounded up to nano and capped at 64 bits where they are binary") {
  CHECK(canonical_quantity("0.0000000001") == "1n");
  CHECK(canonical_quantity("1e-12") == "1e-9");
  CHECK(canonical_quantity("-1.0000000001") == "-1000000001n");
  CHECK(canonical_quantity("99999999999Ei") == "9223372036854775807");
  CHECK(canonical_quantity("0.1Ki") == "102400m");
  CHECK(canonical_quantity("12345678901234567890123") == "12345678901234567890123");
}

TEST_CASE("what is no quantity") {
  for (const char* text : {"", "abc", "1 Gi", "1gi", "Pi", "1e", "1e9223372036854775808", "1.2.3", "--1", "true"}) {
    CAPTURE(text);
    CHECK_FALSE(canonical_quantity(text));
  }
}
