#include "core/diag/hidden_texts.h"

#include <doctest/doctest.h>
#include <string>

using vmcp::diag::HiddenTexts;

TEST_CASE("hidden texts: wherever they stand, the longest first") {
  HiddenTexts hidden;
  CHECK(hidden.empty());
  CHECK(hidden.without("s3cret") == "s3cret");
  for (const char* text : {"s3cret", "s3cret/part", "s3cretive", "b2", "true"}) hidden.add(text);
  CHECK(hidden.without("\"s3cret\", s3cret/pa, s3cret/part and xs3cretives") == "\"***\", ***/pa, *** and x***s");
  CHECK(hidden.without("b2 is true") == "b2 is true");
}

TEST_CASE("hidden texts: a word only where it stands alone") {
  HiddenTexts hidden;
  hidden.add("correcthorse");
  hidden.add("correcthorse-two");
  CHECK(hidden.without("correcthorse correcthorses, a-correcthorse.correcthorse-twos") ==
        "*** correcthorses, a-***.***-twos");
}

TEST_CASE("hidden texts: what is cut short, and each of several lines") {
  HiddenTexts hidden;
  const std::string secret(90, 'q');
  hidden.add("A1" + secret);
  CHECK(hidden.without("found \"A1" + secret.substr(0, 78) + "...\"") == "found \"***...\"");
  CHECK(hidden.without("A1qqq...") == "A1qqq...");
  hidden.add("user: 12345\n{\npassword: 67890\n");
  CHECK(hidden.without("password: 67890 {") == "*** {");
  HiddenTexts others;
  others.add("0ther");
  hidden.add(others);
  CHECK(hidden.without("0ther") == "***");
}

TEST_CASE("hidden texts: of short words those in quotes") {
  HiddenTexts hidden;
  for (const char* word : {"spec", "expected", "correcthorse"}) hidden.add(word);
  CHECK(hidden.without("spec.replicas: expected integer, found \"spec\"") ==
        "spec.replicas: expected integer, found \"***\"");
  CHECK(hidden.without("expected") == "***");
  CHECK(hidden.without("no \"default/expected\" in spec/x") == "no \"default/***\" in spec/x");
  CHECK(hidden.without("no correcthorse, but correcthorses") == "no ***, but correcthorses");
}

TEST_CASE("hidden texts: many that begin alike cost no more than their texts") {
  HiddenTexts hidden;
  for (int i = 0; i < 20'000; ++i) hidden.add("password-" + std::to_string(i) + '!');
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "password-x" + std::to_string(i) + ' ';
  CHECK(hidden.without(text) == text);
}

TEST_CASE("a text is hidden where it is quoted as a name, without what it has swallowed") {
  HiddenTexts hidden;
  hidden.add("zanzi: bark");
  CHECK(hidden.without("MCPGroup \"zanzi: ***\" not found") == "MCPGroup \"***\" not found");
}
