// `diff` and `upgrade` against what real clusters and releases said.
//
// A folder of testdata/live is a dump (`kubectl get -o yaml`) of what the real operator of the release that its name
// begins with, else of v0.44.0, made of `input.yaml` on a real API server: nothing differs. What `upgrade` says of an
// accepted case of testdata/conformance follows from what the operators of both releases made of it.
#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/release/release.h"
#include "testdata/support.h"

namespace fs = std::filesystem;
using nlohmann::json;
using vmcp::cli::Outcome;

namespace {

std::string release_of(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name.starts_with('v') ? name.substr(0, name.find('-')) : std::string(vmcp::release::kReleases.front().tag);
}

/// `diff` of the input of a folder against a text.
Outcome diff(const fs::path& folder, const std::string& theirs, std::vector<std::string> options = {}) {
  options.insert(options.begin(), {"diff", "--toolhive", release_of(folder), (folder / "input.yaml").string()});
  options.insert(options.end(), {"--against", "-"});
  return vmcp::test::run(options, theirs);
}

std::string render(const fs::path& folder) {
  return vmcp::test::run({"--emit", "all", "--toolhive", release_of(folder), (folder / "input.yaml").string()}).out;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// The lines of a diff that begin with a sign, headings aside.
std::vector<std::string> lines_with(const std::string& text, char sign) {
  std::vector<std::string> result;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(sign) && !line.starts_with(std::string(3, sign))) result.push_back(line.substr(1));
  }
  return result;
}

struct Edit {
  std::string_view from;
  std::string_view to;
  std::string_view path;  ///< of the field that is named
  std::size_t lines = 1;  ///< that change
};

}  // namespace

TEST_CASE("compare: nothing differs from what a cluster made of the operator's objects") {
  for (const fs::path& folder : vmcp::test::folders(vmcp::test::testdata() / "live")) {
    CAPTURE(folder.filename().string());
    const Outcome outcome = diff(folder, vmcp::test::read_file(folder / "live.yaml"));
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.out.find("0 changed, 0 missing, 0 extra\n") != std::string::npos);
    CHECK(lines_with(outcome.out, '+').empty());
    CHECK(lines_with(outcome.out, '-').empty());
  }
}

TEST_CASE("compare: one edit of what a cluster has is one difference, which is named") {
  const fs::path folder = vmcp::test::testdata() / "live" / "a-incoming-oidc-inline-every-field";
  const std::string live = vmcp::test::read_file(folder / "live.yaml");
  constexpr std::string_view kPod = "spec.template.spec.";
  const std::vector<Edit> edits = {
      {"value: kubernetes", "value: docker", "containers[vmcp].env[TOOLHIVE_RUNTIME].value"},
      {"          - name: HOME\n            value: /tmp\n", "", "containers[vmcp].env[HOME]", 2},
      {"key: secret\n                name: sso-client", "key: other\n                name: sso-client",
       "containers[vmcp].env[VMCP_OIDC_CLIENT_SECRET].valueFrom.secretKeyRef.key"},
      {"vmcp:latest", "vmcp:v0.44.0", "containers[vmcp].image"},
      {"mountPath: /etc/vmcp-config\n            name: vmcp-config\n            readOnly: true",
       "mountPath: /etc/vmcp-config\n            name: vmcp-config",
       "containers[vmcp].volumeMounts[/etc/vmcp-config].readOnly"},
      {"defaultMode: 420", "defaultMode: 256", "volumes[vmcp-config].configMap.defaultMode"},
      {"terminationGracePeriodSeconds: 30", "terminationGracePeriodSeconds: 60", "terminationGracePeriodSeconds", 2},
      {"imagePullPolicy: IfNotPresent", "imagePullPolicy: Always", "containers[vmcp].imagePullPolicy"},
      {"restartPolicy: Always", "restartPolicy: Never", "restartPolicy"},
      {"port: http", "port: 9090", "containers[vmcp].livenessProbe.httpGet.port"},
  };
  for (const Edit& edit : edits) {
    CAPTURE(edit.path);
    const Outcome outcome = diff(folder, replaced(live, edit.from, edit.to));
    CHECK(outcome.exit_code == 1);
    CHECK(outcome.err.find("error:") == std::string::npos);
    CHECK(outcome.out.find("changed Deployment finance/ledgers: " + std::string(kPod) + std::string(edit.path) +
                           "\n") != std::string::npos);
    CHECK(std::max(lines_with(outcome.out, '+').size(), lines_with(outcome.out, '-').size()) <= edit.lines);
  }
  const std::vector<Edit> others = {
      {"sessionAffinity: ClientIP", "sessionAffinity: None",
       "changed Service finance/vmcp-ledgers: spec.sessionAffinity"},
      {"maxSurge: 25%", "maxSurge: 50%", "changed Deployment finance/ledgers: spec.strategy.rollingUpdate.maxSurge\n",
       3},
      {"timeoutSeconds: 10800", "timeoutSeconds: 60",
       "changed Service finance/vmcp-ledgers: spec.sessionAffinityConfig.clientIP.timeoutSeconds\n", 3},
      {"    - mcpgroups\n", "", "changed Role finance/ledgers-vmcp: rules[1].resources"},
      {"audience: ledger-api", "audience: other",
       "changed ConfigMap finance/ledgers-vmcp-config: data[config.yaml].incomingAuth.oidc.audience"},
      {"                  - ledger.write\n", "",
       "changed ConfigMap finance/ledgers-vmcp-config: data[config.yaml].incomingAuth.oidc.scopes"},
  };
  for (const Edit& edit : others) {
    CAPTURE(edit.path);
    const std::string text = replaced(live, edit.from, edit.to);
    const Outcome outcome = diff(folder, text);
    CHECK(outcome.exit_code == 1);
    CHECK(outcome.out.find(edit.path) != std::string::npos);
    CHECK(outcome.out.find("5 same, 1 changed, 0 missing, 0 extra\n") != std::string::npos);
    CHECK(std::max(lines_with(outcome.out, '+').size(), lines_with(outcome.out, '-').size()) == edit.lines);
  }
}

