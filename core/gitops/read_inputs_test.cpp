#include "core/gitops/read_inputs.h"

#include <doctest/doctest.h>
#include <map>
#include <string>
#include <vector>

#include "core/yaml/fields.h"
#include "core/yaml/location.h"

using namespace vmcp;

namespace {

constexpr const char* kGateway =
    "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: gw}\n";

/// A tree of files, walked.
struct Walk {
  source::MemoryFileSystem files;
  source::Sources sources;
  diag::Sink sink;
  gitops::Documents read;

  explicit Walk(std::map<std::string, std::string> tree, const std::string& root = "repo") {
    files.files = std::move(tree);
    source::InputOptions options;
    options.paths = {root};
    options.recursive = true;
    source::Inputs inputs = source::collect_inputs(files, options, sources, sink);
    read = gitops::read_inputs(files, sources, inputs, {}, sink);
  }

  std::vector<std::string> codes() const {
    std::vector<std::string> result;
    for (const diag::Diagnostic& finding : sink.sorted())
      result.push_back(finding.place.file + ' ' + std::string(finding.code));
    return result;
  }
};

}  // namespace

TEST_CASE("a walk skips what is no object, whatever its root is") {
  const Walk walk({{"repo/gw.yaml", kGateway},
                   {"repo/values.yaml", "replicas: 1\n"},
                   {"repo/package.json", "[1, 2]"},
                   {"repo/list.yaml", "- op: add\n"},
                   {"repo/text.yml", "words\n"},
                   {"repo/tasks.yml", "- kind: list\n"},
                   {"repo/tsconfig.json", "{ /* no JSON */ }"},
                   {"repo/template.yaml", "name: {{ name }}\n"}});
  CHECK(walk.codes().empty());
  CHECK(walk.read.documents.size() == 1);
  CHECK(walk.read.skipped == 7);
}

TEST_CASE("templates of a chart are skipped, and spoken of when they hold ToolHive objects") {
  const std::string gateway = "{{- if .Values.on }}\n" + std::string(kGateway) + "{{- end }}\n";
  const std::map<std::string, std::string> tree = {{"repo/chart/Chart.yaml", "name: chart\n"},
                                                   {"repo/chart/templates/gw.yaml", gateway},
                                                   {"repo/chart/templates/sub/role.yaml", "{{ if }}"},
                                                   {"repo/chart/templates/plain.yaml", kGateway},
                                                   {"repo/chart/values.yaml", "on: true\n"}};
  for (const char* root : {"repo", "repo/chart", "repo/chart/templates", "repo/chart/templates/"}) {
    CAPTURE(root);
    const Walk walk(tree, root);
    CHECK(walk.codes().size() == 1);
    CHECK(walk.codes().at(0).ends_with("gw.yaml not-built"));
    CHECK(walk.read.documents.size() == 1);
    CHECK_FALSE(walk.sink.has_errors());
  }
  // Whoever fills it in.
  const Walk no_chart({{"repo/templates/gw.yaml", gateway}});
  CHECK(no_chart.codes() == std::vector<std::string>{"repo/templates/gw.yaml not-built"});
}

TEST_CASE("templates of ytt are skipped") {
  const std::string of_ytt = std::string(kGateway) + "  serviceAccount: #@ data.values.account\n";
  const Walk walk({{"repo/gw.yaml", of_ytt},
                   {"repo/loads.yaml", "#@ load(\"@ytt:data\", \"data\")\n" + std::string(kGateway)},
                   {"repo/plain.yaml", "#@ of the platform team\n" + std::string(kGateway)}});
  CHECK(walk.codes() == std::vector<std::string>{"repo/gw.yaml not-built", "repo/loads.yaml not-built"});
  CHECK(walk.read.documents.size() == 1);
}

