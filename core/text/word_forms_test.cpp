#include "core/text/word_forms.h"

#include <array>
#include <doctest/doctest.h>
#include <string>
#include <string_view>

namespace vmcp::text {
namespace {

TEST_CASE("names of the same words") {
  CHECK(have_same_words("compositeToolRef", "compositeToolRefs"));
  CHECK(have_same_words("external_auth_config_ref", "externalAuthConfigRef"));
  CHECK(have_same_words("CABundleRef", "caBundleRef"));
  CHECK(have_same_words("remoteURL", "remoteUrl"));
  CHECK(have_same_words("URLs", "urls"));
  CHECK(have_same_words("policy", "policies"));
  CHECK(have_same_words("issuerUri", "issuerUrl"));
  CHECK_FALSE(have_same_words("addr", "address"));
  CHECK_FALSE(have_same_words("replicas", "team"));
  CHECK_FALSE(have_same_words("tool", "compositeTool"));
  CHECK_FALSE(have_same_words("", ""));
  CHECK_FALSE(have_same_words("--", "--"));
  CHECK_FALSE(have_same_words(std::string(1000, 'a'), std::string(1000, 'a')));
}

TEST_CASE("the candidate of the same words, or of one more or less") {
  constexpr std::array<std::string_view, 4> kStorage = {"address", "db", "passwordRef", "keyPrefix"};
  CHECK(of_same_words("addr", kStorage) == "address");
  CHECK(of_same_words("passwordSecretRef", kStorage) == "passwordRef");
  CHECK(of_same_words("prefix", kStorage) == "keyPrefix");
  CHECK(of_same_words("database", kStorage).empty());
  CHECK(of_same_words("prefixKey", kStorage).empty());
  CHECK(of_same_words("port", kStorage).empty());
  CHECK(of_same_words("", kStorage).empty());

  constexpr std::array<std::string_view, 3> kRefs = {"groupRef", "toolConfigRef", "groupRefs"};
  CHECK(of_same_words("group", kRefs).empty());
  CHECK(of_same_words("config", kRefs).empty());
  CHECK(of_same_words("config-ref", kRefs) == "toolConfigRef");
}

}  // namespace
}  // namespace vmcp::text
