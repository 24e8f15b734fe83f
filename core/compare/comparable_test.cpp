#include "core/compare/comparable.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "core/compare/fields.h"
#include "core/compare/hidden.h"
#include "core/yaml/payload.h"

namespace vmcp::compare {
namespace {

using yaml::Value;

Value object(const std::string& text) { return yaml::read_payload(text).value_or(Value()); }

/// The paths of what differs.
std::string differing(const std::string& ours, const std::string& theirs, bool of_cluster = true) {
  admission::Effort effort{.judges = false};
  const Versions versions = comparable(object(ours), object(theirs), admission::Schemas::builtin(), effort, of_cluster);
  std::string paths;
  for (const FieldDifference& field : differences(versions.ours, versions.theirs)) paths += field.path + '\n';
  return paths;
}

constexpr std::string_view kHead = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: gw, namespace: mcp}\n";

std::string deployment(const std::string& spec) {
  return std::string(kHead) + "spec: {minReadySeconds: 5, " + spec + "}";
}
std::string pod(const std::string& spec) { return deployment("template: {spec: {hostname: h, " + spec + "}}"); }
std::string container(const std::string& fields) { return pod("containers: [{name: vmcp, " + fields + "}]"); }
std::string service(const std::string& spec) {
  return "apiVersion: v1\nkind: Service\nmetadata: {name: gw}\nspec: {" + spec + "}";
}

/// What a cluster makes of something.
struct Filled {
  std::string given;
  std::string stored;
};

}  // namespace

TEST_CASE("defaults of the API server are no difference") {
  const std::vector<Filled> rows = {
      {deployment(""),
       deployment(
           "replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: {type: RollingUpdate, "
           "rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}")},
      {deployment("strategy: {rollingUpdate: {maxSurge: 1}}"),
       deployment("strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 25%}}")},
      {pod(""),
       pod("dnsPolicy: ClusterFirst, restartPolicy: Always, schedulerName: default-scheduler, securityContext: "
           "{}, terminationGracePeriodSeconds: 30")},
      {pod("serviceAccountName: gw"), pod("serviceAccountName: gw, serviceAccount: gw")},
      {container("image: a"), container("image: a, imagePullPolicy: Always, terminationMessagePath: "
                                        "/dev/termination-log, terminationMessagePolicy: File, resources: {}")},
      {container("image: a:latest"), container("image: a:latest, imagePullPolicy: Always")},
      {container("image: 'h:5000/a'"), container("image: 'h:5000/a', imagePullPolicy: Always")},
      {container("image: a:v1"), container("image: a:v1, imagePullPolicy: IfNotPresent")},
      {container("image: 'a@sha256:00'"), container("image: 'a@sha256:00', imagePullPolicy: IfNotPresent")},
      {container("ports: [{containerPort: 80}]"), container("ports: [{containerPort: 80, protocol: TCP}]")},
      {container("livenessProbe: {httpGet: {port: 80}}"),
       container("livenessProbe: {httpGet: {port: 80, path: /, scheme: HTTP}, timeoutSeconds: 1, periodSeconds: 10, "
                 "successThreshold: 1, failureThreshold: 3}")},
      {container("startupProbe: {grpc: {port: 80}}"),
       container("startupProbe: {grpc: {port: 80, service: ''}, timeoutSeconds: 1, periodSeconds: 10, "
                 "successThreshold: 1, failureThreshold: 3}")},
      {container("env: [{name: A, value: ''}, {name: B, valueFrom: {fieldRef: {fieldPath: a}}}]"),
       container("env: [{name: A}, {name: B, valueFrom: {fieldRef: {fieldPath: a, apiVersion: v1}}}]")},
      {container("env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}]"),
       container("env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: '0'}}}]")},
      {container("resources: {limits: {cpu: 1000m, memory: 1Gi}}"),
       container("resources: {limits: {cpu: 1, memory: 1024Mi}}")},
      {container("resources: {limits: {cpu: 100u}}"), container("resources: {limits: {cpu: 1m}}")},
      {pod("volumes: [{name: a, secret: {secretName: a}}, {name: b, configMap: {name: b}}, {name: c}, {name: d, "
           "projected: {sources: [{serviceAccountToken: {path: t}}]}}, {name: e, downwardAPI: {items: [{path: p, "
           "fieldRef: {fieldPath: f}}]}}, {name: f, hostPath: {path: /}}, {name: g, image: {reference: r}}]"),
       pod("volumes: [{name: a, secret: {secretName: a, defaultMode: 420}}, {name: b, configMap: {name: b, "
           "defaultMode: "
           "420}}, {name: c, emptyDir: {}}, {name: d, projected: {defaultMode: 420, sources: [{serviceAccountToken: "
           "{path: t, expirationSeconds: 3600}}]}}, {name: e, downwardAPI: {defaultMode: 420, items: [{path: p, "
           "fieldRef: {apiVersion: v1, fieldPath: f}}]}}, {name: f, hostPath: {path: /, type: ''}}, {name: g, image: "
           "{reference: r, pullPolicy: Always}}]")},
      {service("ports: [{port: 80}]"),
       service("type: ClusterIP, clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], ipFamilies: [IPv4], ipFamilyPolicy: "
               "SingleStack, internalTrafficPolicy: Cluster, sessionAffinity: None, ports: [{port: 80, protocol: TCP, "
               "targetPort: 80}]")},
      {service("type: LoadBalancer, sessionAffinity: ClientIP, ports: [{port: 80}]"),
       service("type: LoadBalancer, sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: "
               "10800}}, externalTrafficPolicy: Cluster, allocateLoadBalancerNodePorts: true, healthCheckNodePort: "
               "30001, ports: [{port: 80, nodePort: 30000}]")},
      {"apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nroleRef: {kind: Role, name: r}\nsubjects: [{kind: "
       "User, name: u}, {kind: ServiceAccount, name: s, namespace: n}]",
       "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nroleRef: {apiGroup: rbac.authorization.k8s.io, "
       "kind: Role, name: r}\nsubjects: [{kind: User, name: u, apiGroup: rbac.authorization.k8s.io}, {kind: "
       "ServiceAccount, name: s, namespace: n}]"},
      {"apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: g}\nspec: {groupRef: "
       "{name: "
       "g}, incomingAuth: {type: anonymous}}",
       "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: g, uid: u}\nspec: "
       "{groupRef: {name: g}, incomingAuth: {type: anonymous}, serviceType: ClusterIP}\nstatus: {phase: Ready}"},
  };
  for (const Filled& row : rows) {
    CAPTURE(row.stored);
    CHECK(differing(row.given, row.stored) == "");
  }
}

