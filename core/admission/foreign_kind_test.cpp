#include "core/admission/foreign_kind.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/admission/admit.h"
#include "core/yaml/read.h"

namespace vmcp::admission {
namespace {

/// Admits one document; the findings are "code path: message".
std::vector<std::string> admit_text(const std::string& text) {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents = yaml::read(sources, sources.add("test", text), sink);
  REQUIRE(documents.size() == 1);
  const auto object = admit(std::move(documents.front()), Schemas::builtin(), {}, sources, sink);
  CHECK(object.has_value() == !sink.has_errors());
  std::vector<std::string> findings;
  for (const diag::Diagnostic& finding : sink.all()) {
    findings.push_back(std::string(finding.code) + ' ' + finding.path + ": " + finding.message);
  }
  return findings;
}

TEST_CASE("the core kinds that are read are decoded strictly") {
  struct Case {
    std::string object;
    std::vector<std::string> findings;  ///< "code path"
  };
  const Case cases[] = {
      {"kind: ConfigMap, data: {a: b, c: null}, binaryData: {d: aGk=}, immutable: true", {}},
      {"kind: ConfigMap, data: {port: 8080}", {"wrong-type data.port"}},
      {"kind: ConfigMap, data: text", {"wrong-type data"}},
      {"kind: ConfigMap, data: {a/b: x}", {"invalid-name data[a/b]"}},
      {"kind: ConfigMap, data: {..: x}", {"invalid-name data[..]"}},
      {"kind: ConfigMap, data: {a: x}, binaryData: {a: aGk=}", {"invalid-name binaryData[a]"}},
      {"kind: ConfigMap, spec: {}", {"unknown-field spec"}},
      {"kind: Secret, data: {a: aGk=}, stringData: {a: x}, type: Opaque", {}},
      {"kind: Secret, data: {a: \"aG\\nk=\\n\"}", {}},
      {"kind: Secret, data: {a: aGk}", {"invalid-format data[a]"}},
      {"kind: Secret, data: {a: 12}", {"wrong-type data.a"}},
      {"kind: Secret, data: {a: '${TOKEN}'}", {}},
      {"kind: List, itmes: []", {"unknown-field itmes"}},
      {"kind: Secret, stringdata: {a: x}", {"unknown-field stringdata"}},
      {"kind: Secret, data: {a: 'ENC[AES256_GCM,data:x]'}, sops: {mac: x}", {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.object);
    std::vector<std::string> seen = admit_text("{apiVersion: v1, metadata: {name: x}, " + c.object + "}");
    for (std::string& finding : seen) finding.resize(finding.find(": "));
    CHECK(seen == c.findings);
  }
}

TEST_CASE("what argocd-vault-plugin fills in need not be base64") {
  const auto findings = [](const std::string& annotation, const std::string& value) {
    return admit_text("{apiVersion: v1, kind: Secret, metadata: {name: x, annotations: {" + annotation +
                      ": secret/data/x}}, data: {a: '" + value + "'}}")
        .size();
  };
  CHECK(findings("avp.kubernetes.io/path", "<token | base64encode>") == 0);
  CHECK(findings("avp.kubernetes.io/path", "token") == 1);
  CHECK(findings("example.com/path", "<token>") == 1);
  CHECK(findings("example.com/path", "<path:secret/data/x#token>") == 0);
}

TEST_CASE("a kind or group that is a letter away is what was meant") {
  const auto meant = [](std::string_view group, std::string_view kind) {
    const std::optional<ForeignKind> found = foreign_kind_meant_by(group, kind);
    return found ? std::string(found->group) + '/' + std::string(found->kind) : "";
  };
  CHECK(meant("", "Secert") == "/Secret");
  CHECK(meant("", "ConfigMaps") == "/ConfigMap");
  CHECK(meant("external-secrets.io", "ExternalSecrt") == "external-secrets.io/ExternalSecret");
  CHECK(meant("external-secrets.oi", "ExternalSecret") == "external-secrets.io/ExternalSecret");
  CHECK(meant("a", "Secret").empty());
  CHECK(meant("", "Pod").empty());
  CHECK(meant("external-secrets.oi", "ExternalSecrt").empty());
  CHECK(meant("rds.aws.upbound.io", "Instance") == "rds.aws.upbound.io/Instance");
}

TEST_CASE("no finding shows what a Secret holds") {
  for (const std::string secret : {"data: {a: hunter2-hunter2}", "data: {a: 12345678}", "stringData: {a: 12345678}",
                                   "stringData: 12345678", "type: 12345678"}) {
    CAPTURE(secret);
    const auto findings = admit_text("{apiVersion: v1, kind: Secret, metadata: {name: x}, " + secret + "}");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].find("hunter2") == std::string::npos);
    CHECK(findings[0].find("12345678") == std::string::npos);
  }
}

}  // namespace
}  // namespace vmcp::admission
