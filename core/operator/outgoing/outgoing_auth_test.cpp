#include "core/operator/outgoing/outgoing_auth.h"

#include <doctest/doctest.h>

#include "core/model/encode.h"
#include "core/operator/test_world.h"

namespace vmcp::op {
namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kConfigs = R"(
---
kind: MCPExternalAuthConfig
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: exchange}
spec: {type: tokenExchange, tokenExchange: {tokenUrl: https://t, audience: a, subjectTokenType: jwt,
       clientSecretRef: {name: te, key: k}}}
---
kind: MCPExternalAuthConfig
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: header}
spec: {type: headerInjection, headerInjection: {headerName: X, valueSecretRef: {name: hi, key: k}}}
---
kind: MCPExternalAuthConfig
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: cross}
spec: {type: xaa, xaa: {idpTokenUrl: https://i, targetTokenUrl: https://t, targetAudience: a,
       idpClientSecretRef: {name: xi, key: k}, targetClientSecretRef: {name: xt, key: k}}}
---
kind: MCPExternalAuthConfig
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: roleless}
spec: {type: awsSts, awsSts: {region: eu-west-1}}
---
kind: MCPExternalAuthConfig
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: bearer}
spec: {type: bearerToken, bearerToken: {tokenSecretRef: {name: b, key: k}}}
---
kind: MCPExternalAuthConfig
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: behalf}
spec: {type: obo, obo: {}}
)";

/// A gateway with that spec, an entry per config in its group, and all the configs.
std::string text_of(std::string_view spec, const Texts& member_configs) {
  std::string text = "kind: VirtualMCPServer\napiVersion: toolhive.stacklok.dev/v1beta1\nmetadata: {name: v}\nspec: ";
  text.append(spec).append(kConfigs);
  for (const std::string& config : member_configs) {
    text += "---\nkind: MCPServerEntry\napiVersion: toolhive.stacklok.dev/v1beta1\nmetadata: {name: by-" + config +
            "}\nspec: {remoteUrl: https://" + config + ".test, transport: sse, groupRef: {name: g}, " +
            "externalAuthConfigRef: {name: " + config + "}}\n";
  }
  return text;
}

std::string spec_with(std::string_view outgoing_auth, std::string_view upstreams = "") {
  std::string spec = "{groupRef: {name: g}, outgoingAuth: " + std::string(outgoing_auth);
  if (!upstreams.empty()) spec += ", authServerConfig: {upstreamProviders: " + std::string(upstreams) + '}';
  return spec + "}\n";
}

std::string describe(const model::config::BackendAuthStrategy& strategy) {
  std::string text = strategy.type;
  if (strategy.token_exchange) {
    text += ' ' + strategy.token_exchange->client_secret_env + ' ' + strategy.token_exchange->subject_provider_name;
  }
  if (strategy.header_injection) text += ' ' + strategy.header_injection->header_value_env;
  if (strategy.aws_sts) text += ' ' + strategy.aws_sts->subject_provider_name;
  if (strategy.xaa) {
    text += ' ' + strategy.xaa->idp_client_secret_env + ' ' + strategy.xaa->target_client_secret_env + ' ' +
            strategy.xaa->subject_provider_name;
  }
  return text;
}

Texts describe(const model::config::OutgoingAuthConfig& auth) {
  Texts texts{auth.source, auth.default_ ? describe(*auth.default_) : "none"};
  for (const auto& [name, strategy] : auth.backends) texts.push_back(name + ": " + describe(strategy));
  return texts;
}

/// The config as convert_outgoing_auth and process_outgoing_auth leave it.
model::config::Config processed(const TestWorld& world) {
  model::config::Config config;
  config.outgoing_auth = convert_outgoing_auth(world.context());
  process_outgoing_auth(world.context(), list_workloads(world.context()), config);
  wire_outgoing_auth(world.context(), list_workloads(world.context()), *config.outgoing_auth);
  return config;
}

/// The variables that the operator sets for that config.
Texts mounted(const TestWorld& world) {
  Texts texts;
  for (const kube::EnvVar& variable : wired_variables(world.notes().wiring)) {
    texts.push_back(variable.name + '=' + variable.secret->name);
  }
  return texts;
}

}  // namespace

TEST_CASE("without outgoingAuth the source is discovered, and no Secret is mounted") {
  const TestWorld world(text_of("{groupRef: {name: g}}\n", {"header"}));
  CHECK(describe(*processed(world).outgoing_auth) == Texts{"discovered", "none"});
  CHECK(mounted(world).empty());
}

TEST_CASE(
    "discovered writes what the spec says: xaa without variables, discovered as unauthenticated, awsSts unjudged") {
  const TestWorld world(text_of(
      spec_with("{source: discovered, default: {type: discovered, externalAuthConfigRef: {name: exchange}}, backends: "
                "{x: {type: externalAuthConfigRef, externalAuthConfigRef: {name: cross}}, "
                "s: {type: externalAuthConfigRef, externalAuthConfigRef: {name: roleless}}}}",
                "[{name: corp}]"),
      {"header"}));
  CHECK(describe(*processed(world).outgoing_auth) ==
        Texts{"discovered", "unauthenticated", "s: aws_sts ", "x: xaa   "});
  CHECK(mounted(world) == Texts{"TOOLHIVE_HEADER_INJECTION_VALUE_HEADER=hi", "TOOLHIVE_XAA_IDP_CLIENT_SECRET_CROSS=xi",
                                "TOOLHIVE_XAA_TARGET_CLIENT_SECRET_CROSS=xt",
                                "TOOLHIVE_TOKEN_EXCHANGE_CLIENT_SECRET_EXCHANGE=te"});
}