TEST_CASE("what is no default is a difference") {
  CHECK(differing(pod(""), pod("terminationGracePeriodSeconds: 31")) ==
        "spec.template.spec.terminationGracePeriodSeconds\n");
  CHECK(differing(pod("terminationGracePeriodSeconds: 31"), pod("")) ==
        "spec.template.spec.terminationGracePeriodSeconds\n");
  CHECK(differing(pod("terminationGracePeriodSeconds: 31"), pod("terminationGracePeriodSeconds: 30")) ==
        "spec.template.spec.terminationGracePeriodSeconds\n");
  CHECK(differing(deployment(""), deployment("strategy: {type: Recreate}")) == "spec.strategy.type\n");
  CHECK(differing(deployment("replicas: 2"), deployment("replicas: 3")) == "spec.replicas\n");
  CHECK(differing(deployment("replicas: 2"), deployment("")) == "spec.replicas\n");
  CHECK(differing(container("image: a:v1"), container("image: a:v1, imagePullPolicy: Always")) ==
        "spec.template.spec.containers[vmcp].imagePullPolicy\n");
  CHECK(differing(pod("volumes: [{name: a, secret: {secretName: a}}]"), pod("volumes: [{name: a, emptyDir: {}}]")) ==
        "spec.template.spec.volumes[a].secret.secretName\nspec.template.spec.volumes[a].emptyDir\n");
  CHECK(differing(service("ports: [{port: 80}]"), service("clusterIP: None, ports: [{port: 80, targetPort: 8080}]")) ==
        "spec.ports[80].targetPort\nspec.clusterIP\n");
  CHECK(differing(container("resources: {limits: {cpu: 1}}"), container("resources: {limits: {cpu: 1001m}}")) ==
        "spec.template.spec.containers[vmcp].resources.limits.cpu\n");
}

TEST_CASE("labels and annotations that are not the operator's count between renders only") {
  const std::string ours = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, labels: {a: b}}";
  const std::string theirs =
      "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, labels: {a: b, c: d}, annotations: "
      "{toolhive.stacklok.dev/x: y, e: f}}";
  CHECK(differing(ours, theirs) == "metadata.annotations[toolhive.stacklok.dev/x]\n");
  CHECK(differing(ours, theirs, false) ==
        "metadata.labels.c\nmetadata.annotations[toolhive.stacklok.dev/x]\nmetadata.annotations.e\n");
  CHECK(differing(theirs, ours) ==
        "metadata.labels.c\nmetadata.annotations[toolhive.stacklok.dev/x]\nmetadata.annotations.e\n");
}

TEST_CASE("items are told apart by name, and their order counts") {
  CHECK(differing(container("env: [{name: A, value: a}, {name: B, value: b}]"),
                  container("env: [{name: B, value: c}, {name: A, value: a}]")) ==
        "spec.template.spec.containers[vmcp].env\nspec.template.spec.containers[vmcp].env[B].value\n");
  CHECK(differing(container("args: [a, b]"), container("args: [a, c]")) ==
        "spec.template.spec.containers[vmcp].args\n");
}

