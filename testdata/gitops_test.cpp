// Whole repositories, walked from their roots as a pipeline does it. Each is sound: nothing is found in it but notes.
// With one mistake planted, exactly that mistake is found, whatever else stands in the repository.
#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/source/files.h"
#include "testdata/support.h"

namespace fs = std::filesystem;

namespace {

fs::path trees() { return vmcp::test::testdata() / "gitops/hosts"; }

/// The files of a tree below `repo/`, hidden ones too.
vmcp::source::MemoryFileSystem read_tree(const std::string& tree) {
  vmcp::source::MemoryFileSystem files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(trees() / tree)) {
    if (!entry.is_regular_file()) continue;
    const std::string below = entry.path().lexically_relative(trees() / tree).generic_string();
    files.files["repo/" + below] = vmcp::test::read_file(entry.path());
  }
  return files;
}

/// "FILE SEVERITY CODE" of each finding but notes, one a line, sorted.
std::string found(const std::string& json) {
  std::vector<std::string> lines;
  for (const nlohmann::json& finding : nlohmann::json::parse(json)) {
    const std::string severity = finding.at("severity");
    if (severity == "note") continue;
    std::string file = finding.value("file", "");
    if (file.starts_with("repo/")) file.erase(0, std::string_view("repo/").size());
    lines.push_back(file + ' ' + severity + ' ' + finding.at("code").get<std::string>() + '\n');
  }
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

struct Mistake {
  const char* tree;
  const char* file;
  const char* right;
  const char* wrong;
  const char* found;
};

constexpr Mistake kMistakes[] = {
    {"flux", "apps/base/gateway.yaml", "      name: corporate\n", "      name: corporat\n",
     "apps/base/gateway.yaml error reference-not-found\n"},
    {"flux", "apps/base/gateway.yaml", "/v1beta1\nkind: MCPOIDCConfig", "/v2\nkind: MCPOIDCConfig",
     "apps/base/gateway.yaml error unknown-version\n"},
    {"flux", "apps/base/gateway.yaml", "stacklok.dev/v1beta1\nkind: MCPOIDCConfig",
     "stacklok.com/v1beta1\nkind: MCPOIDCConfig", "apps/base/gateway.yaml error unknown-group\n"},
    {"flux", "apps/base/gateway.yaml", "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer",
     "kind: VirtualMCPServer", "apps/base/gateway.yaml error missing-field\n"},
    {"flux", "apps/base/members.yaml", "kind: MCPServer", "kind: MCPServr",
     "apps/base/members.yaml error unknown-kind\n"},
    {"flux", "apps/base/secrets.yaml", "secretKey: client-secret", "secretKey: client_secret",
     "apps/base/gateway.yaml error secret-key-missing\n"},
    // What was a bystander is of concern as soon as something refers to it.
    {"flux", "apps/base/gateway.yaml", "      name: corporate-client\n", "      name: plain\n",
     "bystanders/secret-not-base64.yaml error invalid-format\n"},
    {"flux", "apps/base/gateway.yaml", "      name: corporate-client\n", "      name: typo\n",
     "bystanders/secret-of-another-field.yaml error unknown-field\n"},
    {"flux", "apps/base/kustomization.yaml", "resources:\n", "resources: [\n",
     "apps/base/kustomization.yaml error yaml-syntax\n"},
    {"argocd", "support/auth.yaml", "key: api-key", "key: apikey", "support/auth.yaml error secret-key-missing\n"},
    {"argocd", "support/secret.yaml", "stringData", "stringdata", "support/secret.yaml error unknown-field\n"},
    {"argocd", "applications/toolhive.yaml", "0.63.0", "99.0.0", "applications/toolhive.yaml error unknown-release\n"},
    {"kustomize", "base/gateway.yaml", "key: https", "key: http", "base/gateway.yaml error config-map-key-missing\n"},
    {"kustomize", "base/servers/github.yaml", "  kind: MCPServer\n", "",
     "base/servers/github.yaml error build-refused\n"},
    {"kustomize", "base/servers/github.yaml", "transport: stdio", "transprot: stdio",
     "base/servers/github.yaml error unknown-field\n"},
    {"kustomize", "overlays/dev/patches/gateway.yaml",
     "\nkind:", "\nkid:", "overlays/dev/patches/gateway.yaml error build-refused\n"},
    {"kustomize", "overlays/dev/kustomization.yaml",
     "  target:\n    kind:", "  target:\n    kid:", "overlays/dev/kustomization.yaml error build-refused\n"},
    {"kustomize", "overlays/dev/patches/replicas.json", "\"value\"", "\"vaue\"",
     "overlays/dev/patches/replicas.json warning ignored-field\n"},
    {"kustomize", "overlays/dev/kustomization.yaml", "kind: VirtualMCPServer\n",
     "kind: VirtualMCPServer\n    namespace: tool\n", "overlays/dev/kustomization.yaml warning ignored-field\n"},
    {"kustomize", "overlays/dev/patches/replicas.json", "\"add\", \"path\": \"/spec/replicas\"",
     "\"remove\", \"path\": \"/spec/replica\"", "overlays/dev/patches/replicas.json error build-refused\n"},
    {"kustomize", "overlays/dev/patches/gateway.yaml", "toolhive.stacklok.dev", "toolhive.stacklok.com",
     "overlays/dev/kustomization.yaml error build-refused\n"},
    {"kustomize", "overlays/dev/patches/gateway.yaml", "replace", "repace",
     "overlays/dev/kustomization.yaml error build-refused\n"},
    {"kustomize", "overlays/prod/gateway.yaml", "name: tools", "name: tols",
     "overlays/prod/kustomization.yaml error build-refused\n"},
    {"overlays", "components/sso/kustomization.yaml", "value: oidc", "vaue: oidc",
     "components/sso/kustomization.yaml error build-refused\n"},
    {"overlays", "overlays/prod/kustomization.yaml", "- path: gateway.yaml",
     "- path: gateway.yaml\n- patch: '- {op: add, path: /spec/replicas, value: 2}'\n  target:\n    kind: "
     "VirtualMCPServer\n    namespace: mpc",
     "overlays/prod/kustomization.yaml warning ignored-field\n"},
    {"flux", "clusters/production/apps.yaml", "kustomize.toolkit.fluxcd.io", "kustomize.toolkit.fluxcd.oi",
     "clusters/production/apps.yaml warning build-refused\n"},
    {"flux", "clusters/production/apps.yaml", "kind: Kustomization", "kid: Kustomization",
     "clusters/production/apps.yaml warning build-refused\n"},
    {"flux", "clusters/production/apps.yaml", "name: flux-system\n", "name: flux-sytem\n",
     "clusters/production/apps.yaml warning build-refused\n"},
    {"flux", "apps/production/audience.yaml", "toolhive.stacklok.dev", "toolhive.stackok.dev",
     "apps/production/kustomization.yaml error build-refused\n"},
    {"argocd", "applications/support.yaml", "argoproj.io", "argoproj.i",
     "applications/support.yaml warning build-refused\n"},
    {"argocd", "applications/support.yaml", "name: support", "nam: support",
     "applications/support.yaml warning build-refused\n"},
    {"overlays", "base/Kustomization", "- gateway.yaml", "- gatewy.yaml", "base/Kustomization error build-refused\n"},
    {"overlays", "base/Kustomization", "labels:", "label:", "base/Kustomization error build-refused\n"},
    {"overlays", "components/sso/kustomization.yaml", "value: oidc", "value: anonymous",
     "components/sso/kustomization.yaml error build-refused\n"},
    {"overlays", "components/sso/kustomization.yaml", "value: ClusterIP", "value: Cluster",
     "components/sso/kustomization.yaml error not-in-enum\n"},
    {"overlays", "components/prefix/references.yaml",
     "group: toolhive.stacklok.dev\n  fieldSpecs:\n  - path: "
     "spec/incomingAuth",
     "group: toolhive.stacklok.com\n  fieldSpecs:\n  - path: spec/incomingAuth",
     "base/gateway.yaml error reference-not-found\n"},
    {"overlays", "overlays/prod/gateway.yaml", "name: gateway", "name: gatewy",
     "overlays/prod/kustomization.yaml error build-refused\n"},
    {"overlays", "overlays/prod/kustomization.yaml", "- settings.env", "- setting.env",
     "overlays/prod/kustomization.yaml error build-refused\n"},
    {"overlays", "overlays/prod/kustomization.yaml", "components:\n", "",
     "overlays/prod/kustomization.yaml error build-refused\noverlays/prod/kustomization.yaml error build-refused\n"},
    {"applicationset", "tenants/blue/secret.yaml", "secretKey: client-secret", "secretKey: client_secret",
     "tenants/blue/gateway.yaml error secret-key-missing\n"},
    {"applicationset", "tenants.yaml", "exclude: '{values,*.old}.yaml'", "exclude: '{values,secre*}.yaml'",
     "tenants/blue/gateway.yaml warning assumed-object\ntenants/green/gateway.yaml warning assumed-object\n"},
    {"flux", "clusters/production/apps.yaml", "interval: 10m", "interval: 10",
     "clusters/production/apps.yaml warning build-refused\n"},
    {"flux", "clusters/production/apps.yaml", "prune: true", "prune: tre",
     "clusters/production/apps.yaml warning build-refused\n"},
    {"argocd", "applications/support.yaml", "git.example.com", "git.exmaple.com",
     "applications/support.yaml warning build-refused\n"},
    {"argocd", "applications/support.yaml", "project: default", "project: defalut",
     "applications/support.yaml warning build-refused\n"},
    {"argocd", "applications/support.yaml", "namespace: argocd", "namespace: arogcd",
     "applications/support.yaml warning build-refused\n"},
    {"kustomize", "overlays/dev/patches/gateway.yaml",
     "apiVersion:", "apiVersijn:", "overlays/dev/kustomization.yaml error build-refused\n"},
    {"kustomize", "overlays/prod/gateway.yaml", "  namespace: tools", "  nazespace: tools",
     "overlays/prod/kustomization.yaml error build-refused\n"},
    {"kustomize", "base/gateway.yaml", "{workload}_", "{worklod}_",
     "base/gateway.yaml warning unknown-template-name\n"},
    // What one cluster has is not in the other, and what brings a Secret is judged as what brings a gateway.
    {"clusters", "secrets/production/token.yaml", "namespace: tools", "namespace: tool",
     "apps/gateway.yaml warning assumed-object\n"},
    {"clusters", "secrets/production/kustomization.yaml", "- token.yaml", "- tokn.yaml",
     "secrets/production/kustomization.yaml error build-refused\n"},
    {"clusters", "clusters/production/secrets.yaml", "secrets/production", "secrets/prodction",
     "clusters/production/secrets.yaml warning build-refused\n"},
    {"helm", "charts/gateway/templates/gateway.yaml", "anonymous", "anonymus",
     "charts/gateway/templates/gateway.yaml error not-in-enum\n"},
};

}  // namespace

