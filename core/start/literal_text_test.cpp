#include "core/start/literal_text.h"

#include <doctest/doctest.h>

#include "core/start/config/checks.h"
#include "core/start/test_gateway.h"

using vmcp::start::is_unreadable;
using vmcp::start::LiteralIndent;
using Findings = std::vector<std::string>;

TEST_CASE("literal text that begins with a tab is unreadable anywhere") {
  for (const LiteralIndent indent : {LiteralIndent::kAnnounced, LiteralIndent::kShort}) {
    CHECK(is_unreadable("\ta\nb", indent));
    CHECK(!is_unreadable("a\n\tb", indent));
    CHECK(!is_unreadable("\ta", indent));
    CHECK(!is_unreadable("\ta \nb", indent));  // quoted: a blank stands before a line break
    CHECK(!is_unreadable("a\n b\n", indent));
    CHECK(!is_unreadable("\n", indent));
  }
}

TEST_CASE("literal text that begins with a blank is unreadable where its header announces too much") {
  struct Case {
    const char* text;
    bool unreadable;
  };
  const Case cases[] = {
      {" a\nb", true},       {"\na", true},           {"\n\ta", true},           {"\u2028a\nb", true},
      {"  a\n  b", false},   {"  a\n b", true},       {"\n  a\n\n  b\n", false}, {"  a\n# b\n\n # c", false},
      {"  a\n# b\nc", true}, {"\n# b\n\t# c", false}, {"\n\t# c", true},         {"  \ta\n  b", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(is_unreadable(c.text, LiteralIndent::kShort) == c.unreadable);
    CHECK(!is_unreadable(c.text, LiteralIndent::kAnnounced));
  }
}

TEST_CASE("a config that cannot be read is traced to its source") {
  const auto text = [](std::string_view members, std::string_view more = "") {
    return vmcp::start::foretold(vmcp::start::gateway_with(members) + std::string(more),
                                 vmcp::start::check_config_text);
  };
  CHECK(text("config: {metadata: {a: \" x\\ny\", b: \"x\\n\\ty\"}}").empty());
  CHECK(text("config: {metadata: {a: \"\\tx\\ny\", b/c: \"\\tx\\ny\", '<<': x}}") ==
        Findings{"error unreadable-config spec.config.metadata[<<]", "error unreadable-config spec.config.metadata.a",
                 "error unreadable-config spec.config.metadata[b/c]"});
  constexpr std::string_view kTool = "name: t, description: \" x\\ny\", steps: [{id: a, tool: x}]";
  CHECK(text("config: {compositeTools: [{" + std::string(kTool) + "}]}") ==
        Findings{"error unreadable-config spec.config.compositeTools[0].description"});
  CHECK(text("config: {compositeToolRefs: [{name: d}]}",
             vmcp::start::object_with("VirtualMCPCompositeToolDefinition", "d", kTool)) ==
        Findings{"error unreadable-config spec.description"});
  CHECK(text("config: {aggregation: {tools: [{workload: w, toolConfigRef: {name: c}, overrides: {b: {description: "
             "\"\\tx\\n\"}}}]}}",
             vmcp::start::object_with("MCPToolConfig", "c", "toolsOverride: {a: {description: \"\\tx\\n\"}}")) ==
        Findings{"error unreadable-config spec.toolsOverride.a.description",
                 "error unreadable-config spec.config.aggregation.tools[0].overrides.b.description"});
  CHECK(text("outgoingAuth: {source: inline}",
             "---\n{apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPServer, metadata: {name: m, namespace: ns, "
             "annotations: {a: \"\\tx\\n\"}}, spec: {groupRef: {name: g}, transport: sse}}\n") ==
        Findings{"error unreadable-config metadata.annotations"});
}