TEST_CASE("inline merges spec and members, gives the subject provider, and mounted only the spec's Secrets") {
  const std::string text =
      text_of(spec_with("{source: inline, default: {type: discovered}, backends: "
                        "{by-header: {type: externalAuthConfigRef, externalAuthConfigRef: {name: exchange}}}}",
                        "[{name: corp}]"),
              {"header", "cross"});
  const TestWorld world(text, settings_of("0.56.0"));
  const model::config::Config config = processed(world);
  CHECK(describe(*config.outgoing_auth) ==
        Texts{"inline", "discovered",
              "by-cross: xaa TOOLHIVE_XAA_IDP_CLIENT_SECRET_CROSS TOOLHIVE_XAA_TARGET_CLIENT_SECRET_CROSS corp",
              "by-header: token_exchange TOOLHIVE_TOKEN_EXCHANGE_CLIENT_SECRET_EXCHANGE corp"});
  CHECK(config.outgoing_auth->backends.at("by-header").token_exchange->subject_token_type ==
        "urn:ietf:params:oauth:token-type:jwt");
  CHECK(config.backends.size() == 2);
  CHECK(mounted(world) == Texts{"TOOLHIVE_TOKEN_EXCHANGE_CLIENT_SECRET_EXCHANGE=te"});
  const TestWorld later(text, settings_of("0.57.0"));
  processed(later);
  CHECK(mounted(later) == Texts{"TOOLHIVE_XAA_IDP_CLIENT_SECRET_CROSS=xi", "TOOLHIVE_XAA_TARGET_CLIENT_SECRET_CROSS=xt",
                                "TOOLHIVE_TOKEN_EXCHANGE_CLIENT_SECRET_EXCHANGE=te"});
}

TEST_CASE("inline drops what is invalid or ambiguous, with its backends, but an override saves a backend") {
  const TestWorld world(text_of(
      spec_with("{source: inline, default: {type: externalAuthConfigRef, externalAuthConfigRef: {name: roleless}}, "
                "backends: {by-roleless: {type: discovered}, elsewhere: {type: externalAuthConfigRef, "
                "externalAuthConfigRef: {name: exchange}}}}",
                "[{name: one}, {name: two}]"),
      {"header", "cross", "roleless", "bearer", "behalf", "missing"}));
  const model::config::Config config = processed(world);
  CHECK(describe(*config.outgoing_auth) ==
        Texts{"inline", "none", "by-header: header_injection TOOLHIVE_HEADER_INJECTION_VALUE_HEADER",
              "by-roleless: discovered",
              "elsewhere: token_exchange TOOLHIVE_TOKEN_EXCHANGE_CLIENT_SECRET_EXCHANGE one"});
  Texts served;
  for (const auto& backend : config.backends) served.push_back(backend.name);
  CHECK(served == Texts{"by-header", "by-roleless"});
  const Texts findings = world.findings();
  CHECK(std::ranges::none_of(findings, [](const std::string& text) { return text.starts_with("error"); }));
  CHECK(std::ranges::count(findings, "warning ambiguous-subject-provider spec.externalAuthConfigRef.name") == 1);
  CHECK(std::ranges::count(findings,
                           "warning invalid-reference spec.outgoingAuth.default.externalAuthConfigRef.name") == 1);
  CHECK(std::ranges::count(findings, "warning unsupported-type spec.externalAuthConfigRef.name") == 2);
}

TEST_CASE("what the spec itself refers to must be there and be of use, whatever the source") {
  for (const std::string source : {"inline", "discovered"}) {
    CAPTURE(source);
    const TestWorld world(
        text_of(spec_with("{source: " + source +
                          ", default: {type: externalAuthConfigRef, externalAuthConfigRef: {name: gone}}, backends: "
                          "{a: {type: externalAuthConfigRef, externalAuthConfigRef: {name: bearer}}, "
                          "b: {type: externalAuthConfigRef}}}"),
                {"header"}));
    processed(world);
    const Texts findings = world.findings();
    CHECK(Texts(findings.begin(), findings.begin() + 3) ==
          Texts{"error reference-not-found spec.outgoingAuth.default.externalAuthConfigRef.name",
                "error unsupported-type spec.outgoingAuth.backends[a].externalAuthConfigRef.name",
                "error missing-field spec.outgoingAuth.backends[b].externalAuthConfigRef"});
  }
}

TEST_CASE("inline needs a member to serve") {
  const TestWorld world(text_of(spec_with("{source: inline}"), {"bearer"}));
  processed(world);
  CHECK(world.findings().back() == "error no-backend spec.outgoingAuth.source");
}

TEST_CASE("that no member can be served is no news where an error keeps it from that") {
  const auto errors_of = [](const std::string& backend, const std::string& members) {
    const TestWorld world(text_of(
        spec_with("{source: inline, backends: {by-header: {type: externalAuthConfigRef" + backend + "}}}"), {members}));
    processed(world);
    Texts errors = world.findings();
    std::erase_if(errors, [](const std::string& finding) { return !finding.starts_with("error "); });
    return errors;
  };
  CHECK(errors_of(", externalAuthConfigRef: {name: gone}", "header") ==
        Texts{"error reference-not-found spec.outgoingAuth.backends[by-header].externalAuthConfigRef.name"});
  CHECK(errors_of(", externalAuthConfigRef: {name: bearer}", "header") ==
        Texts{"error unsupported-type spec.outgoingAuth.backends[by-header].externalAuthConfigRef.name"});
  CHECK(errors_of("", "header") ==
        Texts{"error missing-field spec.outgoingAuth.backends[by-header].externalAuthConfigRef"});
  // What is wrong with an override has nothing to do with another member.
  CHECK(errors_of(", externalAuthConfigRef: {name: gone}", "bearer").back() ==
        "error no-backend spec.outgoingAuth.source");
}

}  // namespace vmcp::op
