#include "core/krm/function.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/sink.h"
#include "core/yaml/read.h"

namespace {

using namespace vmcp;
using yaml::Value;

/// A minimal gateway as an item of a list; `metadata` is lines indented by four.
std::string gateway(std::string_view metadata = "    name: gw\n    namespace: mcp\n",
                    std::string_view secret = "signing") {
  return "- apiVersion: toolhive.stacklok.dev/v1beta1\n  kind: VirtualMCPServer\n  metadata:\n" +
         std::string(metadata) +
         "  spec:\n    groupRef: {name: tools}\n    incomingAuth:\n      type: oidc\n      oidcConfigRef: {name: "
         "login, "
         "audience: https://gw.example.com/mcp, resourceUrl: https://gw.example.com/mcp}\n"
         "    authServerConfig:\n      issuer: https://gw.example.com\n"
         "      signingKeySecretRefs: [{name: " +
         std::string(secret) +
         ", key: private.pem}]\n"
         "      upstreamProviders:\n      - name: corporate\n        type: oidc\n        oidcConfig: {issuerUrl: "
         "https://login.example.com, clientId: gw}\n";
}

constexpr std::string_view kAround = R"(- apiVersion: toolhive.stacklok.dev/v1beta1
  kind: MCPGroup
  metadata: {name: tools, namespace: mcp}
- apiVersion: toolhive.stacklok.dev/v1beta1
  kind: MCPOIDCConfig
  metadata: {name: login, namespace: mcp}
  spec: {type: inline, inline: {issuer: https://gw.example.com}}
- apiVersion: v1
  kind: Secret
  metadata: {name: signing, namespace: mcp}
  stringData: {private.pem: x}
)";

std::string list_of(const std::string& items, const std::string& config = {}) {
  return "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n" + config + "items:\n" + items;
}

std::string config_of(const std::string& spec) {
  return "functionConfig:\n  apiVersion: vmcp-render/v1alpha1\n  kind: VMCPRender\n  metadata: {name: config}\n  "
         "spec: " +
         spec + "\n";
}

krm::Answer answer(const std::string& text) {
  source::Sources sources;
  const std::uint32_t source = sources.add("<stdin>", text);
  const auto list = krm::read_resource_list(sources, source);
  REQUIRE(list.has_value());
  return krm::run_function(*list, sources);
}

/// The one document that an answer has to be.
Value read(const std::string& text) {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents =
      yaml::read(sources, sources.add("", text), sink, {.lists = yaml::Lists::kKept});
  REQUIRE(!sink.has_errors());
  REQUIRE(documents.size() == 1);
  return std::move(documents.front().root);
}

const Value& at(const Value& root, std::string_view path) {
  static const Value kAbsent;
  const Value* value = &root;
  while (value != nullptr && !path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string part(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (value->is_sequence()) {
      const std::size_t index = std::stoul(part);
      value = index < value->items().size() ? &value->items()[index] : nullptr;
    } else {
      value = value->find(part);
    }
  }
  return value == nullptr ? kAbsent : *value;
}

const Value* find_kind(const Value& list, std::string_view kind) {
  const yaml::Sequence& items = list.find("items")->items();
  const auto found = std::ranges::find_if(items, [&](const Value& item) { return item.string_at("kind") == kind; });
  return found == items.end() ? nullptr : &*found;
}

std::vector<std::string> results(const Value& list) {
  std::vector<std::string> texts;
  for (const Value& result : at(list, "results").items()) {
    texts.push_back(std::string(result.string_at("severity")) + ' ' +
                    std::string(at(result, "tags").string_at("code")) + ' ' +
                    std::string(at(result, "field").string_at("path")));
  }
  return texts;
}

}  // namespace

TEST_CASE("what is no ResourceList is no call of a function") {
  for (const std::string text : {"", "kind: ConfigMap\ndata: {a: ResourceList}\n", "ResourceList",
                                 "kind: [ResourceList", "kind: ResourceList\n---\nkind: ResourceList\n"}) {
    CAPTURE(text);
    source::Sources sources;
    CHECK(!krm::read_resource_list(sources, sources.add("<stdin>", text)));
  }
}

TEST_CASE("what nothing changes comes back byte for byte") {
  const std::string items = R"(# above the first
- apiVersion: example.com/v1 # beside
  kind: Dashboard
  metadata:
    name: "quoted"
    annotations: {internal.config.kubernetes.io/index: '0', a: "yes"}
  data:
    z: '012'
    a: 1.10
    text: |
      # no comment
      ---- no separator
    folded: >-
      one
      two

# above the second
-
  kind: Kptfile
  apiVersion: kpt.dev/v1
  metadata: {name: p}
  flags: [yes, 0644, 1e3, ~]
)";
  for (const std::string version : {"v1", "v1beta1", "v1alpha1"}) {
    const std::string head = "apiVersion: config.kubernetes.io/" + version + "\nkind: ResourceList\n" +
                             config_of("{allowEmpty: true} # all of it");
    const krm::Answer got = answer("---\n" + head + "items:\n" + items + "...\n");
    CHECK(!got.refused);
    CHECK(got.out == head + "items:\n" + items);
    CHECK(got.err.empty());
  }
}

TEST_CASE("a list in JSON keeps order and types") {
  const krm::Answer got = answer(
      R"({"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","functionConfig":null,"items":[{"kind":"X","apiVersion":"a/v1","metadata":{"name":"x"},"z":"012","a":[12,true,null,"yes"]}]})");
  CHECK(!got.refused);
  const Value list = read(got.out);
  CHECK(at(list, "items/0/z") == Value("012"));
  CHECK(at(list, "items/0/a") == Value(yaml::Sequence{Value(12), Value(true), Value(nullptr), Value("yes")}));
  CHECK(at(list, "items/0").members().back().key == "a");
}

TEST_CASE("texts of an item that is only echoed keep their line breaks in a list in JSON") {
  for (const std::string text :
       {"\\n", "\\n\\n\\n", "\\n x", " x\\n", "x\\n\\n", "a\\r\\nb", "a\\nb\u2028c", "\u0085"}) {
    CAPTURE(text);
    const krm::Answer got = answer(
        R"({"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[{"kind":"X","apiVersion":"a/v1","metadata":{"name":"x"},"m":")" +
        text + R"("}]})");
    CHECK(!got.refused);
    CHECK(at(read(got.out), "items/0/m") == at(read("{\"m\":\"" + text + "\"}"), "m"));
    CHECK(got.out.find("  m: \"") != std::string::npos);
  }
}

