#include "core/kube/time.h"

#include <doctest/doctest.h>

using vmcp::kube::utc_timestamp;

TEST_CASE("timestamps come out in UTC and whole seconds") {
  CHECK(utc_timestamp("2020-01-02T03:04:05Z") == "2020-01-02T03:04:05Z");
  CHECK(utc_timestamp("2020-01-01T00:30:00+01:00") == "2019-12-31T23:30:00Z");
  CHECK(utc_timestamp("2020-02-29T23:59:59.75-00:30") == "2020-03-01T00:29:59Z");
}

TEST_CASE("what is no timestamp") {
  for (const char* text : {"", "2020-01-02", "2021-02-29T00:00:00Z", "2020-01-02T24:00:00Z", "2020-01-02T03:04:05",
                           "2020-01-02T03:04:05.Z", "2020-01-02 03:04:05Z"}) {
    CAPTURE(text);
    CHECK_FALSE(utc_timestamp(text));
  }
}
