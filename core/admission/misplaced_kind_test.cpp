#include "core/admission/misplaced_kind.h"

#include <doctest/doctest.h>

namespace vmcp::admission {
namespace {

TEST_CASE("a kind that ToolHive alone has is meant in whatever group it stands") {
  for (const char* api_version : {"toolhive.stacklok.com/v1beta1", "example.com/v1", "v1", "v1beta1",
                                  "toolhive.stacklok.dev", "Toolhive.stacklok.dev/v1beta1"}) {
    CAPTURE(api_version);
    CHECK(misplaced_kind(api_version, "VirtualMCPServer") == "VirtualMCPServer");
    CHECK(misplaced_kind(api_version, "MCPOIDCConfig") == "MCPOIDCConfig");
  }
  CHECK(misplaced_kind("toolhive.stacklok.dev/v1", "VirtualMCPServer").empty());
}

TEST_CASE("other kinds are meant in a group that looks like ToolHive's") {
  for (const char* api_version : {"toolhive.stacklok.com/v1beta1", "tolhive.staklok.dev/v1beta1", "stacklok.dev/v1",
                                  "toolhive/v1beta1", "v1beta1", "v1alpha1"}) {
    CAPTURE(api_version);
    CHECK(misplaced_kind(api_version, "MCPServer") == "MCPServer");
    CHECK(misplaced_kind(api_version, "VirtualMcpServers") == "VirtualMCPServer");
    CHECK(misplaced_kind(api_version, "Deployment").empty());
  }
  for (const char* api_version :
       {"kagent.dev/v1alpha1", "v1", "mcp.example.com/v1beta1", "policy.linkerd.io/v1beta1"}) {
    CAPTURE(api_version);
    CHECK(misplaced_kind(api_version, "MCPServer").empty());
    CHECK(misplaced_kind(api_version, "Server").empty());
    CHECK(misplaced_kind(api_version, "VirtualMcpServers").empty());
  }
}

TEST_CASE("a list's kind tells that of its items, however it ends") {
  CHECK(without_list("MCPGroupList") == "MCPGroup");
  CHECK(without_list("MCPGroupLists") == "MCPGroup");
  CHECK(without_list("MCPGrouplist") == "MCPGroup");
  CHECK(without_list("ListOfGroups") == "ListOfGroups");
  CHECK(without_list("List") == "List");
}

TEST_CASE("an object is what it was meant to be") {
  const auto meant = [](std::string api_version, std::string kind) {
    const Object object = as_meant({std::move(api_version), std::move(kind), "team", "gw", {}});
    CHECK(object.name_space == "team");
    CHECK(object.name == "gw");
    return object.api_version + ' ' + object.kind;
  };
  CHECK(meant("toolhive.stacklok.dev/v1", "VirtualMCPServers") == "toolhive.stacklok.dev/v1 VirtualMCPServer");
  CHECK(meant("toolhive.stacklok.com/v1", "VirtualMcpServer") == "toolhive.stacklok.dev/v1beta1 VirtualMCPServer");
  CHECK(meant("", "MCPGroup") == "toolhive.stacklok.dev/v1beta1 MCPGroup");
  CHECK(meant("toolhive.stacklok.dev/v1beta1", "Unlike") == "toolhive.stacklok.dev/v1beta1 Unlike");
  CHECK(meant("v1", "Secret") == "v1 Secret");
  CHECK(meant("kagent.dev/v1", "MCPServer") == "kagent.dev/v1 MCPServer");
}

}  // namespace
}  // namespace vmcp::admission