TEST_CASE("numbers of an item that is only echoed are spelt as they came, in JSON as far as all readers of YAML know") {
  const auto echoed = [](const std::string& items) {
    const krm::Answer got = answer("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: " + items + "\n");
    CHECK(!got.refused);
    const std::size_t begin = got.out.find("  \u00e9:");
    return got.out.substr(begin, got.out.find("results:") - begin);
  };
  const std::string item = "{kind: X, apiVersion: a/v1, metadata: {name: x}, ";
  CHECK(echoed("[" + item + "\u00e9: 2.0, a: 7e3, b: [1.50, -0.0, 123456789012345678901234567890], c: 0x1F}]") ==
        "  \u00e9: 2.0\n  a: 7e3\n  b:\n  - 1.50\n  - -0.0\n  - 123456789012345678901234567890\n  c: 31\n");
  CHECK(echoed("[" + item + "\u00e9: &n 2.0, a: *n},\n" + item + "\u00e9: 3.0}]").ends_with("  \u00e9: 3.0\n"));
  const std::string wide = std::string(100, 'x') + ": &n {q: 2.50}, \u00e9: [*n, 3.50, *n, 4.0]";
  CHECK(echoed("[" + item + wide + "}]") == "  \u00e9:\n  - q: 2.50\n  - 3.50\n  - q: 2.50\n  - 4.0\n");
  const krm::Answer json = answer(
      R"({"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[{"kind":"X","apiVersion":"a/v1","metadata":{"name":"x"},"a":2.0,"b":7e3,"c":1.5e+3,"d":12345678901234567890123}]})");
  CHECK(json.out.find("  a: 2.0\n  b: 7000\n  c: 1.5e+3\n  d: 12345678901234567890123\n") != std::string::npos);
}