TEST_CASE("compare: what clusters and tools add is no difference") {
  const fs::path folder = vmcp::test::testdata() / "live" / "a-authserver-minimal-oidc";
  const std::string live = vmcp::test::read_file(folder / "live.yaml");
  const auto is_same = [&](const std::string& theirs) { return diff(folder, theirs).exit_code == 0; };
  // A Deployment that was applied, rolled out, restarted by kubectl and scaled by an autoscaler.
  CHECK(
      is_same(replaced(live, "    creationTimestamp: \"2026-11-24T00:23:08Z\"\n    generation: 1\n",
                       "    annotations:\n      deployment.kubernetes.io/revision: \"7\"\n"
                       "      kubectl.kubernetes.io/last-applied-configuration: |\n        {\"a\": \"b\"}\n"
                       "    finalizers: [foregroundDeletion]\n    managedFields: [{manager: kubectl, time: null}]\n")));
  CHECK(is_same(replaced(live, "        annotations:\n          toolhive",
                         "        annotations:\n          kubectl.kubernetes.io/restartedAt: \"2026-11-24T00:23:08Z\"\n"
                         "          toolhive")));
  CHECK(is_same(replaced(live, "replicas: 1\n", "replicas: 5\n")));
  CHECK(is_same(replaced(live, "cpu: 500m", "cpu: \"0.5\"")));
  CHECK(is_same(replaced(live, "memory: 512Mi", "memory: 0.5Gi")));
  CHECK(is_same(replaced(live, "status: {}", "status:\n    readyReplicas: 1")));
  CHECK(is_same(replaced(live, "internalTrafficPolicy: Cluster\n    ipFamilies:\n    - IPv4\n",
                         "internalTrafficPolicy: Cluster\n    ipFamilies: [IPv6]\n    healthCheckNodePort: 30000\n")));
  CHECK(is_same(
      replaced(live, "port: 4483\n      protocol: TCP", "port: 4483\n      nodePort: 31234\n      protocol: TCP")));
  // The token controller up to 1.23, and OpenShift's registry.
  CHECK(is_same(replaced(live, "  kind: ServiceAccount\n",
                         "  secrets: [{name: sandbox-vmcp-token-abcde}]\n"
                         "  imagePullSecrets: [{name: sandbox-vmcp-dockercfg-xyz12}]\n  kind: ServiceAccount\n")));
}

