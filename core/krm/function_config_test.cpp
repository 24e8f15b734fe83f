#include "core/krm/function_config.h"

#include <doctest/doctest.h>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/yaml/read.h"

namespace {

using namespace vmcp;

struct Read {
  krm::FunctionConfig config;
  std::vector<std::string> errors;  ///< "code path message", with what may have been meant
};

Read read(const std::string& text) {
  source::Sources sources;
  diag::Sink sink;
  const auto documents = yaml::read(sources, sources.add("<stdin>", text), sink);
  REQUIRE(documents.size() == 1);
  Read result{krm::read_function_config(&documents.front().root, sources, sink), {}};
  for (const diag::Diagnostic& finding : sink.all()) {
    CHECK(finding.place.line != 0);
    result.errors.push_back(std::string(finding.code) + ' ' + finding.path + ' ' + finding.message +
                            (finding.suggestion.empty() ? "" : " -> " + finding.suggestion));
  }
  return result;
}

std::string config(const std::string& spec) {
  return "apiVersion: vmcp-render/v1alpha1\nkind: VMCPRender\nmetadata: {name: c}\nspec: " + spec + "\n";
}
std::string config_map(const std::string& data) {
  return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: function-input}\ndata: " + data + "\n";
}

}  // namespace

TEST_CASE("without a functionConfig the defaults hold") {
  source::Sources sources;
  diag::Sink sink;
  const krm::FunctionConfig absent = krm::read_function_config(nullptr, sources, sink);
  CHECK(absent.render.emit == render::Emit::kDeployment);
  CHECK(absent.render.start == render::Start::kWarn);
  CHECK(!absent.validate);
  CHECK(!sink.has_errors());
  for (const std::string& text :
       {config_map("{}"), config_map(""), std::string("apiVersion: v1\nkind: ConfigMap\n"), config("{emit: null}")}) {
    CHECK(read(text).errors.empty());
    CHECK(read(text).config.render.emit == render::Emit::kDeployment);
  }
}

TEST_CASE("VMCPRender and ConfigMap say the same") {
  const std::string both[] = {
      config(
          "{emit: [rbac, cr], only: [a, ns/b], strict: true, allowEmpty: true, complete: true, "
          "requireDeployment: true, validate: true, platform: openshift, failOn: warning, namespace: mcp, start: off, "
          "suppress: [no-backend, assumed-object=ns/b], operatorEnv: {VMCP_IMAGE: i, "
          "TOOLHIVE_DEFAULT_IMAGE_PULL_SECRETS: 'a,b'}}"),
      config_map("{emit: 'rbac, cr', only: 'a,ns/b', strict: 'true', allowEmpty: 'true', complete: 'true', "
                 "requireDeployment: 'true', validate: 'true', platform: openshift, failOn: warning, namespace: mcp, "
                 "start: 'off', suppress: 'no-backend, assumed-object=ns/b', operatorEnv: "
                 "'VMCP_IMAGE=i,TOOLHIVE_DEFAULT_IMAGE_PULL_SECRETS=a,b'}")};
  for (const std::string& text : both) {
    CAPTURE(text);
    const Read got = read(text);
    CHECK(got.errors.empty());
    const render::Options& options = got.config.render;
    CHECK(options.start == render::Start::kOff);
    CHECK(options.emit == (render::Emit::kRbac | render::Emit::kCustomResource));
    CHECK(options.only == std::set<std::string, std::less<>>{"a", "ns/b"});
    CHECK(options.suppressed ==
          std::vector<diag::Suppression>{{.code = "no-backend"},
                                         {.code = "assumed-object", .name = "b", .name_space = "ns"}});
    CHECK(options.settings.strict);
    CHECK(options.allow_empty);
    CHECK(options.complete);
    CHECK(options.require_deployment);
    CHECK(got.config.validate);
    CHECK(got.config.fail_on_warning);
    CHECK(options.settings.platform == op::Platform::kOpenShift);
    CHECK(options.default_namespace == "mcp");
    CHECK(options.settings.vmcp_image == "i");
    CHECK(options.settings.default_image_pull_secrets == std::vector<std::string>{"a", "b"});
  }
}

TEST_CASE("a validator takes a gateway that would not start for an error, unless told otherwise") {
  CHECK(read(config("{validate: true}")).config.render.start == render::Start::kError);
  CHECK(read(config("{validate: true, start: warn}")).config.render.start == render::Start::kWarn);
  CHECK(read(config("{validate: false}")).config.render.start == render::Start::kWarn);
}

TEST_CASE("a gateway may be its own configuration") {
  const Read got = read("apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nspec: {any: thing}\n");
  CHECK(got.errors.empty());
}