TEST_CASE("gitops: nothing is found in sound repositories") {
  const fs::path before = fs::current_path();
  for (const fs::path& tree : vmcp::test::folders(trees())) {
    CAPTURE(tree.filename().string());
    fs::current_path(tree);
    const vmcp::cli::Outcome outcome = vmcp::test::run({"check", "-R", ".", "--diagnostics", "json"});
    CHECK(outcome.exit_code == 0);
    CHECK(found(outcome.err) == "");
  }
  fs::current_path(before);
}

TEST_CASE("gitops: of a planted mistake exactly that is found") {
  for (const Mistake& mistake : kMistakes) {
    CAPTURE(mistake.tree);
    CAPTURE(mistake.file);
    CAPTURE(mistake.wrong);
    vmcp::source::MemoryFileSystem files = read_tree(mistake.tree);
    std::string& text = files.files.at(std::string("repo/") + mistake.file);
    const std::size_t at = text.find(mistake.right);
    REQUIRE(at != std::string::npos);
    text.replace(at, std::string_view(mistake.right).size(), mistake.wrong);
    const std::vector<std::string> arguments = {"check", "-R", "repo", "--diagnostics", "json"};
    const vmcp::cli::Outcome outcome = vmcp::cli::run("vmcp-render", arguments, files, {});
    CHECK(found(outcome.err) == mistake.found);
  }
}