TEST_CASE("compare: what controllers make beside a gateway's objects is not compared") {
  const fs::path folder = vmcp::test::testdata() / "live" / "a-authserver-minimal-oidc";
  const std::string live = vmcp::test::read_file(folder / "live.yaml");
  const std::string labels =
      "{app: virtualmcpserver, app.kubernetes.io/instance: sandbox, app.kubernetes.io/name: virtualmcpserver, "
      "toolhive: \"true\", toolhive-name: sandbox}";
  const auto made = [&](const std::string& type, const std::string& name, const std::string& owner) {
    return "---\n" + type + "\nmetadata:\n  name: " + name + "\n  namespace: ai-sandbox\n  labels: " + labels +
           "\n  ownerReferences: [{kind: " + owner + ", name: sandbox, controller: true}]\n";
  };
  const std::string others =
      made("apiVersion: apps/v1\nkind: ReplicaSet", "sandbox-5d9", "Deployment") +
      made("apiVersion: v1\nkind: Pod", "sandbox-5d9-x7k", "ReplicaSet") +
      made("apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice", "vmcp-sandbox-2bq", "Service") +
      "---\napiVersion: v1\nkind: Endpoints\nmetadata: {name: vmcp-sandbox, namespace: ai-sandbox, labels: " + labels +
      "}\n"
      "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: kube-root-ca.crt, namespace: ai-sandbox}\n"
      "data: {ca.crt: x}\n"
      "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default, namespace: ai-sandbox}\n"
      "---\napiVersion: v1\nkind: Event\nmetadata: {name: sandbox.17, namespace: ai-sandbox}\n"
      "involvedObject: {kind: Deployment, name: sandbox}\n"
      "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: sandbox, namespace: elsewhere, labels: " +
      labels + "}\n";
  CHECK(diff(folder, live + others).exit_code == 0);
  // A cluster that has nothing of it is dumped as an empty list.
  const Outcome of_none = diff(folder, "apiVersion: v1\nkind: List\nitems: []\nmetadata: {resourceVersion: \"\"}\n");
  CHECK(of_none.exit_code == 1);
  CHECK(of_none.out.find("6 objects: 0 same, 0 changed, 6 missing, 0 extra\n") != std::string::npos);
}

TEST_CASE("compare: the operator's own keys count, and so do its replicas") {
  const fs::path folder = vmcp::test::testdata() / "live" / "v0.63.0-a-authserver-everything-on";
  const std::string live = vmcp::test::read_file(folder / "live.yaml");
  CHECK(diff(folder, replaced(live, "replicas: 3", "replicas: 2")).out.find(": spec.replicas\n") != std::string::npos);
  CHECK(diff(folder, replaced(live, "podvolumes-hash: b", "podvolumes-hash: a"))
            .out.find("metadata.annotations[toolhive.stacklok.io/podvolumes-hash]\n") != std::string::npos);
  CHECK(diff(folder, replaced(live, "    annotations:\n      toolhive.stacklok.io/podvolumes",
                              "    annotations:\n      toolhive.stacklok.io/podtemplatespec-hash: abc\n"
                              "      toolhive.stacklok.io/podvolumes"))
            .exit_code == 1);
}

TEST_CASE("compare: manifests are compared as a cluster would take them") {
  for (const fs::path& folder : vmcp::test::folders(vmcp::test::testdata() / "live")) {
    CAPTURE(folder.filename().string());
    const std::string manifests = render(folder);
    CHECK(diff(folder, manifests).exit_code == 0);
    // As kubectl create --dry-run=client -o yaml prints them.
    std::string printed = replaced(manifests, "kind: Deployment\nmetadata:\n",
                                   "kind: Deployment\nmetadata:\n  creationTimestamp: null\n");
    printed = replaced(printed, "  template:\n    metadata:\n",
                       "  strategy: {}\n  template:\n    metadata:\n      creationTimestamp: null\n");
    printed += "status: {}\n";
    CHECK(diff(folder, printed).exit_code == 0);
  }
}