TEST_CASE("a functionConfig without a name is none of the cluster's") {
  const std::string config = "functionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  data: {emit: cr}\n";
  const krm::Answer got = answer(list_of(gateway() + std::string(kAround), config));
  CHECK(!got.refused);
  CHECK(got.err.find("missing-field") == std::string::npos);
}

TEST_CASE("whatever ends a line of an item, the answer is read by all") {
  const std::string line_breaks[] = {"\r", "\u0085", "\u2028", "\u2029"};
  for (const std::string& line_break : line_breaks) {
    const std::string items[] = {"  # pasted" + line_break + "  # comment\n  data: {a: b}\n",
                                 "  data: {a: \"b" + line_break + "    c\"}\n", "  data: {a: b} # last" + line_break};
    for (const std::string& end_of_item : items) {
      const std::string text = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n" + gateway() +
                               std::string(kAround) + "- apiVersion: a/v1\n  kind: X\n  metadata: {name: c}\n" +
                               end_of_item + config_of("{emit: [deployment]}");
      CAPTURE(text);
      const Value list = read(text);
      const krm::Answer got = answer(text);
      CHECK(!got.refused);
      const Value again = read(got.out);
      CHECK(at(again, "functionConfig") == at(list, "functionConfig"));
      REQUIRE(at(again, "items").items().size() == 6);
      for (std::size_t i = 0; i < 5; ++i) CHECK(at(again, "items").items()[i] == at(list, "items").items()[i]);
      CHECK(find_kind(again, "Deployment") != nullptr);
      for (const std::string& other : line_breaks) CHECK(got.out.find(other) == std::string::npos);
    }
  }
}

TEST_CASE("what looks like block style and is not, is written anew") {
  const std::string texts[] = {
      // A flow mapping whose keys begin lines.
      "{\n\"apiVersion\": \"config.kubernetes.io/v1\",\n\"kind\": \"ResourceList\",\n\"functionConfig\": {\"a\": "
      "\"b\"},\n\"items\": []\n}\n",
      // The list goes behind the other members, and an alias with it.
      "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- kind: X\n  a: &a {b: c}\nfunctionConfig: "
      "*a\n",
      "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nmore: &a x\nitems:\n- kind: X\n  a: *a\n"
      "functionConfig: &a y\n",
      // What was left out had the anchor.
      "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nresults: &a []\nitems:\n- kind: X\n  a: *a\n",
  };
  for (const std::string& text : texts) {
    CAPTURE(text);
    const Value list = read(text);
    const Value again = read(answer(text).out);
    CHECK(at(again, "functionConfig") == at(list, "functionConfig"));
    CHECK(at(again, "items") == at(list, "items"));
  }
}

TEST_CASE("what only looks like anchors and aliases costs no comment") {
  const std::string head = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n";
  const std::string items = "items:\n- kind: X # beside\n  verbs: [\"*\", a*b, '*b'] # all * of them\n";
  const std::string config = config_of("{allowEmpty: true} # a && b&c");
  CHECK(answer(head + items + config).out == head + config + items);
}

TEST_CASE("a byte order mark and lines like document markers in quotes do not shift what is cut") {
  const std::string items = "items:\n- kind: X # beside\n  a: \"b\n...c\n  d\"\n- kind: Y\n";
  const std::string head = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n";
  const krm::Answer got = answer("\xEF\xBB\xBF" + items + head + "functionConfig: null\n");
  CHECK(got.out.starts_with(head + "functionConfig: null\n" + items));
  CHECK(at(read(got.out), "items/0/a") == Value("b ...c d"));
}

TEST_CASE("lists without items come back without any") {
  for (const std::string items : {"items: []\n", "items:\n", "items: null\n", ""}) {
    CAPTURE(items);
    const krm::Answer got = answer("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n" + items);
    CHECK(!got.refused);
    CHECK(at(read(got.out), "items").items().empty());
    CHECK(results(read(got.out)) == std::vector<std::string>{"warning no-virtual-mcp-server "});
  }
}