TEST_CASE("templates whose lines are statements are skipped") {
  const std::string gateway(kGateway);
  const Walk walk({{"repo/erb.yaml", "<% all.each do |one| %>\n" + gateway + "<% end %>\n"},
                   {"repo/go.yaml", "{{- if .team }}\n" + gateway + "{{- end }}\n"},
                   {"repo/handlebars.yaml", gateway + "{{#each all}}\nspec: {}\n{{/each}}\n"},
                   {"repo/value.yaml", gateway + "status: {{ unquoted }}\n"}});
  CHECK(walk.codes() == std::vector<std::string>{"repo/erb.yaml not-built", "repo/go.yaml not-built",
                                                 "repo/handlebars.yaml not-built", "repo/value.yaml invalid-key"});
}

TEST_CASE("a file that is encrypted as a whole is there, whatever is in it") {
  const std::string list =
      "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [gw.yaml, s.yaml]\n";
  for (const std::string& text : {std::string("\0GITCRYPT\0\xff\x01", 12), std::string("U2FsdGVkX1+abc=\n"),
                                  std::string("version https://git-lfs.github.com/spec/v1\noid sha256:0\n")}) {
    CAPTURE(text);
    const Walk walk({{"repo/kustomization.yaml", list}, {"repo/gw.yaml", kGateway}, {"repo/s.yaml", text}});
    CHECK(walk.codes().empty());
    CHECK(walk.read.skipped == 1);
  }
}

TEST_CASE("templates of Jinja are skipped, which a text that is YAML is not") {
  const std::string of_jinja = std::string(kGateway) + "  {%- if team %}\nspec: {}\n  {%- endif %}\n";
  const std::string of_others = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n{% if x %}\n  name: a\n{% endif %}\n";
  const std::string holds_one = std::string(kGateway) +
                                "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
                                "data:\n  a: |\n    {% if x %}\n";
  const Walk walk({{"repo/gw.yaml", of_jinja}, {"repo/other.yaml", of_others}, {"repo/plain.yaml", holds_one}});
  CHECK(walk.codes() == std::vector<std::string>{"repo/gw.yaml not-built"});
  CHECK(walk.read.documents.size() == 2);
}

TEST_CASE("an ApplicationSet has a list of what the files hold that its generators take") {
  const auto elements = [](const std::string& files) {
    const Walk walk({{"repo/gw.yaml", kGateway},
                     {"repo/set.yaml",
                      "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\nspec: {generators: "
                      "[{git: {files: " +
                          files + "}}], template: {spec: {}}}\n"},
                     {"repo/envs/a/config.json", R"({"env": {"ns": "left"}})"},
                     {"repo/envs/b.yaml", "- env: {ns: right}\n- env: {ns: last}\n"},
                     {"repo/envs/broken.yaml", "env: [\n"}});
    std::vector<std::string> result;
    for (const yaml::Document& document : walk.read.documents) {
      const yaml::Value* list = yaml::find_location(document.root, "spec.generators[0].list.elements").value;
      if (list == nullptr) continue;
      for (const yaml::Value& one : list->items()) {
        result.push_back(std::string(yaml::text_at(one, {"env", "ns"})) + ' ' +
                         std::string(one.string_at("path.path")) + ' ' + std::string(one.string_at("path.filename")));
      }
    }
    return result;
  };
  using Texts = std::vector<std::string>;
  CHECK(elements("[{path: 'envs/*'}]") == Texts{"left envs/a config.json", "right envs b.yaml", "last envs b.yaml"});
  CHECK(elements("[{path: 'envs/*'}, {path: '**/b.*', exclude: true}]") == Texts{"left envs/a config.json"});
  CHECK(elements("[{path: 'clusters/*.json'}]").empty());
}

TEST_CASE("a patch of a kustomization is no object") {
  const Walk walk({{"repo/base/gw.yaml", kGateway},
                   {"repo/base/kustomization.yaml", "resources: [gw.yaml]\n"},
                   {"repo/over/patch.yaml", kGateway},
                   {"repo/over/old.yaml", kGateway},
                   {"repo/over/both.yaml", kGateway},
                   {"repo/over/kustomization.yaml",
                    "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../base]\n"
                    "patches: [{path: ./patch.yaml}, {path: ../over/both.yaml}, {patch: '[]'}]\n"
                    "patchesStrategicMerge: [old.yaml]\n"}});
  CHECK(walk.codes().empty());
  std::vector<std::string> kinds;
  for (const yaml::Document& document : walk.read.documents) kinds.emplace_back(document.root.string_at("kind"));
  CHECK(kinds == std::vector<std::string>{"VirtualMCPServer", "Kustomization"});
  CHECK(walk.read.skipped == 4);
}