TEST_CASE("compare: objects are missing and extra") {
  const fs::path folder = vmcp::test::testdata() / "live" / "a-authserver-minimal-oidc";
  const std::string live = vmcp::test::read_file(folder / "live.yaml");
  const std::string renamed = replaced(live, "name: vmcp-sandbox", "name: vmcp-other");
  const Outcome outcome = diff(folder, renamed);
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.out.find("missing Service ai-sandbox/vmcp-sandbox\n") != std::string::npos);
  CHECK(outcome.out.find("extra Service ai-sandbox/vmcp-other\n") != std::string::npos);
  CHECK(outcome.out.find("7 objects: 5 same, 0 changed, 1 missing, 1 extra\n") != std::string::npos);
  // Of kinds that are not asked for nothing is said.
  CHECK(diff(folder, renamed, {"--emit", "config"}).exit_code == 0);
  // What another controller made of the gateway's objects has their labels, too.
  const std::size_t service = renamed.find("kind: Service\n");
  const std::string derived =
      renamed.substr(0, service) + replaced(renamed.substr(service), "kind: VirtualMCPServer", "kind: Deployment");
  CHECK(diff(folder, derived).out.find("1 missing, 0 extra\n") != std::string::npos);
}

TEST_CASE("compare: no secret of a cluster is shown") {
  const fs::path folder = vmcp::test::testdata() / "live" / "a-authserver-minimal-oidc";
  const std::string live = vmcp::test::read_file(folder / "live.yaml");
  const std::string secret = "hunter2-hunter2";
  const std::vector<std::string> edited = {
      replaced(live, "          - name: HOME\n",
               "          - name: REDIS_PASSWORD\n            value: " + secret + "\n          - name: HOME\n"),
      replaced(
          live, "          - name: HOME\n",
          "          - name: URL\n            value: redis://:" + secret + "@redis:6379\n          - name: HOME\n"),
      replaced(live, "      outgoingAuth:\n", "      password: " + secret + "\n      outgoingAuth:\n"),
      replaced(live, "      outgoingAuth:\n", "      password: " + secret + "\n   broken\n      outgoingAuth:\n"),
      live +
          "---\napiVersion: v1\nkind: Secret\nmetadata: {name: sandbox-hmac-secret, namespace: ai-sandbox}\n"
          "stringData: {hmac-secret: " +
          secret + "}\n",
  };
  for (const std::string& theirs : edited) {
    for (const char* const format : {"text", "json"}) {
      const Outcome outcome = diff(folder, theirs, {"-o", format});
      CHECK(outcome.out.find("hunter2") == std::string::npos);
      CHECK(outcome.err.find("hunter2") == std::string::npos);
    }
  }
  CHECK(diff(folder, edited[0]).exit_code == 1);
  CHECK(diff(folder, edited[4]).exit_code == 0);
}

