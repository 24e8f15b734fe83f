#include <doctest/doctest.h>

#include "core/start/config/checks.h"
#include "core/start/test_gateway.h"

using Findings = std::vector<std::string>;
using vmcp::start::foretold;
using vmcp::start::gateway_with;
using vmcp::start::object_with;

TEST_CASE("a CA bundle belongs to an entry and has an absolute path") {
  const auto backend = [](std::string_view members) {
    return foretold(
        gateway_with("config: {backends: [{name: b, url: 'http://b', transport: sse, " + std::string(members) + "}]}"),
        vmcp::start::check_static_backends);
  };
  const std::string path = "spec.config.backends[0].caBundlePath";
  CHECK(backend("type: ''").empty());
  CHECK(backend("type: entry, caBundlePath: /etc/ca.crt").empty());
  CHECK(backend("type: '', caBundlePath: /etc/ca.crt") == Findings{"error conflicting-fields " + path});
  CHECK(backend("type: entry, caBundlePath: etc/ca.crt") == Findings{"error invalid-format " + path});
  CHECK(backend("type: entry, caBundlePath: /etc/../ca.crt") == Findings{"error invalid-format " + path});
}

TEST_CASE("an entry with a CA bundle cannot be written into the config") {
  const auto entry = [](std::string_view source, std::string_view members) {
    return foretold(
        gateway_with("outgoingAuth: {source: " + std::string(source) + "}") +
            object_with("MCPServerEntry", "e",
                        "groupRef: {name: g}, transport: sse, remoteUrl: 'https://e.test', " + std::string(members)) +
            "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: ca, namespace: ns}, data: {ca.crt: x}}\n",
        vmcp::start::check_static_backends);
  };
  CHECK(entry("inline", "caBundleRef: {}").empty());
  CHECK(entry("discovered", "caBundleRef: {configMapRef: {name: ca}}").empty());
  CHECK(entry("inline", "caBundleRef: {configMapRef: {name: ca}}") ==
        Findings{"error unsupported-type spec.caBundleRef"});
}
