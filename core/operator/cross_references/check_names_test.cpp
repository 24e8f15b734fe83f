#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <utility>

#include "core/operator/cross_references/names_fixture.h"

namespace vmcp::op {
namespace {

using namespace fixture;

TEST_CASE("what references name is looked for, whoever holds them") {
  CHECK(found(gateway("") + kGroup + member("a")) == Findings{});
  CHECK(found(gateway("") + kGroup + object("MCPServerEntry", "e", "groupRef: {name: gg}")) ==
        Findings{"warning assumed-object spec.groupRef.name -> g"});
  CHECK(found(gateway("") + kGroup + member("a", ", oidcConfigRef: {name: o}, toolConfigRef: {name: t}")) ==
        Findings{"warning reference-not-found spec.oidcConfigRef.name",
                 "warning reference-not-found spec.toolConfigRef.name"});
  CHECK(found(gateway("") + kGroup + member("a", ", secrets: [{name: s, key: k}, {name: s, key: l}]") +
              secret("s", "k: x")) == Findings{"warning secret-key-missing spec.secrets[1].key -> k"});
}

TEST_CASE("service accounts are looked for, but those that controllers make") {
  const std::string account =
      "---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: runner, namespace: team}}\n";
  const auto of_member = [&](const std::string& name) {
    return found(gateway("") + kGroup + account + member("a", ", serviceAccount: " + name));
  };
  CHECK(of_member("runner") == Findings{});
  CHECK(of_member("default") == Findings{});
  CHECK(of_member("v-vmcp") == Findings{});
  CHECK(of_member("a-sa") == Findings{});
  CHECK(of_member("b-sa") == Findings{"warning assumed-object spec.serviceAccount"});
  CHECK(of_member("runners") == Findings{"warning assumed-object spec.serviceAccount -> runner"});
  CHECK(found(gateway(", podTemplateSpec: {spec: {serviceAccountName: runer}}") + kGroup + account) ==
        Findings{"warning assumed-object spec.podTemplateSpec.spec.serviceAccountName -> runner"});
  NameRules rules;
  rules.strict = true;
  rules.unmet = diag::Severity::kError;
  CHECK(found(gateway("") + kGroup + member("a", ", serviceAccount: s"), rules) ==
        Findings{"error reference-not-found spec.serviceAccount"});
  // Whose tokens are taken may be anywhere; one of nearly that name is a hint.
  const auto of_config = [&](const std::string& config) {
    return found(
        gateway("") + kGroup + account +
        object("MCPOIDCConfig", "o", "type: kubernetesServiceAccount, kubernetesServiceAccount: {" + config + "}"));
  };
  CHECK(of_config("serviceAccount: client") == Findings{});
  CHECK(of_config("serviceAccount: runnerr, namespace: other") == Findings{});
  CHECK(of_config("serviceAccount: runnerr") ==
        Findings{"warning reference-not-found spec.kubernetesServiceAccount.serviceAccount -> runner"});
}

TEST_CASE("a name near one that a controller makes is told") {
  const std::string external =
      "---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: e, namespace: team}, "
      "spec: {target: {name: keys}, data: [{secretKey: k}]}}\n";
  CHECK(found(gateway("") + kGroup + external + member("a", ", secrets: [{name: keyss, key: k}]")) ==
        Findings{"warning assumed-object spec.secrets[0].name -> keys"});
}

TEST_CASE("what is missing is said once, and not where it has been said") {
  const std::string two = member("a", ", secrets: [{name: s, key: k}]") + member("b", ", secrets: [{name: s, key: k}]");
  CHECK(found(gateway("") + kGroup + two) == Findings{"warning assumed-object spec.secrets[0].name"});
  NameRules rules;
  rules.told = [](const cluster::Object& from, const diag::FieldPath& path) {
    return from.name == "a" && path.str() == "spec.secrets[0].name";
  };
  CHECK(found(gateway("") + kGroup + two, rules) == Findings{});
}

TEST_CASE("strict mode asks for what is assumed") {
  NameRules rules;
  rules.strict = true;
  rules.unmet = diag::Severity::kError;
  CHECK(found(gateway("") + kGroup + member("a", ", secrets: [{name: s, key: k}]"), rules) ==
        Findings{"error reference-not-found spec.secrets[0].name"});
  // Nobody runs a config by itself.
  CHECK(found(gateway("") + kGroup +
                  object("MCPExternalAuthConfig", "c",
                         "type: bearerToken, bearerToken: {tokenSecretRef: {name: s, key: k}}"),
              rules) == Findings{"warning reference-not-found spec.bearerToken.tokenSecretRef.name"});
}

TEST_CASE("names that a build is still to make and optional references are not judged") {
  CHECK(found(gateway("") + kGroup + member("a", ", secrets: [{name: '${S}', key: k}]")) == Findings{});
  CHECK(found(gateway("") + kGroup +
              member("a",
                     ", podTemplateSpec: {spec: {containers: [{name: mcp, envFrom: [{secretRef: {name: s, "
                     "optional: true}}, {configMapRef: {name: c}}]}]}}")) ==
        Findings{"warning assumed-object spec.podTemplateSpec.spec.containers[0].envFrom[1].configMapRef.name"});
}

TEST_CASE("the volumes of a kind are those of a pod") {
  CHECK(found(gateway("") + kGroup +
              object("MCPRegistry", "r",
                     "volumes: [{name: v, configMap: {name: c}}, {name: w, secret: "
                     "{secretName: s, items: [{key: k, path: p}]}}]") +
              "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: team}, data: {a: b}}\n" +
              secret("s", "l: x")) == Findings{"warning secret-key-missing spec.volumes[1].secret.items[0].key -> l"});
}

TEST_CASE("workloads are held against the members, where there are any") {
  const std::string named = gateway(
      ", outgoingAuth: {backends: {serch: {type: discovered}}}, config: {aggregation: {tools: [{workload: search}, "
      "{workload: serch}], conflictResolutionConfig: {priorityOrder: [serch, search]}}, operational: {timeouts: "
      "{perWorkload: {search: 5s, serch: 5s}}}}");
  CHECK(found(named + kGroup) == Findings{});
  CHECK(found(named + kGroup + member("search")) ==
        Findings{"warning unknown-workload spec.config.aggregation.tools[1].workload -> search",
                 "warning unknown-workload spec.config.aggregation.conflictResolutionConfig.priorityOrder[0] -> search",
                 "warning unknown-workload spec.outgoingAuth.backends[serch] -> search",
                 "warning unknown-workload spec.config.operational.timeouts.perWorkload[serch] -> search"});
  CHECK(found(named + kGroup + member("'${NAME}'")) == Findings{});
}

TEST_CASE("tools are told by their members' names, and by what is stated of them") {
  const auto step = [](std::string_view tool, std::string_view aggregation = {}) {
    return gateway(", config: {aggregation: {" + std::string(aggregation) +
                   "}, compositeTools: [{name: t, steps: [{id: a, tool: '" + std::string(tool) + "'}]}]}") +
           kGroup + member("search");
  };
  const std::string path = "spec.config.compositeTools[0].steps[0].tool";
  CHECK(found(step("search_find")) == Findings{});
  CHECK(found(step("search.find")) == Findings{});
  CHECK(found(step("serch_find")) == Findings{"warning unknown-tool " + path + " -> search_find"});
  CHECK(found(step("other")) == Findings{"warning unknown-tool " + path});
  CHECK(found(step("other", "conflictResolution: priority")) == Findings{});
  CHECK(found(step("serch.find", "conflictResolution: manual")) ==
        Findings{"warning unknown-tool " + path + " -> search.find"});
  CHECK(found(step("at-search:find", "conflictResolutionConfig: {prefixFormat: 'at-{workload}:'}")) == Findings{});
  // A filter hides tools from clients, not from composite tools.
  CHECK(found(step("search_remove", "tools: [{workload: search, filter: [find]}]")) == Findings{});
  CHECK(found(step("search_fnd", "tools: [{workload: search, filter: [find]}]")) ==
        Findings{"warning unknown-tool " + path + " -> search_find"});
}

TEST_CASE("upstreams are held against the auth server of each gateway that leads to them") {
  const std::string inject =
      object("MCPExternalAuthConfig", "c", "type: upstreamInject, upstreamInject: {providerName: forge}") +
      member("a", ", externalAuthConfigRef: {name: c}") + kGroup;
  const auto with = [&](std::string_view upstream) {
    return gateway(", authServerConfig: {upstreamProviders: [{name: " + std::string(upstream) + "}]}") + inject;
  };
  const std::string path = "spec.upstreamInject.providerName";
  CHECK(found(with("forge")) == Findings{});
  CHECK(found(with("forgy")) == Findings{"warning unknown-upstream " + path + " -> forgy"});
  CHECK(found(gateway("") + inject) == Findings{"warning auth-server-required " + path});
  CHECK(found(gateway(", authServerConfig: {upstreamProviders: [{name: corp}], primaryUpstreamProvider: cop}") +
              kGroup) == Findings{"warning unknown-upstream spec.authServerConfig.primaryUpstreamProvider -> corp"});
}

TEST_CASE("the parameters that a composite tool requires are described") {
  const std::string path = " spec.config.compositeTools[0].parameters.required[0]";
  const std::pair<const char*, Findings> rows[] = {
      {"properties: {query: {}}, required: [query]", {}},
      {"properties: {query: {}}, required: [qery]", {"warning undescribed-parameter" + path + " -> query"}},
      {"properties: {query: {}}, required: [other]", {"warning undescribed-parameter" + path}},
      {"properties: {query: {}}, required: ['${NAME}']", {}},
      {"properties: {query: {}}, required: [other], additionalProperties: true", {}},
      {"properties: {query: {}}, required: [other], patternProperties: {o: {}}", {}},
      {"required: [other]", {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.first);
    CHECK(found(gateway(std::string(", config: {compositeTools: [{name: t, parameters: {type: object, ") + row.first +
                        "}, steps: [{id: a, tool: t}]}]}") +
                kGroup) == row.second);
  }
}

TEST_CASE("templates name parameters, steps and variables") {
  struct Row {
    std::string_view text;
    Findings findings;
  };
  const std::string path = " spec.config.compositeTools[0].steps[0].step.arguments[q]";
  const Row rows[] = {
      {"{{ .params.query }} {{ $.params.query.first }}", {}},
      {"{{ .params.qery }}", {"warning unknown-template-name" + path + " -> .params.query"}},
      {"{{ $.params.qery }}", {"warning unknown-template-name" + path + " -> .params.query"}},
      {"{{ .steps.each.output.x }} {{ .steps.each.status }}", {}},
      {"{{ .steps.eech.output.x }}", {"warning unknown-step" + path + " -> .steps.each.output.x"}},
      {"{{ .steps.each.outptu.x }}", {"warning unknown-template-name" + path + " -> .steps.each.output.x"}},
      {"{{ .forEach.page.id }} {{ .forEach.index }}", {}},
      {"{{ .forEach.item }}", {"warning unknown-template-name" + path}},
      {"{{ .workflow.id }} {{ .vars.anything }}", {}},
      {"{{ .workflow.identity }}", {"warning unknown-template-name" + path}},
      {"{{ .parms.query }}", {"warning unknown-template-name" + path + " -> .params.query"}},
      {"{{ range .params.query }}{{ .name }}{{ end }}", {}},
      {"{{ with .parms }}{{ .query }}{{ end }}", {"warning unknown-template-name" + path + " -> .params"}},
      {"{{ with .vars }}{{ .a }}{{ else }}{{ .parms }}{{ end }}",
       {"warning unknown-template-name" + path + " -> .params"}},
      {"{{ (index .params.query 0).name }}", {}},
      {"no template .params.qery", {}},
      {"{{ .params.qery", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(found(gateway(", config: {compositeTools: [{name: t, parameters: {type: object, properties: {query: {}}}, "
                        "steps: [{id: each, type: forEach, collection: c, itemVar: page, step: {tool: t, arguments: "
                        "{q: '" +
                        std::string(row.text) + "'}}}]}]}") +
                kGroup) == row.findings);
  }
  // Parameters that are not stated may be given all the same.
  CHECK(found(gateway(", config: {compositeTools: [{name: t, steps: [{id: a, condition: '{{ .params.x }}'}]}]}") +
              kGroup) == Findings{});
}

TEST_CASE("of many steps, parameters, tools and upstreams the one nearly named is found") {
  std::string steps;
  std::string parameters;
  std::string tools;
  std::string upstreams;
  for (int i = 100; i < 300; ++i) {
    const std::string number = std::to_string(i);
    steps += "{id: step" + number + ", type: tool, tool: a_tool" + number + "}, ";
    parameters += "param" + number + ": {type: string}, ";
    tools += "tool" + number + ", ";
    upstreams += "{name: upstream" + number + ", type: oidc}, ";
  }
  const std::string text =
      gateway(", config: {compositeTools: [{name: c, parameters: {type: object, properties: {" + parameters +
              "}}, steps: [" + steps +
              "{id: s, type: tool, tool: a_tol200, arguments: {a: '{{.steps.step200.output}}{{.steps.stp200.output}}', "
              "b: '{{.params.param200}}{{.params.parm200}}'}}]}]}, authServerConfig: {upstreamProviders: [" +
              upstreams + "], primaryUpstreamProvider: upstrem200}") +
      kGroup + member("a", ", toolConfigRef: {name: t}") + object("MCPToolConfig", "t", "toolsFilter: [" + tools + "]");
  const std::string path = "spec.config.compositeTools[0].steps[200].";
  CHECK(found(text) == Findings{"warning unknown-tool " + path + "tool -> a_tool200",
                                "warning unknown-upstream spec.authServerConfig.primaryUpstreamProvider -> upstream200",
                                "warning unknown-step " + path + "arguments[a] -> .steps.step200.output",
                                "warning unknown-template-name " + path + "arguments[b] -> .params.param200"});
}

TEST_CASE("the prefix of tools has the name of their workload") {
  const auto of = [](std::string_view format, std::string_view strategy = "") {
    return found(gateway(", config: {aggregation: {" + std::string(strategy) +
                         "conflictResolutionConfig: {prefixFormat: '" + std::string(format) + "'}}}") +
                 kGroup + member("a"));
  };
  const std::string at =
      "warning unknown-template-name spec.config.aggregation.conflictResolutionConfig.prefixFormat -> ";
  CHECK(of("{worklod}_") == Findings{at + "{workload}_"});
  CHECK(of("{workload_") == Findings{at + "{workload}_"});
  CHECK(of("workload.", "conflictResolution: prefix, ") == Findings{at + "{workload}."});
  CHECK(of("{worklod}_", "conflictResolution: manual, ") == Findings{});
  for (const char* format : {"{workload}_", "at-{workload}:", "tools_", "mcp"}) {
    CAPTURE(format);
    CHECK(of(format) == Findings{});
  }
}

TEST_CASE("templates of what makes a Secret read keys that it fetches") {
  const auto in = [](std::string_view group, std::string_view kind, std::string_view spec, std::string_view name) {
    return "---\n{apiVersion: " + std::string(group) + "/v1, kind: " + std::string(kind) +
           ", metadata: {name: " + std::string(name) + ", namespace: team}, spec: {" + std::string(spec) + "}}\n";
  };
  const std::string user = gateway("") + kGroup + member("a", ", secrets: [{name: s, key: k}]");
  const auto fetching = [&](std::string_view text, std::string_view more = {}, std::string_view name = "s") {
    const std::string spec = "data: [{secretKey: client_secret}, {secretKey: id}]" + std::string(more) +
                             ", target: {template: {data: {k: '" + std::string(text) + "'}}}";
    return found(user + in("external-secrets.io", "ExternalSecret", spec, name));
  };
  const Findings near = {"warning unknown-template-name spec.target.template.data[k] -> .client_secret"};
  CHECK(fetching("{{ .client_secret | b64enc }}:{{ (print .id) }}") == Findings{});
  CHECK(fetching("{{ .client_secrt | b64enc }}") == near);
  CHECK(fetching("{{ print (.client_secrt) .id.x }}") == near);
  CHECK(fetching("{{ .another }}") == Findings{"warning unknown-template-name spec.target.template.data[k]"});
  // What may be fetched, what may be absent, and what nothing refers to.
  CHECK(fetching("{{ .client_secrt }}", ", dataFrom: [{extract: {key: x}}]") == Findings{});
  CHECK(fetching("{{ .client_secrt }}", ", dataFrom: []") == near);
  for (const char* text : {"{{ if .x }}{{ .x }}{{ end }}", "{{ .x | default .id }}", "{{ index . \"x\" }}", "{{ $.x }}",
                           "{{ get . \"x\" }}", "{{ \"{{ .x }}\" }}", "{{ .x", ".x"}) {
    CAPTURE(text);
    CHECK(fetching(text) == Findings{});
  }
  CHECK(fetching("{{ .x }}", "", "other") == Findings{"warning assumed-object spec.secrets[0].name"});
  const std::string literal =
      "data: [{secretKey: id}], target: {name: s, template: {templateFrom: [{literal: '{{ .ids "
      "}}'}], metadata: {labels: {l: '{{ .idd }}'}}}}";
  const std::string at = "spec.externalSecretSpec.target.template.";
  CHECK(found(user + in("external-secrets.io", "ClusterExternalSecret",
                        "namespaces: [team], externalSecretSpec: {" + literal + "}", "c")) ==
        Findings{"warning unknown-template-name " + at + "metadata.labels[l] -> .id",
                 "warning unknown-template-name " + at + "templateFrom[0].literal -> .id"});
  const std::string sealed =
      "encryptedData: {password: x}, template: {data: {k: '{{ .passwort }}'}, metadata: "
      "{annotations: {a: '{{ .b }}'}}}";
  CHECK(found(user + in("bitnami.com", "SealedSecret", sealed, "s")) ==
        Findings{"warning unknown-template-name spec.template.data[k] -> .password"});
}

TEST_CASE("fields of what makes a Secret that is referred to are known ones") {
  const auto making = [](std::string_view group, std::string_view kind, std::string_view spec) {
    return found(gateway("") + kGroup + member("a", ", secrets: [{name: s, key: tls.key}]") +
                 "---\n{apiVersion: " + std::string(group) + "/v1, kind: " + std::string(kind) +
                 ", metadata: {name: s, namespace: team}, spec: {" + std::string(spec) + "}}\n");
  };
  const auto external = [&](std::string_view spec) { return making("external-secrets.io", "ExternalSecret", spec); };
  const std::string data = ", data: [{secretKey: tls.key, remoteRef: {key: a, property: b}}]";
  CHECK(external("secretStoreRef: {kind: SecretStore, name: v}" + data) == Findings{});
  CHECK(external("secretSoreRef: {kind: SecretStore, name: v}" + data) ==
        Findings{"warning unknown-field spec.secretSoreRef -> secretStoreRef"});
  CHECK(external("secretStoreRef: {kind: ClusterSecretStor, nme: v}" + data) ==
        Findings{"warning unknown-field spec.secretStoreRef.nme -> name",
                 "warning not-in-enum spec.secretStoreRef.kind -> ClusterSecretStore"});
  CHECK(external("data: [{secretKey: tls.key, remoteRef: {ky: a}}, {secretKey: b, remotRef: {}}], later: 1") ==
        Findings{"warning unknown-field spec.data[1].remotRef -> remoteRef",
                 "warning unknown-field spec.data[0].remoteRef.ky -> key"});
  CHECK(external("target: {creationPolicy: Ownr, template: {mergePolicy: Merge}}, dataFrom: [{extrct: {key: a}}]") ==
        Findings{"warning unknown-field spec.dataFrom[0].extrct -> extract",
                 "warning not-in-enum spec.target.creationPolicy -> Owner"});
  CHECK(making("external-secrets.io", "ClusterExternalSecret",
               "namespaces: [team], externalSecretNme: s, externalSecretSpec: {secretStoreRef: {kind: SecretStor, nme: "
               "v}, target: {name: s}" +
                   data + "}") == Findings{"warning unknown-field spec.externalSecretNme -> externalSecretName",
                                           "warning unknown-field spec.externalSecretSpec.secretStoreRef.nme -> name",
                                           "warning not-in-enum spec.externalSecretSpec.secretStoreRef.kind -> "
                                           "SecretStore"});
  CHECK(making("cert-manager.io", "Certificate", "secretName: s, issuerRf: {name: i}") ==
        Findings{"warning unknown-field spec.issuerRf -> issuerRef"});
  CHECK(making("cert-manager.io", "Certificate", "secretName: another, issuerRf: {name: i}") ==
        Findings{"warning assumed-object spec.secrets[0].name"});
  CHECK(
      found(gateway("") + kGroup + member("a", ", secrets: [{name: s, key: k}]") +
            "---\n{apiVersion: onepassword.com/v1, kind: OnePasswordItem, metadata: {name: s, namespace: team}, sepc: "
            "{itemPath: a}}\n") == Findings{"warning unknown-field sepc -> spec"});
  CHECK(making("onepassword.com", "OnePasswordItem", "itmPath: vaults/a/items/b") ==
        Findings{"warning unknown-field spec.itmPath -> itemPath"});
  CHECK(
      making("k8s.bitwarden.com", "BitwardenSecret", "secretName: s, map: [{bwSecretId: i, secretKeyNme: tls.key}]") ==
      Findings{"warning secret-key-missing spec.secrets[0].key",
               "warning unknown-field spec.map[0].secretKeyNme -> secretKeyName"});
  CHECK(making("secrets.doppler.com", "DopplerSecret", "managedSecret: {name: s}, tokenSecrt: {name: t}") ==
        Findings{"warning unknown-field spec.tokenSecrt -> tokenSecret"});
  // Nothing names the Secret but the misspelt field.
  const std::string assumed = "warning assumed-object spec.secrets[0].name";
  CHECK(making("secrets.infisical.com", "InfisicalSecret", "managedKubeSecretReferences: [{secretNme: s}]") ==
        Findings{assumed, "warning unknown-field spec.managedKubeSecretReferences[0].secretNme -> secretName"});
  CHECK(making("secrets.hashicorp.com", "VaultStaticSecret", "destintion: {name: s}") ==
        Findings{assumed, "warning unknown-field spec.destintion -> destination"});
  CHECK(making("secrets.hashicorp.com", "VaultStaticSecret", "destintion: {name: t}") == Findings{assumed});
  // It is called after the object where it is not said to be called otherwise.
  CHECK(external("dat: [{secretKey: tls.key, remoteRef: {key: a}}]") ==
        Findings{assumed, "warning unknown-field spec.dat -> data"});
  CHECK(
      found(gateway("") + kGroup + member("a", ", secrets: [{name: s, key: tls.key}]") +
            "---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: vault, namespace: team}, "
            "spec: {target: {nme: s}" +
            data + "}}\n") == Findings{assumed, "warning unknown-field spec.target.nme -> name"});
}

TEST_CASE("resources of a member are quantities") {
  const auto of = [](std::string_view resources) {
    return found(kGroup + member("a", ", resources: {" + std::string(resources) + "}"));
  };
  CHECK(of("limits: {cpu: 500m, memory: 1.5Gi}, requests: {cpu: '1', memory: ''}") == Findings{});
  CHECK(of("limits: {cpu: '${CPU}'}") == Findings{});
  CHECK(of("limits: {cpu: 50j}, requests: {memory: 256iM}") ==
        Findings{"warning invalid-format spec.resources.limits.cpu",
                 "warning invalid-format spec.resources.requests.memory"});
  const auto with_cache = [](std::string_view cache) {
    return found(kGroup +
                 object("EmbeddingServer", "e", "image: i, model: m, modelCache: {" + std::string(cache) + "}"));
  };
  CHECK(with_cache("enabled: false, size: abc") == Findings{});
  CHECK(with_cache("enabled: true, size: 10Gi") == Findings{});
  CHECK(with_cache("enabled: true, size: abc") == Findings{"warning invalid-format spec.modelCache.size"});
}

TEST_CASE("users of one redis agree on its password") {
  const std::string mine = gateway(
      ", sessionStorage: {provider: redis, address: 'redis:6379'}, authServerConfig: {upstreamProviders: [], storage: "
      "{type: redis, redis: {addr: 'redis:6379', aclUserConfig: {passwordSecretRef: {name: s, key: k}}}}}");
  CHECK(found(mine + kGroup + secret("s", "k: x")) ==
        Findings{"warning one-sided-password spec.sessionStorage.address"});
  const std::string other = gateway(", sessionStorage: {provider: redis, address: 'redis:6380'}");
  CHECK(found(other + kGroup) == Findings{});
}

TEST_CASE("an audience is its resource, slash for slash") {
  const auto with = [](std::string_view audience) {
    return gateway(", incomingAuth: {oidcConfigRef: {name: o, resourceUrl: 'https://g/mcp', audience: '" +
                   std::string(audience) + "'}}") +
           kGroup + object("MCPOIDCConfig", "o", "type: inline");
  };
  CHECK(found(with("https://g/mcp")) == Findings{});
  CHECK(found(with("https://g/mcp/")) ==
        Findings{"warning trailing-slash spec.incomingAuth.oidcConfigRef.audience -> https://g/mcp"});
  CHECK(found(with("another")) == Findings{});
}

TEST_CASE("containers of pod templates are the operator's own, or have an image") {
  const auto of_member = [](std::string_view container) {
    return found(kGroup + member("a", ", podTemplateSpec: {spec: {containers: [{" + std::string(container) + "}]}}"));
  };
  const auto of_gateway = [](std::string_view container) {
    return found(kGroup + gateway(", podTemplateSpec: {spec: {containers: [{" + std::string(container) + "}]}}"));
  };
  CHECK(of_member("name: mcp") == Findings{});
  CHECK(of_member("name: mcpo, image: i") == Findings{});
  CHECK(of_member("name: mcpo, $patch: delete") == Findings{});
  CHECK(of_member("name: mpc") ==
        Findings{"warning unknown-container spec.podTemplateSpec.spec.containers[0].name -> mcp"});
  CHECK(of_member("name: mpc, image: i") ==
        Findings{"warning unknown-container spec.podTemplateSpec.spec.containers[0].name -> mcp"});
  CHECK(of_member("name: proxy") == Findings{"warning unknown-container spec.podTemplateSpec.spec.containers[0].name"});
  CHECK(of_member("name: mcp}, {name: mpc, image: i") == Findings{});
  CHECK(of_gateway("name: vmcp") == Findings{});
  CHECK(of_gateway("name: proxy") == Findings{});
  CHECK(of_gateway("name: vmcpp") ==
        Findings{"warning unknown-container spec.podTemplateSpec.spec.containers[0].name -> vmcp"});
}

}  // namespace
}  // namespace vmcp::op