TEST_CASE("texts of a ConfigMap are compared as documents") {
  const auto config_map = [](const std::string& text) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {config.yaml: " + text + ", other: x}";
  };
  CHECK(differing(config_map("\"a: 1\\nb: {c: [x, y]}\\n\""), config_map("\"b:\\n  c:\\n  - x\\n  - y\\na: 1\"")) ==
        "");
  CHECK(differing(config_map("\"a: 1\\nb: {c: [x, y]}\\n\""), config_map("\"b: {c: [x]}\\na: 2\"")) ==
        "data[config.yaml].a\ndata[config.yaml].b.c\n");
  CHECK(differing(config_map("\"a: 1\""), config_map("\"a: [\"")) == "data[config.yaml]\n");
  admission::Effort effort{.judges = false};
  const Versions versions =
      with_texts(comparable(object(config_map("\"b: 1\\na: 2\"")), object(config_map("\"a: 2\\nb: 3\"")),
                            admission::Schemas::builtin(), effort));
  CHECK(versions.ours.find("data")->string_at("config.yaml") == "b: 1\na: 2\n");
  CHECK(versions.theirs.find("data")->string_at("config.yaml") == "b: 3\na: 2\n");
}

TEST_CASE("secrets are hidden, and differ all the same") {
  const auto hidden = [](const std::string& ours, const std::string& theirs) {
    Versions versions{object(ours), object(theirs)};
    diag::KnownKeys known;
    hide_secrets(versions, known);
    return versions;
  };
  const Versions same = hidden("{password: abc, replicas: 3}", "{password: abc, replicas: 4}");
  CHECK(same.ours == object("{password: '***', replicas: 3}"));
  CHECK(same.theirs == object("{password: '***', replicas: 4}"));
  const Versions differ = hidden("{password: abc}", "{password: 5}");
  CHECK(differ.ours == object("{password: '*** (after)'}"));
  CHECK(differ.theirs == object("{password: '*** (before)'}"));
  const Versions env = hidden("{spec: {env: [{name: HOME, value: /tmp}]}}",
                              "{spec: {env: [{name: DB_PASSWORD, value: abc}, {name: HOME, value: /root}]}}");
  CHECK(env.theirs == object("{spec: {env: [{name: DB_PASSWORD, value: '***'}, {name: HOME, value: /root}]}}"));
  const Versions misspelt = hidden("null", "{spec: {env: [{name: DB_PASSWRD, value: abc}, {name: HOME, value: /r}]}}");
  CHECK(misspelt.theirs == object("{spec: {env: [{name: DB_PASSWRD, value: '***'}, {name: HOME, value: /r}]}}"));
  const Versions header =
      hidden("{data: {a.yaml: {with: [{name: X-API-Key, value: abc}, {name: Accept, value: b}]}}}", "null");
  CHECK(header.ours == object("{data: {a.yaml: {with: [{name: X-API-Key, value: '***'}, {name: Accept, value: b}]}}}"));
  const Versions secret =
      hidden("{data: {a.yaml: {kind: Secret, data: {a: abc}}, b.yaml: {kind: ConfigMap, data: {a: b}}}}", "null");
  CHECK(secret.ours ==
        object("{data: {a.yaml: {kind: Secret, data: {a: '***'}}, b.yaml: {kind: ConfigMap, data: {a: b}}}}"));
  const Versions made = hidden(
      "{data: {a: {kind: SealedSecret, spec: {template: {data: {name: abc}}}}, b: {secretGenerator: [{name: x}]}, c: "
      "{stringData: {key: abc}}}}",
      "null");
  CHECK(made.ours == object("{data: {a: {kind: SealedSecret, spec: {template: {data: {name: '***'}}}}, b: "
                            "{secretGenerator: [{name: '***'}]}, c: {stringData: {key: '***'}}}}"));
  const Versions toleration = hidden("{spec: {tolerations: [{key: secret-nodes, value: abc}]}}", "null");
  CHECK(toleration.ours == object("{spec: {tolerations: [{key: secret-nodes, value: abc}]}}"));
  const Versions urls = hidden("{url: 'redis://a:b@h'}", "{url: 'redis://a:c@h'}");
  CHECK(urls.theirs == object("{url: '*** (before)'}"));
  const Versions texts = hidden(
      "{spec: {env: [{name: A, value: '{\"kind\": \"Secret\", \"stringData\": {\"a\": \"b\"}}'}, {name: B_TOKEN, "
      "valueFrom: abc}, C_TOKEN=abc, {name: D, value: \"a: b\\npassword:\\n  abc\"}]}}",
      "null");
  CHECK(texts.ours == object("{spec: {env: [{name: A, value: '***'}, {name: B_TOKEN, valueFrom: '***'}, '***', {name: "
                             "D, value: \"a: b\\npassword:\\n***\"}]}}"));
  const Versions lists = hidden("null", "{spec: {env: [{name: A_TOKEN, value: [abc], valueFrom: {a: abc}}]}}");
  CHECK(lists.theirs == object("{spec: {env: [{name: A_TOKEN, value: ['***'], valueFrom: {a: '***'}}]}}"));
  const Versions checksums = hidden("{metadata: {x/content-checksum: 0123456789abcdef0123456789abcdef}}", "null");
  CHECK(checksums.ours == object("{metadata: {x/content-checksum: 0123456789abcdef0123456789abcdef}}"));
}

}  // namespace vmcp::compare
