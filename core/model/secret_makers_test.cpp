#include "core/model/secret_makers.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>
#include <string>
#include <utility>

#include "core/diag/sink.h"
#include "core/model/copies.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::model {
namespace {

/// What an object makes, a line each: `namespace/name: key, key`; `*` for any namespace and for keys that nobody knows,
/// `+` in front of what only adds to an object.
std::string made_by(const std::string& text) {
  source::Sources sources;
  diag::Sink sink;
  const auto documents = yaml::read(sources, sources.add("in.yaml", text), sink);
  REQUIRE(documents.size() == 1);
  const yaml::Value& root = documents.front().root;
  const std::string_view api_version = root.string_at("apiVersion");
  const std::size_t slash = api_version.find('/');
  const std::string_view group = slash == std::string_view::npos ? std::string_view{} : api_version.substr(0, slash);
  const NamedValue named{"own", root.find("metadata")->string_at("name"), root};
  std::vector<MadeObject> made;
  if (root.string_at("kind") == "Secret") {
    made = made_of_secret(named);
  } else if (root.string_at("kind") == "ConfigMap") {
    made = made_of_config_map(named);
  } else {
    const SecretMaker* maker = find_secret_maker(group, root.string_at("kind"));
    if (maker == nullptr) return "no maker";
    made = maker->make(named);
    add_copies(named, made);
  }
  std::string lines;
  for (MadeObject& one : made) {
    std::ranges::sort(one.keys);
    lines += one.creates ? "" : "+";
    lines += one.kind == MadeObject::Kind::kConfigMap ? "ConfigMap " : "";
    lines.append(one.name_space.empty() ? "*" : one.name_space).append("/").append(one.name).append(one.composed);
    lines += ':';
    for (const std::string_view key : one.keys) lines.append(" ").append(key);
    lines += one.complete ? "\n" : " *\n";
  }
  return lines;
}

struct Case {
  const char* api_version;
  const char* kind;
  const char* body;
  const char* made;
};

TEST_CASE("each kind makes what its controller makes of it") {
  constexpr const char* kEso = "external-secrets.io/v1";
  constexpr const char* kVault = "secrets.hashicorp.com/v1beta1";
  constexpr const char* kInfisical = "secrets.infisical.com/v1alpha1";
  for (const Case& one : {
           Case{kEso, "ExternalSecret", "spec: {data: [{secretKey: a}, {secretKey: b}]}", "own/it: a b\n"},
           Case{kEso, "ExternalSecret", "spec: {data: [{secertKey: a}, {remoteRef: b}]}", "own/it: a\n"},
           Case{kEso, "ExternalSecret", "spec: {target: {name: t}, data: [{secretKey: a}]}", "own/t: a\n"},
           Case{kEso, "ExternalSecret", "spec: {target: {name: ''}, data: [{secretKey: a}]}", "own/it: a\n"},
           Case{kEso, "ExternalSecret", "spec: {dataFrom: [{extract: {key: k}}]}", "own/it: *\n"},
           Case{kEso, "ExternalSecret", "spec: {target: {name: t}}", ""},
           Case{kEso, "ExternalSecret", "spec: {target: {creationPolicy: None}, data: [{secretKey: a}]}", ""},
           Case{kEso, "ExternalSecret", "spec: {target: {creationPolicy: Orphan}, data: [{secretKey: a}]}",
                "own/it: a\n"},
           Case{kEso, "ExternalSecret", "spec: {target: {creationPolicy: Merge}, data: [{secretKey: a}]}",
                "+own/it: a\n"},
           Case{kEso, "ExternalSecret", "spec: {target: {template: {data: {c: x}}}, data: [{secretKey: a}]}",
                "own/it: c\n"},
           Case{kEso, "ExternalSecret", "spec: {target: {template: {data: {c: x}}}, dataFrom: [{find: {}}]}",
                "own/it: c\n"},
           Case{kEso, "ExternalSecret", "spec: {target: {template: {type: Opaque, data: {}}}, data: [{secretKey: a}]}",
                "own/it: a\n"},
           Case{kEso, "ExternalSecret",
                "spec: {target: {template: {mergePolicy: Merge, data: {c: x}}}, data: [{secretKey: a}]}",
                "own/it: a c\n"},
           Case{kEso, "ExternalSecret",
                "spec: {target: {template: {mergePolicy: Replace, data: {c: x}}}, data: [{secretKey: a}]}",
                "own/it: c\n"},
           Case{kEso, "ExternalSecret",
                "spec: {target: {template: {mergePolicy: Merge, data: {c: x}}}, dataFrom: [{find: {}}]}",
                "own/it: c *\n"},
           Case{kEso, "ExternalSecret",
                "spec: {target: {template: {templateFrom: [{configMap: {name: m, items: [{key: d}]}}]}}, data: "
                "[{secretKey: a}]}",
                "own/it: d\n"},
           Case{kEso, "ExternalSecret",
                "spec: {target: {template: {templateFrom: [{secret: {name: m, items: [{key: d, templateAs: "
                "KeysAndValues}]}}]}},"
                " data: [{secretKey: a}]}",
                "own/it: *\n"},
           Case{kEso, "ExternalSecret",
                "spec: {target: {template: {templateFrom: [{literal: x}]}}, data: [{secretKey: a}]}", "own/it: *\n"},
           Case{kEso, "ExternalSecret",
                "spec: {target: {template: {data: {c: x}, templateFrom: [{target: Labels, literal: x}]}}, data: "
                "[{secretKey: a}]}",
                "own/it: c\n"},
           Case{kEso, "ExternalSecret",
                "spec: {target: {manifest: {apiVersion: v1, kind: ConfigMap}}, data: [{secretKey: a}]}",
                "ConfigMap own/it: *\n"},
           Case{kEso, "ClusterExternalSecret",
                "spec: {namespaces: [a, b], externalSecretSpec: {data: [{secretKey: k}]}}", "a/it: k\nb/it: k\n"},
           Case{kEso, "ClusterExternalSecret",
                "spec: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: a}}, externalSecretName: e,"
                " externalSecretSpec: {data: [{secretKey: k}]}}",
                "a/e: k\n"},
           Case{kEso, "ClusterExternalSecret",
                "spec: {namespaceSelectors: [{matchLabels: {team: x}}], externalSecretSpec: {target: {name: t}, data: "
                "[{secretKey: k}]}}",
                "*/t: k\n"},
           Case{kEso, "ClusterExternalSecret", "spec: {externalSecretSpec: {data: [{secretKey: k}]}}", ""},
           Case{"external-secrets.io/v1alpha1", "PushSecret", "spec: {selector: {secret: {name: s}}}", "no maker"},
           Case{kInfisical, "InfisicalPushSecret", "spec: {}", "no maker"},
           Case{"kubernetes-client.io/v1", "ExternalSecret", "spec: {data: [{name: a}]}", "own/it: a\n"},
           Case{"bitnami.com/v1alpha1", "SealedSecret",
                "spec: {encryptedData: {a: AgB}, template: {metadata: {name: n, namespace: other}, data: {b: x}}}",
                "own/it: a b\n"},
           Case{"bitnami.com/v1alpha1", "SealedSecret", "spec: {data: AgB}", "own/it: *\n"},
           Case{kVault, "VaultStaticSecret", "spec: {destination: {name: v, create: true}}", "own/v: _raw *\n"},
           Case{kVault, "VaultStaticSecret", "spec: {destination: {name: v}}", "+own/v: _raw *\n"},
           Case{kVault, "VaultDynamicSecret",
                "spec: {destination: {name: v, create: true, transformation: {excludes: ['.*'], excludeRaw: true,"
                " templates: {url: {text: x}}}}}",
                "own/v: url\n"},
           Case{kVault, "VaultPKISecret", "spec: {destination: {name: v, create: true, type: kubernetes.io/tls}}",
                "own/v: _raw ca.crt ca_chain certificate expiration issuing_ca private_key private_key_type "
                "serial_number "
                "tls.crt tls.key\n"},
           Case{kInfisical, "InfisicalSecret",
                "spec: {managedSecretReference: {secretName: i, secretNamespace: there}}", "there/i: *\n"},
           Case{kInfisical, "InfisicalSecret",
                "spec: {managedKubeSecretReferences: [{secretName: i, secretNamespace: there, template: {data: {a: "
                "x}}}],"
                " managedKubeConfigMapReferences: [{configMapName: c, configMapNamespace: there, template: "
                "{includeAllSecrets: true}}]}",
                "there/i: a\nConfigMap there/c: *\n"},
           Case{"secrets.infisical.com/v1beta1", "InfisicalStaticSecret",
                "spec: {targets: [{kind: Secret, name: s, namespace: there, template: {data: {a: x}}}]}",
                "there/s: a\n"},
           Case{"cert-manager.io/v1", "Certificate", "spec: {secretName: c}", "own/c: ca.crt tls.crt tls.key\n"},
           Case{"cert-manager.io/v1", "Certificate",
                "spec: {secretName: c, keystores: {pkcs12: {create: true}, jks: {create: false}},"
                " additionalOutputFormats: [{type: CombinedPEM}, {type: DER}]}",
                "own/c: ca.crt key.der keystore.p12 tls-combined.pem tls.crt tls.key truststore.p12\n"},
           Case{"k8s.bitwarden.com/v1", "BitwardenSecret",
                "spec: {secretName: b, map: [{bwSecretId: x, secretKeyName: a}]}", "own/b: a\n"},
           Case{"k8s.bitwarden.com/v1", "BitwardenSecret",
                "spec: {secretName: b, onlyMappedSecrets: false, map: [{bwSecretId: x, secretKeyName: a}]}",
                "own/b: a *\n"},
           Case{"k8s.bitwarden.com/v1", "BitwardenSecret", "spec: {secretName: b, useSecretNames: true}", ""},
           Case{"k8s.bitwarden.com/v1", "BitwardenSecret",
                "spec: {secretName: b, useSecretNames: true, onlyMappedSecrets: false}", "own/b: *\n"},
           Case{"postgresql.cnpg.io/v1", "Cluster", "spec: {instances: 1, enableSuperuserAccess: true}",
                "own/it-app: dbname fqdn-jdbc-uri fqdn-uri host jdbc-uri password pgpass port uri user username\n"
                "own/it-superuser: dbname fqdn-jdbc-uri fqdn-uri host jdbc-uri password pgpass port uri user username\n"
                "own/it-ca: ca.crt ca.key\nown/it-server: tls.crt tls.key\nown/it-replication: tls.crt tls.key\n"},
           Case{"postgresql.cnpg.io/v1", "Cluster",
                "spec: {bootstrap: {initdb: {secret: {name: own}}}, certificates: {serverCASecret: a, clientCASecret: "
                "b, "
                "serverTLSSecret: c, replicationTLSSecret: d}}",
                ""},
           Case{"postgresql.cnpg.io/v1", "Cluster",
                "spec: {bootstrap: {recovery: {source: x}}, certificates: {serverTLSSecret: c}}",
                "own/it-ca: ca.crt ca.key\nown/it-replication: tls.crt tls.key\n"},
           Case{"acid.zalan.do/v1", "postgresql",
                "spec: {users: {app_user: []}, preparedDatabases: {db: {defaultUsers: true}, other: {schemas: {s: "
                "{}}}}}",
                "own/postgres.it.credentials.postgresql.acid.zalan.do: password username\n"
                "own/standby.it.credentials.postgresql.acid.zalan.do: password username\n"
                "own/pooler.it.credentials.postgresql.acid.zalan.do: password username\n"
                "own/app-user.it.credentials.postgresql.acid.zalan.do: password username\n"
                "own/db-owner-user.it.credentials.postgresql.acid.zalan.do: password username\n"
                "own/db-reader-user.it.credentials.postgresql.acid.zalan.do: password username\n"
                "own/db-writer-user.it.credentials.postgresql.acid.zalan.do: password username\n"},
           Case{"kafka.strimzi.io/v1beta2", "KafkaUser", "spec: {authentication: {type: scram-sha-512}}",
                "own/it: password sasl.jaas.config\n"},
           Case{"kafka.strimzi.io/v1beta2", "KafkaUser", "spec: {authentication: {type: tls}}",
                "own/it: ca.crt user.crt user.key user.p12 user.password\n"},
           Case{"kafka.strimzi.io/v1beta2", "KafkaUser", "spec: {authentication: {type: tls-external}}", ""},
           Case{"rabbitmq.com/v1beta1", "RabbitmqCluster", "spec: {secretBackend: {vault: {tls: {pkiIssuerPath: p}}}}",
                "own/it-erlang-cookie: .erlang.cookie\n"
                "own/it-default-user: default_user.conf host password port provider type username *\n"},
           Case{"rabbitmq.com/v1beta1", "RabbitmqCluster",
                "spec: {secretBackend: {vault: {role: a, defaultUserPath: p}}}",
                "own/it-erlang-cookie: .erlang.cookie\n"},
           Case{"elasticsearch.k8s.elastic.co/v1", "Elasticsearch", "spec: {version: 8.1.0}",
                "own/it-es-http-certs-public: ca.crt tls.crt *\nown/it-es-elastic-user: elastic\n"},
           Case{"elasticsearch.k8s.elastic.co/v1", "Elasticsearch", "spec: {auth: {disableElasticUser: true}}",
                "own/it-es-http-certs-public: ca.crt tls.crt *\n"},
           Case{"mongodbcommunity.mongodb.com/v1", "MongoDBCommunity",
                "spec: {users: [{name: My_User}, {name: v, db: admin, connectionStringSecretName: c, "
                "connectionStringSecretNamespace: there}]}",
                "own/it-admin-my-user: connectionString.standard connectionString.standardSrv password username\n"
                "there/c: connectionString.standard connectionString.standardSrv password username\n"},
           Case{"objectbucket.io/v1alpha1", "ObjectBucketClaim", "spec: {generateBucketName: b}",
                "own/it: AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY\n"
                "ConfigMap own/it: BUCKET_HOST BUCKET_NAME BUCKET_PORT *\n"},
           Case{"rds.aws.upbound.io/v1beta1", "Instance",
                "spec: {writeConnectionSecretToRef: {name: c, namespace: there}}", "there/c: *\n"},
           Case{"database.gcp.crossplane.io/v1beta1", "CloudSQLInstance",
                "spec: {writeConnectionSecretToRef: {name: c}}", "own/c: *\n"},
           Case{"rds.aws.upbound.io/v1beta1", "Instance", "spec: {}", ""},
           Case{"onepassword.com/v1", "OnePasswordItem", "spec: {itemPath: vaults/a/items/b}", "own/it: *\n"},
           Case{"isindir.github.com/v1alpha3", "SopsSecret",
                "spec: {secretTemplates: [{name: a, stringData: {k: ENC}}, {name: b, data: {l: ENC}}]}",
                "own/a: k\nown/b: l\n"},
           Case{"craftypath.github.io/v1alpha1", "SopsSecret", "stringData: {k: ENC}", "own/it: k\n"},
           Case{"addons.projectcapsule.dev/v1alpha1", "SopsSecret",
                "spec: {secrets: [{name: a, stringData: {k: ENC}}]}", "own/a: k\n"},
           Case{"secrets.doppler.com/v1alpha1", "DopplerSecret", "spec: {managedSecret: {name: d, namespace: there}}",
                "there/d: *\n"},
           Case{"secrets-store.csi.x-k8s.io/v1", "SecretProviderClass",
                "spec: {secretObjects: [{secretName: p, data: [{objectName: o, key: k}]}]}", "own/p: k\n"},
           Case{"ricoberger.de/v1alpha1", "VaultSecret", "spec: {keys: [a, b]}", "own/it: a b\n"},
           Case{"ricoberger.de/v1alpha1", "VaultSecret", "spec: {path: kv/a}", "own/it: *\n"},
           Case{"redhatcop.redhat.io/v1alpha1", "VaultSecret", "spec: {output: {name: o, stringData: {a: x}}}",
                "own/o: a\n"},
           Case{"spv.no/v1", "AzureKeyVaultSecret", "spec: {output: {secret: {name: z, dataKey: k}}}", "own/z: k\n"},
           Case{"secretgenerator.mittwald.de/v1alpha1", "StringSecret",
                "spec: {data: {a: x}, fields: [{fieldName: b}]}", "own/it: a b\n"},
           Case{"hydra.ory.sh/v1alpha1", "OAuth2Client", "spec: {secretName: s}", "own/s: *\n"},
           Case{"aiven.io/v1alpha1", "Redis", "spec: {plan: x}", "own/it: *\n"},
           Case{"aiven.io/v1alpha1", "Redis", "spec: {connInfoSecretTarget: {name: s}}", "own/s: *\n"},
           Case{"aiven.io/v1alpha1", "Redis", "spec: {connInfoSecretTargetDisabled: true}", ""},
           Case{"cache.azure.com/v1api20230401", "Redis",
                "spec: {operatorSpec: {secrets: {primaryKey: {name: s, key: k}, port: {name: s}}}}", "own/s: k\n"},
           Case{"iam.cnrm.cloud.google.com/v1beta1", "IAMServiceAccountKey", "spec: {}", "own/it: key.json\n"},
           Case{"infra.contrib.fluxcd.io/v1alpha2", "Terraform",
                "spec: {writeOutputsToSecret: {name: s, outputs: [a, 'b:c']}}", "own/s: a c\n"},
           Case{"infra.contrib.fluxcd.io/v1alpha2", "Terraform", "spec: {writeOutputsToSecret: {name: s}}",
                "own/s: *\n"},
           Case{"postgres-operator.crunchydata.com/v1beta1", "PostgresCluster", "spec: {users: [{name: a}]}",
                "own/it-pguser-a: host password port user verifier *\n"},
           Case{"postgres-operator.crunchydata.com/v1beta1", "PostgresCluster", "spec: {}",
                "own/it-pguser-it: host password port user verifier *\n"},
           Case{"app.redislabs.com/v1alpha1", "RedisEnterpriseDatabase", "spec: {memorySize: 1GB}",
                "own/redb-it: password port service_name service_names\n"},
           Case{"secret-sync.x-k8s.io/v1alpha1", "SecretSync",
                "spec: {secretObject: {data: [{sourcePath: p, targetKey: k}]}}", "own/it: k\n"},
           Case{"kyverno.io/v1", "ClusterPolicy",
                "spec: {rules: [{generate: {kind: Secret, name: s, namespace: '{{request.object.metadata.name}}', "
                "clone: {namespace: n, name: s}}}]}",
                "*/s: *\n"},
           Case{"kyverno.io/v1", "ClusterPolicy",
                "spec: {rules: [{generate: {kind: ConfigMap, name: s, namespace: x, data: {data: {a: b}}}}]}",
                "ConfigMap x/s: a\n"},
           Case{"talos.dev/v1alpha1", "ServiceAccount", "spec: {roles: [os:reader]}\n", "own/it: *\n"},
           Case{"grafana.integreatly.org/v1beta1", "GrafanaServiceAccount",
                "spec: {tokens: [{name: a, secretName: b}, {name: c}]}\n", "own/b: *\n"},
           Case{"clustersecret.io/v1", "ClusterSecret", "data: {a: eA==}", "*/it: a\n"},
           Case{"trust.cert-manager.io/v1alpha1", "Bundle", "spec: {target: {configMap: {key: ca.pem}}}",
                "ConfigMap */it: ca.pem\n"},
           Case{"kustomize.config.k8s.io/v1beta1", "SecretGenerator",
                "literals: [a=x, b=y=z]\nfiles: [keys/sign.pem, hmac=keys/h.bin]", "own/it: a b hmac sign.pem\n"},
           Case{"kustomize.config.k8s.io/v1beta1", "ConfigMapGenerator", "envs: [some.env]", "ConfigMap own/it: *\n"},
           Case{"v1", "Secret", "data: {a: eA==}\nstringData: {b: x}", "own/it: a b\n"},
           Case{"v1", "Secret", "type: kubernetes.io/service-account-token", "own/it: ca.crt namespace token\n"},
       }) {
    CAPTURE(one.kind);
    CAPTURE(one.body);
    CHECK(made_by("apiVersion: " + std::string(one.api_version) + "\nkind: " + one.kind + "\nmetadata: {name: it}\n" +
                  one.body + "\n") == one.made);
  }
}

TEST_CASE("what controllers fill or copy is known by its annotations") {
  const auto made = [](const std::string& annotations) {
    return made_by("apiVersion: v1\nkind: Secret\nmetadata: {name: it, annotations: {" + annotations +
                   "}}\ndata: {a: eA==}\n");
  };
  CHECK(made("replicator.v1.mittwald.de/replicate-from: other/it") == "own/it: a *\n");
  CHECK(made("replicator.v1.mittwald.de/replicate-to: 'b, c'") == "b/it: a\nc/it: a\nown/it: a\n");
  CHECK(made("replicator.v1.mittwald.de/replicate-to: 'team-.*'") == "*/it: a\nown/it: a\n");
  CHECK(made("reflector.v1.k8s.emberstack.com/reflection-allowed: 'true',"
             "reflector.v1.k8s.emberstack.com/reflection-auto-enabled: 'true',"
             "reflector.v1.k8s.emberstack.com/reflection-auto-namespaces: b") == "b/it: a\nown/it: a\n");
  CHECK(made("reflector.v1.k8s.emberstack.com/reflection-allowed: 'true'") == "own/it: a\n");
  const std::string sealed =
      "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: it}\nspec: "
      "{encryptedData: {a: x}, template: {metadata: {annotations: "
      "{replicator.v1.mittwald.de/replicate-to: b}}}}\n";
  CHECK(made_by(sealed) == "own/it: a\nb/it: a\n");
  const std::string certificate =
      "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: it}\nspec: "
      "{secretName: s, secretTemplate: {annotations: {kubed.appscode.com/sync: ''}}}\n";
  CHECK(made_by(certificate).find("\n*/s: ") != std::string::npos);
}

TEST_CASE("a Service may ask for a certificate") {
  CHECK(made_by("apiVersion: v1\nkind: Service\nmetadata: {name: it, annotations: "
                "{service.beta.openshift.io/serving-cert-secret-name: s}}\n") == "own/s: tls.crt tls.key\n");
  CHECK(made_by("apiVersion: v1\nkind: Service\nmetadata: {name: it}\n").empty());
}

TEST_CASE("who makes a Secret by an ending of its name") {
  CHECK(name_of_maker("pg-app") == "pg");
  CHECK(name_of_maker("pg-superuser") == "pg");
  CHECK(name_of_maker("it-default-user") == "it");
  CHECK(name_of_maker("app.pg.credentials.postgresql.acid.zalan.do") == "pg");
  CHECK(name_of_maker("app").empty());
}

TEST_CASE("a kind has one row") {
  std::set<std::pair<std::string_view, std::string_view>> kinds;
  for (const SecretMaker& maker : secret_makers()) CHECK(kinds.emplace(maker.group, maker.kind).second);
}

TEST_CASE("values that are no mappings and lists make nothing, and break nothing") {
  for (const SecretMaker& maker : secret_makers()) {
    CAPTURE(maker.kind);
    for (const char* body :
         {"spec: 1", "spec: []", "spec: {target: [], destination: x, data: x, targets: {}, map: {a: b}}"}) {
      const std::string text =
          made_by("apiVersion: " + std::string(maker.group) + "/v1\nkind: " + std::string(maker.kind) +
                  "\nmetadata: {name: it}\n" + body + "\n");
      CHECK(text != "no maker");
    }
  }
}

TEST_CASE("what the last of very many copies hold is not known") {
  std::string text =
      "kind: Secret\napiVersion: v1\nmetadata: {name: it, annotations: {replicator.v1.mittwald.de/replicate-to: 'a,a";
  for (int i = 0; i < 2000; ++i) text += ",n" + std::to_string(i);
  text += "'}}\ndata: {";
  for (int i = 0; i < 100; ++i) text += 'k' + std::to_string(i) + ": a, ";
  const std::string made = made_by(text + "}\n");
  CHECK(made.starts_with("a/it: k0"));
  CHECK(made.find("n1/it: k0") != std::string::npos);
  CHECK(made.find("n1999/it: *\n") != std::string::npos);
  CHECK(made.find("a/it", 1) == std::string::npos);
}

}  // namespace
}  // namespace vmcp::model
