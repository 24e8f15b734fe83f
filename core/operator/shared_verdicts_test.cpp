#include "core/operator/shared_verdicts.h"

#include <doctest/doctest.h>

namespace vmcp::op {
namespace {

TEST_CASE("a text is judged once by each judge, and another text anew") {
  SharedVerdicts verdicts;
  const cluster::Object one;
  const cluster::Object other;
  int asked = 0;
  const auto judge = [&] { return ++asked; };
  CHECK(*verdicts.of(one, "a", judge) == 1);
  CHECK(*verdicts.of(one, "a", judge) == 1);
  CHECK(*verdicts.of(one, "b", judge) == 2);
  CHECK(*verdicts.of(other, "a", judge) == 3);
  CHECK(*verdicts.of(one, "a", [] { return std::string("of another judge"); }) == "of another judge");
  CHECK(*verdicts.of(one, "a", judge) == 1);
}

}  // namespace
}  // namespace vmcp::op