TEST_CASE("objects are put behind the items, and the next run changes nothing") {
  const std::string text = list_of(gateway() + std::string(kAround), config_of("{emit: [all]}"));
  const krm::Answer once = answer(text);
  REQUIRE(!once.refused);
  CHECK(once.out.starts_with(text));
  const Value list = read(once.out);
  CHECK(at(list, "items").items().size() == 10);
  CHECK(at(*find_kind(list, "Deployment"), "metadata/namespace") == Value("mcp"));
  const krm::Answer twice = answer(once.out);
  CHECK(twice.out == once.out);
}

TEST_CASE("an object that is there is replaced where it stands and keeps what the host noted there") {
  const std::string service =
      "- apiVersion: v1\n  kind: Service\n  metadata:\n    name: vmcp-gw\n    namespace: mcp\n    annotations:\n"
      "      config.kubernetes.io/path: svc.yaml\n      internal.config.kubernetes.io/index: '3'\n  spec: {}\n"
      "# above the gateway\n";
  const krm::Answer got = answer(list_of(service + gateway() + std::string(kAround), config_of("{emit: service}")));
  REQUIRE(!got.refused);
  CHECK(got.out.find("# above the gateway\n" + gateway()) != std::string::npos);
  const Value list = read(got.out);
  CHECK(at(list, "items").items().size() == 5);
  const Value& replaced = at(list, "items/0");
  CHECK(replaced.find("metadata")->find("annotations")->string_at("config.kubernetes.io/path") == "svc.yaml");
  CHECK(replaced.find("metadata")->find("annotations")->string_at("internal.config.kubernetes.io/index") == "3");
  CHECK(!at(replaced, "spec/ports").is_null());
}

TEST_CASE("what the host noted in a gateway is not inherited") {
  const std::string metadata =
      "    name: gw\n    namespace: mcp\n    annotations:\n      config.kubernetes.io/local-config: 'true'\n"
      "      internal.config.kubernetes.io/path: gw.yaml\n      config.kubernetes.io/origin: 'path: gw.yaml'\n";
  const krm::Answer got = answer(list_of(gateway(metadata) + std::string(kAround), config_of("{emit: [all, cr]}")));
  REQUIRE(!got.refused);
  const std::string made = got.out.substr(got.out.find("kind: ServiceAccount"));
  CHECK(made.find("config.kubernetes.io/") == std::string::npos);
  CHECK(at(read(got.out), "items/0/metadata/annotations").members().size() == 3);
}

TEST_CASE("references follow an object that the host renamed") {
  const auto renamed = [](std::string_view api_version, std::string_view kind, std::string_view former,
                          std::string_view rest, std::string_view prefix = "pre-") {
    return "- apiVersion: " + std::string(api_version) + "\n  kind: " + std::string(kind) +
           "\n  metadata:\n    name: " + std::string(prefix) + std::string(former) +
           "\n    namespace: mcp\n    annotations:\n      internal.config.kubernetes.io/previousKinds: " +
           std::string(kind) + ',' + std::string(kind) +
           "\n      internal.config.kubernetes.io/previousNames: " + std::string(former) + ',' + std::string(former) +
           "\n      internal.config.kubernetes.io/previousNamespaces: default,default\n"
           "      internal.config.kubernetes.io/prefixes: " +
           std::string(prefix) + "\n" + std::string(rest);
  };
  const std::string toolhive = "toolhive.stacklok.dev/v1beta1";
  const std::string secret = renamed("v1", "Secret", "signing", "  stringData: {private.pem: x}\n");
  const std::string items =
      renamed(toolhive, "VirtualMCPServer", "gw", gateway("").substr(gateway("").find("  spec:"))) +
      renamed(toolhive, "MCPGroup", "tools", "") +
      renamed(toolhive, "MCPOIDCConfig", "login", "  spec: {type: inline, inline: {issuer: https://gw.example.com}}\n");
  const std::string config = config_of("{emit: all, strict: true}");
  const krm::Answer got = answer(list_of(items + secret, config));
  CHECK_MESSAGE(!got.refused, got.err);
  CHECK(got.out.find("groupRef: pre-tools") != std::string::npos);
  CHECK(got.out.find("secretName: pre-signing") != std::string::npos);
  CHECK(got.out.find("groupRef: {name: tools}") != std::string::npos);

  SUBCASE("of two that had the name, the one that was renamed alike is meant") {
    const std::string other = renamed("v1", "Secret", "signing", "  stringData: {private.pem: x}\n", "other-");
    CHECK(answer(list_of(items + other + secret, config)).out.find("secretName: pre-signing") != std::string::npos);
  }
  SUBCASE("a name that an object still has is meant as it stands") {
    const std::string plain =
        "- apiVersion: v1\n  kind: Secret\n  metadata: {name: signing, namespace: mcp}\n  stringData: {private.pem: "
        "x}\n";
    CHECK(answer(list_of(items + plain + secret, config)).out.find("secretName: signing") != std::string::npos);
  }
}

