#include "core/admission/unread_texts.h"

#include <array>
#include <doctest/doctest.h>
#include <string>

namespace vmcp::admission {
namespace {

TEST_CASE("a text that could not be read may have been to make an object") {
  const std::array<std::string_view, 3> texts = {
      "kind: ExternalSecret\nmetadata:\n  name: signing-key\n  a: [\n",
      "kind: MCPGroup # the tools.\nname: {{ .Values.group }}\n",
      "metadata: {name: tools-2}\n",
  };
  const UnreadTexts unread(texts);
  struct Case {
    std::string_view kind;
    std::string_view name;
    bool mentioned;
  };
  for (const Case& row : {
           Case{"ExternalSecret", "signing-key", true},
           {"Secret", "signing-key", true},
           {"Secret", "signing", false},
           {"MCPGroup", "tools", true},
           {"MCPGroup", "tools-2", false},
           {"MCPGroup", "signing-key", false},
           {"ConfigMap", "tools", false},
       }) {
    CAPTURE(row.kind);
    CAPTURE(row.name);
    CHECK(unread.mention(row.kind, row.name) == row.mentioned);
  }
}

TEST_CASE("a text that could not be read may hold objects of the namespaces that it names") {
  const std::array<std::string_view, 2> texts = {"kind: Secret\nmetadata: {namespace: mcp, a: [\n",
                                                 "kind: MCPGroup\nmetadata: {namespace: other}\n\t\n"};
  const UnreadTexts unread(texts);
  CHECK(unread.may_hold_objects_of("mcp"));
  CHECK_FALSE(unread.may_hold_objects_of("elsewhere"));
  CHECK(unread.may_hold("Secret", "mcp"));
  CHECK_FALSE(unread.may_hold("MCPGroup", "mcp"));

  const std::array<std::string_view, 1> without = {"kind: MCPGroup\nmetadata: {\n"};
  CHECK(UnreadTexts(without).may_hold_objects_of("elsewhere"));
  CHECK(UnreadTexts(without).may_hold("MCPGroup", "elsewhere"));
  CHECK_FALSE(UnreadTexts(without).may_hold("Secret", "elsewhere"));
}

TEST_CASE("words without an end, and texts without a word, are no matter") {
  const std::string capitals(1'000'000, 'A');
  const std::array<std::string_view, 3> texts = {capitals, "", "..., ..."};
  CHECK_FALSE(UnreadTexts(texts).mention("A", "A"));
  CHECK_FALSE(UnreadTexts({}).mention("Secret", "a"));
}

}  // namespace
}  // namespace vmcp::admission
