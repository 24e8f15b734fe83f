#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "core/operator/cross_references/names_fixture.h"

namespace vmcp::op {
namespace {

using namespace fixture;

TEST_CASE("words that are a letter away from well-known ones are told") {
  const auto of_entry = [](std::string_view more) {
    return found(kGroup + object("MCPServerEntry", "e", "groupRef: {name: g}, " + std::string(more)));
  };
  const auto with_scopes = [](std::string_view scopes) {
    return found(gateway(", incomingAuth: {oidcConfigRef: {name: o, scopes: [" + std::string(scopes) + "]}}") + kGroup +
                 object("MCPOIDCConfig", "o", "type: inline"));
  };
  CHECK(with_scopes("openid, email, mail, offline_access, crm.read, role, emails, group, '${S}'") == Findings{});
  CHECK(with_scopes("opnid, offline_acess, offline-access") ==
        Findings{"warning misspelt-word spec.incomingAuth.oidcConfigRef.scopes[0] -> openid",
                 "warning misspelt-word spec.incomingAuth.oidcConfigRef.scopes[1] -> offline_access",
                 "warning misspelt-word spec.incomingAuth.oidcConfigRef.scopes[2] -> offline_access"});
  CHECK(of_entry("headerForward: {addPlaintextHeaders: {X-AI-Key: a, X-Team: b, authorization: c, User_Agent: d}}") ==
        Findings{});
  CHECK(of_entry("headerForward: {addPlaintextHeaders: {Authorizaton: a}}") ==
        Findings{"warning misspelt-word spec.headerForward.addPlaintextHeaders[Authorizaton] -> Authorization"});
  CHECK(of_entry("remoteUrl: 'https://github.con/mcp'") ==
        Findings{"warning misspelt-word spec.remoteUrl -> github.com"});
  CHECK(of_entry("remoteUrl: 'http://a.b.svc.cluster.lcal:80/mcp'") ==
        Findings{"warning misspelt-word spec.remoteUrl -> a.b.svc.cluster.local"});
  CHECK(of_entry("remoteUrl: 'https://githubs.com/mcp'") ==
        Findings{"warning misspelt-word spec.remoteUrl -> github.com"});
  CHECK(of_entry("remoteUrl: 'http://a.b.svc.example.local/mcp'") == Findings{});
  const auto in_region = [](std::string_view region) {
    return found(kGroup +
                 object("MCPExternalAuthConfig", "c", "type: awsSts, awsSts: {region: " + std::string(region) + "}"));
  };
  CHECK(in_region("ca-east-1") == Findings{});
  CHECK(in_region("us-esat-1") == Findings{"warning misspelt-word spec.awsSts.region -> us-east-1"});
}

}  // namespace
}  // namespace vmcp::op
