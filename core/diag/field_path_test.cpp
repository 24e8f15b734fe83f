#include "core/diag/field_path.h"

#include <doctest/doctest.h>
#include <string>

namespace vmcp::diag {
namespace {

TEST_CASE("a path writes keys in brackets, and fields behind dots") {
  CHECK((FieldPath("spec") / "steps")[2].key("dotted.key").str() == "spec.steps[2][dotted.key]");
  CHECK((FieldPath() / "spec").str() == "spec");
}

TEST_CASE("a path stops at the step that makes it too long") {
  const FieldPath arguments = FieldPath("spec") / "arguments";
  const std::string fits(FieldPath::kMostBytes - arguments.str().size() - 2, 'k');
  CHECK(arguments.key(fits).str() == "spec.arguments[" + fits + "]");

  const FieldPath cut = arguments.key(fits + "k");
  CHECK(cut.str() == "spec.arguments[" + fits + "k...");
  for (const FieldPath& below : {cut / "field", cut[1], cut.key("other")}) CHECK(below.str() == cut.str());

  const FieldPath cut_between_characters = arguments.key(fits + "\U0001f511");
  CHECK(cut_between_characters.str() == "spec.arguments[" + fits + "...");
  CHECK((cut_between_characters / "field").str() == cut_between_characters.str());
}

}  // namespace
}  // namespace vmcp::diag