TEST_CASE("a refused input leaves the items as they came") {
  const std::string metadata =
      "    name: gw\n    namespace: mcp\n    annotations:\n      config.kubernetes.io/path: a/gw.yaml\n"
      "      config.kubernetes.io/index: '2'\n";
  const std::string items = gateway(metadata) + "    telemtry: x\n" + std::string(kAround);
  const krm::Answer got = answer(list_of(items));
  CHECK(got.refused);
  CHECK(got.out.starts_with(list_of(items)));
  CHECK(got.err.starts_with("a/gw.yaml: error: VirtualMCPServer mcp/gw: spec.telemtry: unknown field"));
  const Value list = read(got.out);
  const Value& result = at(list, "results/0");
  CHECK(result.string_at("severity") == "error");
  CHECK(at(result, "resourceRef/kind") == Value("VirtualMCPServer"));
  CHECK(at(result, "resourceRef/namespace") == Value("mcp"));
  CHECK(at(result, "field/path") == Value("spec.telemtry"));
  CHECK(at(result, "file/path") == Value("a/gw.yaml"));
  CHECK(at(result, "file/index") == Value(2));
  CHECK(at(result, "tags/code") == Value("unknown-field"));
  CHECK(at(result, "tags/stage") == Value("admission"));
}

TEST_CASE("errors are said before warnings") {
  const krm::Answer got =
      answer(list_of(gateway("    name: gw\n    namespace: mcp\n", "absent") + std::string(kAround) +
                     "- apiVersion: toolhive.stacklok.dev/v1beta1\n  kind: MCPGroup\n  metadata: {name: other}\n"
                     "  spec: {descriptions: x}\n"));
  CHECK(got.refused);
  CHECK(got.err.starts_with("error: MCPGroup default/other: spec.descriptions: unknown field"));
  CHECK(got.err.find("\nwarning: VirtualMCPServer mcp/gw: ") != std::string::npos);
}

TEST_CASE("failOn: warning refuses what only warns") {
  const std::string items = gateway("    name: gw\n    namespace: mcp\n", "absent") + std::string(kAround);
  CHECK(!answer(list_of(items)).refused);
  const krm::Answer got = answer(list_of(items, config_of("{failOn: warning}")));
  CHECK(got.refused);
  CHECK(got.out.find("kind: Deployment") == std::string::npos);
}

TEST_CASE("a validator gives no items back") {
  const std::string items = gateway("    name: gw\n    namespace: mcp\n", "absent");
  for (const std::string& fault : {std::string(), std::string("    telemtry: x\n")}) {
    const krm::Answer got = answer(list_of(items + fault + std::string(kAround), config_of("{validate: true}")));
    CHECK(got.refused == !fault.empty());
    CHECK(got.out.find("items: []\n") != std::string::npos);
    CHECK(at(read(got.out), "items").items().empty());
  }
  CHECK(answer(list_of(std::string(kAround), config_of("{validate: true}"))).refused);
  CHECK(!answer(list_of(std::string(kAround), config_of("{validate: true, allowEmpty: true}"))).refused);
}

