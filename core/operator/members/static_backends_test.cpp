#include "core/operator/members/static_backends.h"

#include <doctest/doctest.h>

#include "core/operator/test_world.h"

namespace vmcp::op {
namespace {

constexpr std::string_view kGateway = R"(
kind: VirtualMCPServer
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: v, namespace: ns}
spec: {groupRef: {name: g}, outgoingAuth: {source: inline}}
)";

std::string member(std::string_view kind, std::string_view name, std::string_view spec,
                   std::string_view annotations = "{}") {
  return "---\nkind: " + std::string(kind) +
         "\napiVersion: toolhive.stacklok.dev/v1beta1\nmetadata: {name: " + std::string(name) +
         ", namespace: ns, annotations: " + std::string(annotations) + "}\nspec: {groupRef: {name: g}, " +
         std::string(spec) + "}\n";
}

std::vector<std::string> served(const TestWorld& world) {
  std::vector<std::string> texts;
  for (const auto& backend : static_backends(world.context(), list_workloads(world.context()), {})) {
    texts.push_back(backend.name + ' ' + backend.url + ' ' + backend.transport + ' ' + backend.ca_bundle_path);
  }
  return texts;
}

Settings strict() {
  Settings settings;
  settings.strict = true;
  return settings;
}

}  // namespace

TEST_CASE("a server's URL follows its transport, the transport its proxy mode") {
  struct Case {
    const char* spec;
    const char* backend;
  };
  const Case cases[] = {
      {"transport: stdio, proxyMode: streamable-http",
       "s http://mcp-s-proxy.ns.svc.cluster.local:8080/mcp streamable-http "},
      {"transport: stdio, proxyMode: sse, proxyPort: 9000",
       "s http://mcp-s-proxy.ns.svc.cluster.local:9000/sse#s sse "},
      {"transport: sse, proxyMode: streamable-http",
       "s http://mcp-s-proxy.ns.svc.cluster.local:8080/sse#s streamable-http "},
      {"transport: streamable-http, proxyMode: sse", "s http://mcp-s-proxy.ns.svc.cluster.local:8080/mcp sse "},
  };
  for (const Case& c : cases) {
    CAPTURE(c.spec);
    const TestWorld world(std::string(kGateway) + member("MCPServer", "s", c.spec));
    CHECK(served(world) == std::vector<std::string>{c.backend});
  }
}

TEST_CASE("backends are sorted by name; a name's entry decides transport and CA bundle of its namesakes") {
  const TestWorld world(std::string(kGateway) + member("MCPServer", "twin", "transport: stdio") +
                        member("MCPServer", "Zoo", "transport: stdio") +
                        member("MCPRemoteProxy", "p", "remoteUrl: https://r.test/path, transport: sse") +
                        member("MCPServerEntry", "twin",
                               "remoteUrl: https://t.test, transport: sse, caBundleRef: {configMapRef: {name: ca}}"));
  CHECK(served(world) ==
        std::vector<std::string>{
            "Zoo http://mcp-Zoo-proxy.ns.svc.cluster.local:8080/mcp stdio ",
            "p http://mcp-p-remote-proxy.ns.svc.cluster.local:8080 sse ",
            "twin http://mcp-twin-proxy.ns.svc.cluster.local:8080/mcp sse /etc/toolhive/ca-bundles/twin/ca.crt",
            "twin https://t.test sse /etc/toolhive/ca-bundles/twin/ca.crt"});
}

TEST_CASE("metadata is the author's annotations under the system's keys") {
  const TestWorld world(
      std::string(kGateway) +
      member("MCPServerEntry", "e", "remoteUrl: https://t.test, transport: sse",
             "{team: core, namespace: mine, kubectl.kubernetes.io/x: y, k8s.io/a: b, my.k8s.io/c: d}"));
  const auto backends = static_backends(world.context(), list_workloads(world.context()), {});
  REQUIRE(backends.size() == 1);
  CHECK(backends[0].metadata == std::map<std::string, std::string>{{"team", "core"},
                                                                   {"my.k8s.io/c", "d"},
                                                                   {"namespace", "ns"},
                                                                   {"group", "g"},
                                                                   {"tool_type", "mcp"},
                                                                   {"workload_type", "server_entry"},
                                                                   {"remote_url", "https://t.test"}});
}

TEST_CASE("members that never become ready are left out, and a warning says why") {
  struct Case {
    const char* kind;
    const char* spec;
    const char* finding;
  };
  const Case cases[] = {
      {"MCPServer", "toolConfigRef: {name: gone}", "warning member-not-ready spec.toolConfigRef.name"},
      {"MCPServer", "permissionProfile: {type: configmap, name: p, key: k}",
       "warning member-not-ready spec.permissionProfile"},
      {"MCPServer", "env: [{name: A, value: \"x\\ny\"}]", "warning member-not-ready spec.env[0].value"},
      {"MCPServer", "oidcConfigRef: {name: gone, audience: a}", "warning member-not-ready spec.oidcConfigRef.name"},
      {"MCPServer", "webhookConfigRef: {name: gone}", "warning member-not-ready spec.webhookConfigRef.name"},
      {"MCPRemoteProxy", "remoteUrl: http://localhost", "warning member-not-ready spec.remoteUrl"},
      {"MCPServerEntry", "remoteUrl: http://10.0.0.1", "warning member-not-ready spec.remoteUrl"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.spec);
    const TestWorld world(std::string(kGateway) + member(c.kind, "m", std::string("transport: sse, ") + c.spec));
    CHECK(served(world).empty());
    CHECK(world.findings() == std::vector<std::string>{c.finding});
  }
}

TEST_CASE("a strict cluster must hold what the members' controllers and the discoverer look up") {
  const std::string text = std::string(kGateway) +
                           member("MCPServerEntry", "e",
                                  "remoteUrl: https://t.test, transport: sse, externalAuthConfigRef: {name: h}, "
                                  "caBundleRef: {configMapRef: {name: ca}}, headerForward: {addHeadersFromSecret: "
                                  "[{headerName: X, valueSecretRef: {name: keys, key: k}}]}") +
                           "---\nkind: MCPExternalAuthConfig\napiVersion: toolhive.stacklok.dev/v1beta1\n"
                           "metadata: {name: h, namespace: ns}\nspec: {type: headerInjection, headerInjection: "
                           "{headerName: X, valueSecretRef: {name: hi, key: k}}}\n";
  const auto secret = [](std::string_view name) {
    return "---\nkind: Secret\napiVersion: v1\nmetadata: {name: " + std::string(name) +
           ", namespace: ns}\ndata: {k: eA==}\n";
  };
  const std::string bundle = "---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: ca, namespace: ns}\n";
  CHECK(served(TestWorld(text)).size() == 1);
  CHECK(served(TestWorld(text, strict())).empty());
  const std::string all = text + secret("keys") + secret("hi") + bundle + "data: {ca.crt: x}\n";
  CHECK(served(TestWorld(all, strict())).size() == 1);
  CHECK(served(TestWorld(text + secret("keys") + bundle + "data: {ca.crt: x}\n", strict())).empty());
  CHECK(served(TestWorld(text + secret("hi") + bundle + "data: {ca.crt: x}\n", strict())).empty());
  CHECK(served(TestWorld(text + secret("keys") + secret("hi") + bundle + "data: {other: x}\n", strict())).empty());
}

}  // namespace vmcp::op
