#include <doctest/doctest.h>
#include <string>

#include "core/kube/checksum.h"
#include "core/operator/auth_server/auth_server.h"
#include "core/operator/auth_server/parts.h"
#include "core/operator/test_world.h"

namespace vmcp::op {
namespace {

/// The certificate of a CA that was made for tests.
const std::string kCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBhzCCAS2gAwIBAgIUK6hE5cHgMPcF6e2H7fZTQ9bnc9kwCgYIKoZIzj0EAwIw\n"
    "GDEWMBQGA1UEAwwNc3RhbmQtaW4gcm9vdDAgFw0yNjExMjUyMTIzMDVaGA8yMTI2\n"
    "MTEwMTIxMjMwNVowGDEWMBQGA1UEAwwNc3RhbmQtaW4gcm9vdDBZMBMGByqGSM49\n"
    "AgEGCCqGSM49AwEHA0IABHmYMy18bTdL2156qC4YMskV7xSvA0QuggYGlLRvdBwp\n"
    "Y6VvfcrwTA04oIsLDGBzI5SdZ1i4DlXllmWALr6Vc3qjUzBRMB0GA1UdDgQWBBRv\n"
    "BfgmD6n5k5nZjlrcujR5bD74pDAfBgNVHSMEGDAWgBRvBfgmD6n5k5nZjlrcujR5\n"
    "bD74pDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIC+HPkUos5+W\n"
    "NCzpa16mYVaj29ZkwzcNJ2B7OIlYvW/4AiEArTjuLATjlPzLntnLdZTylZVdsJIy\n"
    "Q4cXOg8CPcfkM0c=\n"
    "-----END CERTIFICATE-----\n";

std::string indented(const std::string& text) {
  std::string result = "|\n";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    result.append("    ").append(text, at, end - at + 1);
    at = end + 1;
  }
  return result;
}

std::string config_map(const std::string& data) {
  return "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ca, namespace: ns}\n" + data + "\n";
}

std::string gateway(std::string_view reference) {
  return "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: gate, namespace: ns}\n"
         "spec: {authServerConfig: {upstreamProviders: [{name: a, type: oidc, oidcConfig: {}}, {name: b, type: oauth2, "
         "oauth2Config: {caBundleRef: {configMapRef: " +
         std::string(reference) + "}}}]}}\n";
}

struct Read {
  std::vector<std::string> findings;
  std::string checksum;
};

Read read(std::string_view reference, const std::string& objects) {
  const TestWorld world(gateway(reference) + objects, settings_of("0.63.0"));
  read_ca_bundles(world.context(), *world.context().spec().auth_server_config);
  return {world.findings(), world.notes().ca_checksum};
}

TEST_CASE("a CA bundle is certificates and nothing else, and its bytes are in the checksum") {
  const std::string path = "spec.authServerConfig.upstreamProviders[1].oauth2Config.caBundleRef.configMapRef";
  const std::string expected = kube::sha256_hex(kCertificate + std::string(1, '\0'));
  const std::string text = config_map("data:\n  ca.crt: " + indented(kCertificate));
  CHECK(read("{name: ca, key: ca.crt}", text).findings.empty());
  CHECK(read("{name: ca, key: ca.crt}", text).checksum == expected);
  CHECK(read("{name: ca, key: ''}", text).checksum == expected);

  const auto refused = [&](std::string_view reference, const std::string& objects) {
    const Read result = read(reference, objects);
    CHECK(result.checksum.empty());
    REQUIRE(result.findings.size() == 1);
    return result.findings.front();
  };
  CHECK(refused("{name: ca, key: ca.crt}", "") == "error reference-not-found " + path + ".name");
  CHECK(refused("{name: ca, key: other}", text) == "error config-map-key-missing " + path + ".key");
  CHECK(refused("{name: ca, key: ca.crt, optional: true}", text) == "error invalid-value " + path + ".optional");
  for (const std::string& data :
       {std::string("data: {ca.crt: ' '}"), std::string("data: {ca.crt: text}"),
        "data:\n  ca.crt: " + indented(kCertificate + "text\n"),
        std::string("data: {ca.crt: \"-----BEGIN CERTIFICATE-----\\nTUlJQw==\\n-----END CERTIFICATE-----\\n\"}"),
        std::string("data: {ca.crt: \"-----BEGIN PUBLIC KEY-----\\nTUlJQw==\\n-----END PUBLIC KEY-----\\n\"}")}) {
    CAPTURE(data);
    CHECK(refused("{name: ca, key: ca.crt}", config_map(data)) == "error no-certificate " + path);
  }
}

TEST_CASE("binary data are a bundle, too, and text before the first block does not matter") {
  const std::string text = config_map("data:\n  ca.crt: " + indented("our root\n" + kCertificate));
  CHECK(read("{name: ca, key: ca.crt}", text).findings.empty());
  CHECK(read("{name: ca, key: ca.crt}", config_map("binaryData: {ca.crt: 'LS0tLS0='}")).findings.size() == 1);
}

TEST_CASE("issuers' bundles are marked off in the checksum, and each is mounted by itself") {
  const TestWorld world(
      "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: gate, namespace: ns}\n"
      "spec: {authServerConfig: {upstreamProviders: [{name: a, type: oidc, oidcConfig: {caBundleRef: {configMapRef: "
      "{name: ca, key: ca.crt}}}}], trustedIssuers: [{issuerUrl: 'https://t'}, {issuerUrl: 'https://u', caBundleRef: "
      "{configMapRef: {name: ca, key: ca.crt}}}]}}\n" +
          config_map("data:\n  ca.crt: " + indented(kCertificate)),
      settings_of("0.63.0"));
  read_ca_bundles(world.context(), *world.context().spec().auth_server_config);
  std::string hashed = kCertificate;
  hashed.append(1, '\0').append("trustedIssuers").append(1, '\0').append(kCertificate).append(1, '\0');
  CHECK(world.notes().ca_checksum == kube::sha256_hex(hashed));
  wire_auth_server(world.context());
  const kube::Volumes volumes = wired_volumes(world.notes().wiring);
  REQUIRE(volumes.volumes.size() == 2);
  CHECK(volumes.volumes[0].name == "authserver-upstream-ca-0");
  CHECK(volumes.mounts[1].name == "authserver-issuer-ca-1");
  CHECK(volumes.mounts[1].mount_path == "/etc/toolhive/authserver/issuer-ca/1/ca.crt");
  CHECK(volumes.mounts[1].sub_path == "ca.crt");
}

}  // namespace
}  // namespace vmcp::op