TEST_CASE("what is not understood is refused with its place") {
  const std::pair<std::string, std::string> cases[] = {
      {config("{requireDeployment: true}"),
       "invalid-value spec.requireDeployment only a validator takes it; add validate: true"},
      {config("{emitt: all}"), "unknown-field spec.emitt unknown key \"emitt\" -> emit"},
      {config_map("{Strict: 'true'}"), "unknown-field data.Strict unknown key \"Strict\" -> strict"},
      {config("{emit: [deploymnt]}"),
       "invalid-value spec.emit \"deploymnt\" is none of deployment, service, config, rbac, patch, cr, all; did you "
       "mean "
       "\"deployment\"?"},
      {config("{emit: []}"), "invalid-value spec.emit the list is empty"},
      {config("{emit: [1]}"), "wrong-type spec.emit[0] found integer, expected string"},
      {config("{strict: maybe}"), "invalid-value spec.strict \"maybe\" is neither true nor false"},
      {config("{strict: 1}"), "wrong-type spec.strict found integer, expected boolean"},
      {config("{platform: {}}"), "wrong-type spec.platform found object, expected string"},
      {config("{start: warning}"),
       "invalid-value spec.start \"warning\" is none of error, warn, off; did you mean \"warn\"?"},
      {config("{operatorEnv: {VMCP_IMAG: x}}"),
       "invalid-value spec.operatorEnv.VMCP_IMAG the operator does not read \"VMCP_IMAG\" -> VMCP_IMAGE"},
      {config_map("{operatorEnv: VMCP_IMAGE}"), "invalid-value data.operatorEnv \"VMCP_IMAGE\" is not KEY=VALUE"},
      {config("{only: a/b/c}"), "invalid-value spec.only \"a/b/c\" is neither NAME nor NAMESPACE/NAME"},
      {config("{suppress: no-backends}"),
       "invalid-value spec.suppress no finding has the code \"no-backends\"; did you mean \"no-backend\"?"},
      {config("[]"), "wrong-type spec found array, expected object"},
      {"apiVersion: vmcp-render/v1\nkind: VMCPRender\nspec: {}\n",
       "unknown-version apiVersion VMCPRender has no version \"vmcp-render/v1\"; expected vmcp-render/v1alpha1"},
      {"apiVersion: vmcp-render/v1alpha1\nkind: VMCPRender\nspecs: {}\n",
       "unknown-field specs unknown field \"specs\" -> spec"},
      {"apiVersion: v1\nkind: Secret\ndata: {}\n",
       "unknown-kind kind a functionConfig is a VMCPRender of vmcp-render/v1alpha1, a ConfigMap or a ToolHive object, "
       "not "
       "\"Secret\""}};
  for (const auto& each : cases) {
    CAPTURE(each.first);
    CHECK(read(each.first).errors == std::vector<std::string>{each.second});
  }
  CHECK(read(config("{namespace: Prod}")).errors.size() == 1);
  CHECK(read("{}\n").errors ==
        std::vector<std::string>{"missing-kind kind a functionConfig is a VMCPRender of vmcp-render/v1alpha1, a "
                                 "ConfigMap or a ToolHive object; this one has no kind"});
}

TEST_CASE("a key that may be a secret is not shown") {
  const std::vector<std::string> hidden = {"unknown-field spec unknown key, whose name may be a secret"};
  for (const char* key :
       {"hunter2MARK==", "'password=hunter2'", "'https://u:hunter2@h'", "ghp_hunter2hunter2hunter2"}) {
    CAPTURE(key);
    CHECK(read(config("{" + std::string(key) + ": x}")).errors == hidden);
  }
  CHECK(read(config("{'emit=': x}")).errors ==
        std::vector<std::string>{"unknown-field spec.emit= unknown key \"emit=\" -> emit"});
  CHECK(read(config("{var: {'https://u:hunter2@h': x}}")).errors ==
        std::vector<std::string>{"invalid-value spec.var \"https://***@h\" is no name of a variable"});
}

TEST_CASE("the release is chosen as on the command line") {
  CHECK(read(config("{toolhive: v0.63}")).config.render.release == release::kReleases.back());
  CHECK(read(config_map("{toolhive: '0.63.0'}")).config.render.release == release::kReleases.back());
  CHECK_FALSE(read(config("{}")).config.render.release);

  const Read between = read(config("{toolhive: '0.50.0'}"));
  CHECK(between.config.render.release->tag == "v0.47.0");
  CHECK(between.errors ==
        std::vector<std::string>{"unknown-release spec.toolhive release \"0.50.0\" is not known; it is "
                                 "reproduced as v0.47.0, the known one before it"});
  CHECK(read(config("{toolhive: '9.9'}")).errors ==
        std::vector<std::string>{
            "invalid-value spec.toolhive \"9.9\" is newer than v0.63.0, the newest release that is known"});
  CHECK(read(config("{toolhive: 0.63}")).errors ==
        std::vector<std::string>{"wrong-type spec.toolhive found number, expected string"});
}

TEST_CASE("variables are a mapping, or a list of assignments") {
  const gitops::GivenVariables expected = {{"A", "x,y"}, {"B", "="}};
  CHECK(read(config("{var: {A: 'x,y', B: '='}}")).config.render.variables == expected);
  CHECK(read(config("{var: ['A=x,y', 'B==']}")).config.render.variables == expected);
  CHECK(read(config_map("{var: 'A=x,y,B=='}")).config.render.variables == expected);
  CHECK(read(config("{var: {1A: x}}")).errors ==
        std::vector<std::string>{"invalid-value spec.var.1A \"1A\" is no name of a variable"});
  CHECK(read(config_map("{var: hunter2}")).errors ==
        std::vector<std::string>{"invalid-value data.var an assignment is not NAME=VALUE"});
}