TEST_CASE("a patch is merged into the Deployment among the items") {
  const std::string deployment =
      "- apiVersion: apps/v1\n  kind: Deployment\n  metadata: {name: gw, namespace: mcp, annotations: "
      "{config.kubernetes.io/path: d.yaml}}\n  spec: {replicas: 7, template: {spec: {containers: [{name: vmcp, image: "
      "mine}, {name: sidecar, image: s}]}}}\n";
  const std::string items = gateway() + std::string(kAround);
  const krm::Answer got = answer(list_of(items + deployment, config_of("{emit: patch}")));
  REQUIRE_MESSAGE(!got.refused, got.err);
  const Value list = read(got.out);
  const Value& patched = *find_kind(list, "Deployment");
  CHECK(at(patched, "spec/replicas") == Value(7));
  CHECK(at(patched, "spec/template/spec/containers/0/image") == Value("mine"));
  CHECK(at(patched, "spec/template/spec/containers").items().size() == 2);
  CHECK(at(patched, "spec/template/spec/volumes/0/secret/secretName") == Value("signing"));
  CHECK(answer(got.out).out == got.out);

  const krm::Answer without = answer(list_of(items, config_of("{emit: patch}")));
  CHECK(without.refused);
  CHECK(results(read(without.out)).front() == "error deployment-missing ");
}

TEST_CASE("a thousand gateways are answered one by one") {
  constexpr std::size_t kCount = 1000;
  std::string items(kAround);
  for (std::size_t i = 0; i < kCount; ++i) {
    items += gateway("    name: gw-" + std::to_string(i) + "\n    namespace: mcp\n");
  }
  const krm::Answer got = answer(list_of(items));
  REQUIRE(!got.refused);
  CHECK(got.out.starts_with(list_of(items)));
  const Value list = read(got.out);
  CHECK(at(list, "items").items().size() == 3 + 2 * kCount);
  CHECK(answer(got.out).out == got.out);
}

TEST_CASE("no finding has a line of the list, nor its name") {
  const std::string broken = gateway("    name: gw\n    namespace: mcp\n    annotations: {a: \"${A}\"}\n") +
                             "- apiVersion: toolhive.stacklok.dev/v1beta1\n  kind: MCPGroup\n"
                             "  metadata: {name: tools, namespace: mcp}\n  spec: {descriptionn: x}\n" +
                             std::string(kAround);
  const std::string tail = "- kind: X\n";
  for (const std::string& text :
       {list_of(broken), list_of(broken + tail), list_of(broken, config_of("{emitt: [all], var: [a b]}")),
        list_of(gateway() + gateway() + std::string(kAround)), list_of(broken, config_of("{start: error}")),
        "apiVersion: config.kubernetes.io/v2\nkind: ResourceList\nmetadata: {name: the-list}\nitems: {}\n" + tail}) {
    CAPTURE(text);
    source::Sources sources;
    const auto list = krm::read_resource_list(sources, sources.add("<stdin>", text));
    if (!list) continue;
    const krm::Answer got = krm::run_function(*list, sources);
    CHECK_FALSE(got.err.empty());
    CHECK(got.err.find("<stdin>") == std::string::npos);
    CHECK(got.err.find(" |  ") == std::string::npos);
    CHECK(got.err.find("the-list") == std::string::npos);
    const std::size_t results = got.out.rfind("\nresults:");
    REQUIRE(results != std::string::npos);
    CHECK(got.out.find("<stdin>", results) == std::string::npos);
    CHECK(got.out.find("the-list", results) == std::string::npos);
  }
  const krm::Answer twice = answer(list_of(gateway() + gateway() + std::string(kAround)));
  CHECK(
      twice.err.starts_with("error: VirtualMCPServer mcp/gw: metadata.name: VirtualMCPServer \"gw\" is given twice "
                            "[duplicate-object]\nnote: VirtualMCPServer mcp/gw: first given here\n"));
}
