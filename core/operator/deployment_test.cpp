#include "core/operator/deployment.h"

#include <doctest/doctest.h>
#include <string>

#include "core/operator/auth_server/auth_server.h"
#include "core/operator/members/workloads.h"
#include "core/operator/test_world.h"

using vmcp::op::Platform;
using vmcp::op::Settings;
using vmcp::op::TestWorld;
using vmcp::yaml::Value;

namespace {

std::string server_with(std::string_view spec) {
  return "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: s, namespace: team}, "
         "spec: " +
         std::string(spec) + "}\n";
}

Value deployment(const TestWorld& world) {
  vmcp::op::Notes notes;
  vmcp::op::Context context = world.context();
  context.notes = &notes;
  vmcp::op::wire_auth_server(context);
  vmcp::op::wire_pod(context, {}, context.spec().config);
  return vmcp::op::deployment_for(context, "c0ffee");
}

Value deployment(std::string_view spec, Settings settings = {}) {
  return deployment(TestWorld(server_with(spec), std::move(settings)));
}

/// The value at a path of keys and indices: "spec.template.spec.containers.0.name".
const Value& at(const Value& root, std::string_view path) {
  const Value* value = &root;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('.'), path.size());
    const std::string key(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
    value = value->is_sequence() ? &value->items().at(std::stoul(key)) : value->find(key);
    REQUIRE_MESSAGE(value != nullptr, key);
  }
  return *value;
}

constexpr std::string_view kContainer = "spec.template.spec.containers.0";

const Value& container(const Value& deployment) { return at(deployment, kContainer); }

std::string names(const Value& list) {
  std::string result;
  for (const Value& item : list.items()) result.append(item.string_at("name")).append(" ");
  return result;
}

}  // namespace

TEST_CASE("a plain gateway") {
  const Value plain = deployment("{}");
  CHECK(names(at(container(plain), "env")) ==
        "VMCP_NAME VMCP_NAMESPACE VMCP_SESSION_HMAC_SECRET XDG_CONFIG_HOME HOME TOOLHIVE_RUNTIME UNSTRUCTURED_LOGS ");
  CHECK(container(plain).string_at("image") == "ghcr.io/stacklok/toolhive/vmcp:latest");
  CHECK(at(container(plain), "args").items().size() == 4);
  CHECK(at(plain, "spec.template.spec").string_at("serviceAccountName") == "s-vmcp");
  CHECK(at(plain, "spec.template.metadata.annotations").string_at("toolhive.stacklok.dev/runconfig-checksum") ==
        "c0ffee");
  CHECK(at(plain, "spec").find("replicas") == nullptr);
  CHECK(at(plain, "metadata.annotations").members().size() == 1);
  CHECK(at(deployment("{}", vmcp::op::settings_of("0.44.0")), "metadata").find("annotations") == nullptr);
}

TEST_CASE("what the spec and the operator's surroundings change") {
  Settings settings;
  settings.platform = Platform::kOpenShift;
  settings.vmcp_image = "registry/vmcp:1";
  settings.default_image_pull_secrets = {"b", "operator"};
  const Value changed = deployment(
      "{replicas: 0, serviceAccount: mine, imagePullSecrets: [{name: b}, {name: a}],"
      " config: {operational: {logLevel: debug}}}",
      settings);
  CHECK(at(changed, "spec.replicas") == Value(0));
  CHECK(container(changed).string_at("image") == "registry/vmcp:1");
  CHECK(at(container(changed), "args").items().back() == Value("--debug"));
  CHECK(at(changed, "spec.template.spec").string_at("serviceAccountName") == "mine");
  CHECK(names(at(changed, "spec.template.spec.imagePullSecrets")) == "b a operator ");
  CHECK(at(changed, "spec.template.spec.securityContext").find("fsGroup") == nullptr);
  CHECK(at(container(changed), "securityContext").find("runAsUser") == nullptr);
  // SHA-256 of [{"name":"a"},{"name":"b"},{"name":"operator"}].
  CHECK(at(changed, "metadata.annotations").string_at("toolhive.stacklok.io/imagepullsecrets-hash") ==
        "6128bc0c693667a33d3d749f6a200401438207e3bc427531f76f3897ab09a4d4");
}

TEST_CASE("the user's pod template is merged in, and hashed even when it is empty") {
  const Value merged = deployment(
      "{podTemplateSpec: {spec: {priorityClassName: high, containers: [{name: vmcp, env: [{name: HOME, value: /h}]},"
      " {name: side, image: i}]}}}");
  CHECK(at(merged, "spec.template.spec").string_at("priorityClassName") == "high");
  CHECK(names(at(merged, "spec.template.spec.containers")) == "vmcp side ");
  CHECK(names(at(container(merged), "env")).ends_with("XDG_CONFIG_HOME HOME TOOLHIVE_RUNTIME UNSTRUCTURED_LOGS "));

  constexpr std::string_view kHashOfEmptyObject = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
  CHECK(at(deployment("{podTemplateSpec: {}}"), "metadata.annotations")
            .string_at("toolhive.stacklok.io/podtemplatespec-hash") == kHashOfEmptyObject);
}

TEST_CASE("a pod template that cannot be merged is refused where it stands") {
  const TestWorld world(server_with("{podTemplateSpec: {spec: {containers: [{name: vmcp, $patch: remove}]}}}"));
  deployment(world);
  CHECK(world.findings() ==
        std::vector<std::string>{"error invalid-pod-template spec.podTemplateSpec.spec.containers[0].$patch"});
}