TEST_CASE("what a build alone makes something refer to is read") {
  const std::string secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: keys}\n";
  const auto count = [&](const std::string& more, const std::string& patch_file = "") {
    return Walk({{"repo/gw.yaml", kGateway},
                 {"repo/secret.yaml", secret},
                 {"repo/p.yaml", patch_file},
                 {"repo/kustomization.yaml", "resources: [gw.yaml, secret.yaml]\n" + more}})
        .read.documents.size();
  };
  const std::size_t without = count("");
  const std::string operation = "[{op: add, path: /spec/x, value: {name: keys}}]";
  CHECK(count("patches: [{target: {kind: VirtualMCPServer}, patch: '" + operation + "'}]\n") == without + 1);
  CHECK(count("patches: [{target: {kind: VirtualMCPServer}, path: p.yaml}]\n", operation) == without + 1);
  CHECK(count("patchesStrategicMerge: ['{kind: VirtualMCPServer, spec: {clientSecretRef: {name: keys}}}']\n") ==
        without + 1);
  CHECK(count("configMapGenerator: [{name: c, literals: [secret=keys]}]\n") == without + 1);
  CHECK(count("patches: [{target: {kind: VirtualMCPServer}, patch: '[{op: add, path: /spec/x, value: others}]'}]\n") ==
        without);
}

TEST_CASE("what a name with a variable may become is read") {
  const auto count = [](const std::string& name) {
    return Walk({{"repo/gw.yaml", std::string(kGateway) + "spec: {clientSecretRef: {name: '" + name + "'}}\n"},
                 {"repo/secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: keys-prod}\n"}})
        .read.documents.size();
  };
  CHECK(count("keys-${env}") == 2);
  CHECK(count("${keys}") == 2);
  CHECK(count("other-${env}") == 1);
}

TEST_CASE("a kustomization may lead out of a walk") {
  const std::map<std::string, std::string> tree = {{"repo/base/kustomization.yaml", "resources: [gw.yaml]\n"},
                                                   {"repo/base/gw.yaml", kGateway},
                                                   {"repo/over/kustomization.yaml", "resources: [../base]\n"}};
  CHECK_FALSE(Walk(tree).read.kustomizations.leading_out());
  const Walk over(tree, "repo/over");
  const auto out = over.read.kustomizations.leading_out();
  REQUIRE(out);
  CHECK(out->directory == "repo/over");
  CHECK(out->path == "repo/base");
}

TEST_CASE("inputs that cannot be read whole are remembered") {
  const Walk walk({{"repo/a.yaml", kGateway}, {"repo/b.yaml", std::string(kGateway) + "---\n[\n"}});
  CHECK(walk.read.documents.size() == 2);
  CHECK(walk.read.unread.size() == 1);
}

TEST_CASE("what is wrong with a document is of concern as in a file of its own") {
  const std::string twice = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\ndata:\n  a: b\n  a: c\n";
  const std::string broken = "apiVersion: v1\nkind: ConfigMap\nmetadata: [\n";
  const std::string gateway = kGateway;
  for (const std::string& text :
       {twice + "---\n" + gateway, gateway + "---\n" + twice, broken + "---\n" + gateway, gateway + "---\n" + broken}) {
    const Walk walk({{"repo/gw.yaml", text}});
    CHECK(walk.codes().empty());
    CHECK(walk.read.documents.size() == 1);
    CHECK(walk.read.skipped == 1);
  }
  const Walk walk({{"repo/gw.yaml", twice + "---\n" + gateway + "spec:\n  replicas: 1\n  replicas: 2\n"}});
  CHECK(walk.codes() == std::vector<std::string>{"repo/gw.yaml duplicate-key"});
}
