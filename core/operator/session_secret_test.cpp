#include "core/operator/session_secret.h"

#include <doctest/doctest.h>
#include <string>

#include "core/operator/test_world.h"

using vmcp::op::TestWorld;

namespace {

constexpr std::string_view kOwner = "{apiVersion: v1, kind: VirtualMCPServer, name: s, uid: u-1}";
constexpr std::string_view kKey = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

/// What is found of a server "s" with uid u-1 and a Secret that has the owner and holds `content`.
std::vector<std::string> findings(std::string_view owner, const std::string& content) {
  const TestWorld world(
      "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: s, uid: u-1}, spec: {}}\n"
      "---\n{apiVersion: v1, kind: Secret, metadata: {name: s-hmac-secret, ownerReferences: [" +
      std::string(owner) + "]}, " + content + "}\n");
  vmcp::op::validate_session_secret(world.context());
  return world.findings();
}

std::string plain(std::string_view key) { return "stringData: {hmac-secret: '" + std::string(key) + "'}"; }

}  // namespace

TEST_CASE("the operator takes the session Secret that it made itself") {
  CHECK(findings(kOwner, plain(kKey)).empty());
  CHECK(findings(kOwner, "data: {hmac-secret: TURFeU16UTFOamM0T1RBeE1qTTBOVFkzT0Rrd01USXpORFUyTnpnNU1ERT0=}").empty());
}

TEST_CASE("it refuses any other, and one that it cannot use") {
  const std::vector<std::string> refused = {"error session-secret-refused metadata.name"};
  CHECK(findings("", plain(kKey)) == refused);
  CHECK(findings("{kind: VirtualMCPServer, name: s, uid: u-2}", plain(kKey)) == refused);
  CHECK(findings("{kind: MCPServer, name: s, uid: u-1}", plain(kKey)) == refused);
  CHECK(findings(kOwner, "stringData: {other: x}") == refused);
  CHECK(findings(kOwner, plain("")) == refused);
  CHECK(findings(kOwner, plain("no base64")) == refused);
  CHECK(findings(kOwner, plain("c2hvcnQ=")) == refused);
  CHECK(findings(kOwner, plain(std::string(43, 'A') + "=")) == refused);
}

TEST_CASE("a Secret of another name or namespace is nobody's business") {
  const TestWorld world(
      "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: s}, spec: {}}\n"
      "---\n{apiVersion: v1, kind: Secret, metadata: {name: s-hmac-secret, namespace: elsewhere}}\n"
      "---\n{apiVersion: v1, kind: Secret, metadata: {name: hmac-secret}}\n");
  vmcp::op::validate_session_secret(world.context());
  CHECK(world.findings().empty());
}
