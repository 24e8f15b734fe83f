#include "core/cluster/secrets.h"

#include <deque>
#include <doctest/doctest.h>
#include <string>

#include "core/admission/admit.h"
#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::cluster {
namespace {

constexpr const char* kInput = R"(
apiVersion: v1
kind: Secret
metadata: {name: shared, namespace: a}
data: {one: eA==}
stringData: {two: x}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: other, namespace: a}
spec: {target: {name: shared}, data: [{secretKey: three}]}
---
apiVersion: external-secrets.io/v1
kind: ClusterExternalSecret
metadata: {name: listed}
spec:
  namespaces: [a, b]
  externalSecretName: shared
  externalSecretSpec: {data: [{secretKey: four}]}
---
apiVersion: external-secrets.io/v1
kind: ClusterExternalSecret
metadata: {name: selected}
spec:
  namespaces: [a]
  namespaceSelector: {}
  externalSecretSpec: {target: {name: anywhere}, dataFrom: [{extract: {key: all}}]}
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: {name: sealed, namespace: a}
spec: {template: {metadata: {namespace: b}}, encryptedData: {five: AgB}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: none, namespace: a}
)";

TEST_CASE("a Secret has the keys that all who make it state") {
  source::Sources sources;
  diag::Sink sink;
  std::deque<admission::Object> objects;
  Secrets secrets;
  for (yaml::Document& document : yaml::read(sources, sources.add("in.yaml", kInput), sink)) {
    admission::Object object = admission::identify(document.root, {});
    object.value = std::move(document.root);
    secrets.add(objects.emplace_back(std::move(object)));
  }
  secrets.index();

  const auto shared = secrets.find("a", "shared");
  REQUIRE(shared.has_value());
  for (const char* key : {"one", "two", "three", "four"}) CHECK(shared->may_have(key));
  CHECK_FALSE(shared->may_have("five"));
  CHECK(shared->nearest("threee") == "three");
  CHECK(shared->nearest("fuor") == "four");
  CHECK(shared->nearest("password").empty());

  REQUIRE(secrets.find("b", "shared").has_value());
  CHECK_FALSE(secrets.find("b", "shared")->may_have("one"));
  CHECK(secrets.find("b", "shared")->may_have("four"));
  CHECK(secrets.find("c", "anywhere")->may_have("whatever"));
  CHECK(secrets.find("b", "sealed")->may_have("five"));
  CHECK_FALSE(secrets.find("a", "sealed").has_value());
  CHECK_FALSE(secrets.find("c", "shared").has_value());
  CHECK_FALSE(secrets.find("a", "none").has_value());
}

}  // namespace
}  // namespace vmcp::cluster