namespace {

using Gateway = std::pair<std::string, std::string>;
using vmcp::release::Set;

/// What was said of a case in the oldest or the newest release: the file that holds there.
fs::path expected(const fs::path& folder, Set set, const std::string& file) {
  fs::path found;
  for (const Set at : vmcp::release::kSets) {
    const fs::path path = (at == vmcp::release::kOldestSet ? folder : folder / vmcp::release::first_tag(at)) / file;
    if (at <= set && fs::exists(path)) found = path;
  }
  return found;
}

bool accepts(const fs::path& folder, Set set) {
  const fs::path path = expected(folder, set, "verdict.json");
  return !path.empty() && json::parse(vmcp::test::read_file(path))["verdict"] == "accept";
}

/// The objects of each gateway: its Deployment is the last of them.
std::map<Gateway, std::vector<json>> objects_of(const fs::path& folder, Set set) {
  std::map<Gateway, std::vector<json>> result;
  std::vector<json> objects;
  for (json& object : vmcp::test::read_all_yaml(expected(folder, set, "expected.yaml"))) {
    const bool is_last = object["kind"] == "Deployment";
    const Gateway gateway(object["metadata"]["namespace"], object["metadata"]["name"]);
    objects.push_back(std::move(object));
    if (is_last) result.emplace(gateway, std::exchange(objects, {}));
  }
  return result;
}

/// A part of each container of a pod's template.
json of_containers(const json& deployment, const char* field) {
  json result;
  for (const json& container : deployment["spec"]["template"]["spec"]["containers"]) {
    result.push_back(container.value(field, json()));
  }
  return result;
}

/// Why the pod restarts; empty when it stays.
std::string cause(const json& before, const json& after) {
  const json& was = before["spec"]["template"];
  const json& is = after["spec"]["template"];
  const auto checksum = [](const json& pod) {
    return pod["metadata"].value("annotations", json::object()).value("toolhive.stacklok.dev/runconfig-checksum", "");
  };
  if (was == is) return "";
  if (of_containers(before, "image") != of_containers(after, "image")) return "image";
  if (of_containers(before, "env") != of_containers(after, "env")) return "env";
  if (checksum(was) != checksum(is)) return "config checksum";
  if (was["spec"].value("volumes", json()) != is["spec"].value("volumes", json()) ||
      of_containers(before, "volumeMounts") != of_containers(after, "volumeMounts")) {
    return "volumes";
  }
  return "other";
}

/// Whether vmcp refuses to start in the newest release, or the pod lacks something, on which there is no expectation.
bool will_not_start(const fs::path& folder, const Gateway& gateway) {
  const fs::path labels = expected(folder, vmcp::release::kNewestSet, "start.json");
  if (!labels.empty()) {
    for (const json& label : json::parse(vmcp::test::read_file(labels))) {
      if (label["namespace"] == gateway.first && label["name"] == gateway.second && label["start"] == "refused") {
        return true;
      }
    }
  }
  std::vector<std::string> arguments = vmcp::test::arguments_for(folder);
  arguments.insert(arguments.begin(), {"check", "--toolhive", std::string(vmcp::release::kReleases.back().tag)});
  const json findings = json::parse(vmcp::test::run(arguments).err);
  return std::ranges::any_of(findings, [](const json& finding) {
    return finding["severity"] == "error" && (finding["stage"] == "pod" || finding["stage"] == "start");
  });
}

}  // namespace

TEST_CASE("compare: what an upgrade does follows from what both operators made") {
  constexpr Set kFrom = vmcp::release::kOldestSet;
  constexpr Set kTo = vmcp::release::kNewestSet;
  std::map<std::string, int> seen;
  for (const fs::path& folder : vmcp::test::chosen(vmcp::test::folders(vmcp::test::testdata() / "conformance"))) {
    const std::string name = folder.filename().string();
    CAPTURE(name);
    if (!accepts(folder, kFrom)) continue;
    std::vector<std::string> arguments = vmcp::test::arguments_for(folder);
    arguments.insert(arguments.begin(), {"upgrade", "--from", "0.44", "--to", "0.63", "-o", "json"});
    const Outcome outcome = vmcp::test::run(arguments);
    CAPTURE(outcome.err);
    REQUIRE(outcome.exit_code == 1);
    const json upgrade = json::parse(outcome.out);
    const bool is_accepted = accepts(folder, kTo);
    const auto before = objects_of(folder, kFrom);
    auto after = is_accepted ? objects_of(folder, kTo) : std::map<Gateway, std::vector<json>>();
    CHECK(upgrade["gateways"].size() == before.size());
    bool any_refused = false;
    for (const json& gateway : upgrade["gateways"]) {
      const Gateway id(gateway["namespace"], gateway["name"]);
      CAPTURE(id.second);
      const std::string verdict = gateway["verdict"];
      ++seen[verdict];
      any_refused = any_refused || verdict == "refused";
      if (!is_accepted) continue;
      const std::vector<json>& was = before.at(id);
      const std::vector<json>& is = after.at(id);
      const std::string why = cause(was.back(), is.back());
      CHECK(gateway.value("cause", json::object()).value("kind", "") == why);
      if (verdict == "will-not-start") {
        CHECK(will_not_start(folder, id));
      } else {
        CHECK(verdict == (!why.empty() ? "restarts" : was != is ? "changed" : "same"));
      }
    }
    CHECK(any_refused == !is_accepted);
  }
  for (const auto& [verdict, count] : seen) MESSAGE(verdict << ": " << count);
  if (!vmcp::test::is_one_case()) CHECK(seen["restarts"] > 20);
}
