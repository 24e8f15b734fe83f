#include "core/diag/secrecy.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>

using namespace vmcp::diag;

TEST_CASE("names tell what holds a secret") {
  for (const std::string_view name : {"password",
                                      "clientSecret",
                                      "client_secret",
                                      "CLIENT-SECRET",
                                      "API_KEY",
                                      "x-api-key",
                                      "Authorization",
                                      "clientSecretRef",
                                      "signingKeySecretRefs",
                                      "tokenSecretRef",
                                      "initialAccessTokenRef",
                                      "headerValue",
                                      "tokens",
                                      "kubectl.kubernetes.io/last-applied-configuration",
                                      ".dockerconfigjson",
                                      "DATABASE_DSN",
                                      "X-Bearer",
                                      "API_BEARER",
                                      "PGPASS",
                                      "creds",
                                      "sessionKey",
                                      "basicAuth",
                                      "vaultPass",
                                      "clientSecretValueBase64",
                                      "dbPasswordPlainText",
                                      "API_KEY_PROD",
                                      "credentialsJson",
                                      "sshKey",
                                      "adminPw",
                                      "DB_PASSWORD_FILE"}) {
    CAPTURE(name);
    CHECK(names_secret(name));
  }
  for (const std::string_view name :
       {"name", "key", "tokenUrl", "tokenEndpoint", "accessTokenLifespan", "maxTokens", "secretName", "jwtBearer",
        "issuer", "type", "groupRef", "subjectTokenType", "bypass", "client_secret_env_var", "hmac_secret_files", ""}) {
    CAPTURE(name);
    CHECK_FALSE(names_secret(name));
  }
}

TEST_CASE("below a secret only a reference is shown") {
  for (const std::string_view path : {"spec.clientSecretRef", "spec.signingKeySecretRefs[0]", "spec.passwordRef.value",
                                      "spec.token[a][b]", "spec.headers[X-Any]", "spec.headers[0].value",
                                      "spec.clientSecretRef.name[0]", "spec.clientSecretRef.name.x"}) {
    CAPTURE(path);
    CHECK_FALSE(Secrecy::at(path).shows("x"));
  }
  for (const std::string_view path :
       {"", "spec.clientSecretRef.name", "spec.signingKeySecretRefs[0].key", "spec.volumes[0].secret.secretName",
        "spec.addHeadersFromSecret[0].headerName", "spec.headers", "spec.headers[0].name", "spec.issuer",
        "spec.volumes[0].secret.items[0].key"}) {
    CAPTURE(path);
    CHECK(Secrecy::at(path).shows("x"));
  }
  for (const char* key :
       {"clientSecert", "pasword", "passwrd", "passwort", "passwords", "secrt", "tokn", "apykey", "clientsecrt",
        "authorisation", "clientSecretReff", "clientSecretRfe", "clientSecretReference"}) {
    CAPTURE(key);
    CHECK_FALSE(Secrecy().below(key).shows("x"));
  }
  for (const char* key : {"maxTokens", "sector", "issuer", "toolNames", "compass", "takes"}) {
    CAPTURE(key);
    CHECK(Secrecy().below(key).shows("x"));
  }
  const Secrecy reference = Secrecy::at("spec.clientSecretRef");
  CHECK(reference.shows_key("name"));
  CHECK_FALSE(reference.shows_key("hunter2"));
  CHECK_FALSE(reference.below("name").shows_key("hunter2"));
  CHECK(Secrecy::at("spec").shows_key("hunter"));
  CHECK_FALSE(Secrecy::at("spec").shows_key("password:hunter2"));
  CHECK(Secrecy::at("spec.bearerToken").shows_key("tokenSecretRef"));
}

TEST_CASE("a key that is too long for a name is not shown, and nothing below it") {
  const std::string key(1025, 'k');
  CHECK_FALSE(Secrecy().shows_key(key));
  CHECK_FALSE(Secrecy().below(key).shows("hunter2"));
  CHECK(Secrecy().shows_key(key.substr(1)));
  CHECK(Secrecy().below(key.substr(1)).shows("hunter2"));
}

TEST_CASE("a secret is known by its form") {
  for (const std::string_view text :
       {"-----BEGIN PRIVATE KEY-----", "ghp_0123456789abcdef", "Bearer abcdefghij", "eyJhbGciOiJIUzI1NiJ9.e30.x",
        "aG9uZXN0bHkgbm90IGEgc2VjcmV0IDEy", "0123456789abcdef0123456789abcdef", "password=hunter2", "password: hunter2",
        "--client-secret=hunter2", "password hunter2", "https://a/b?access_token=hunter2",
        "https://a/b?sv=1&sig=hunter2", "see https://a/b?key=hunter2", "https://a/b?code=hunter2#x",
        "{\"token\": \"hunter2\"}"}) {
    CAPTURE(text);
    CHECK(looks_secret(text));
  }
  for (const std::string_view text :
       {"", "anonymous", "urn:ietf:params:oauth:token-type:id_token", "3f2b1c9e-0000-4000-8000-1234567890ab",
        "https://token:8080/x", "https://login.example.com/oauth2/token", "https://a/b?code=&page=2", "key=x",
        "TOOLHIVE_HEADER_INJECTION_VALUE_DOCS_KEY", "a-very-long-name-of-a-config-map-in-a-cluster", "token",
        "bearerToken", "the-token-file"}) {
    CAPTURE(text);
    CHECK_FALSE(looks_secret(text));
  }
}

TEST_CASE("a token is one at the end of a path, too") {
  CHECK(looks_secret("apps/base/ghp_0123456789ab"));
  CHECK_FALSE(looks_secret("apps/ghp_0123456789ab/gw.yaml"));
}

TEST_CASE("no secret that a message quotes is shown") {
  CHECK(without_quoted_secrets("\"password=hunter2\" at \"https://u:p@h\", not \"x\" or \"${TOKEN:=y123}\"") ==
        "\"***\" at \"https://***@h\", not \"x\" or \"***\"");
}

TEST_CASE("a token is one behind signs that no name has, and key material at its end, too") {
  for (const std::string_view text : {"'ghp_0123456789ab'", "say \"Bearer 0123456789ab\"", "a=ghp_0123456789ab",
                                      "npm_0123456789ab", "zq\n-----END EC PRIVATE KEY-----"}) {
    CAPTURE(text);
    CHECK(looks_secret(text));
  }
}

TEST_CASE("a key that is no name may have a secret beside it") {
  for (const std::string_view key : {"clientSecret zq, audience", "bob:zq@r:1", "https://bob:zq@r", "password=zq"}) {
    CAPTURE(key);
    CHECK_FALSE(Secrecy{}.shows_key(key));
  }
  CHECK_FALSE(Secrecy{}.shows_key("zq@x.example.com"));
  CHECK(Secrecy{}.shows_key("my field"));
  const Secrecy secret = Secrecy::of_secret();
  CHECK(secret.shows_key("signingKeySecretRefs"));
  CHECK_FALSE(secret.shows_key("zq signingKeySecretRefs"));
}

TEST_CASE("keys in a path are shown as they are elsewhere") {
  CHECK(without_secrets_in_path("spec.a[0].b[c.d].e") == "spec.a[0].b[c.d].e");
  CHECK(without_secrets_in_path("spec.perWorkload[password=zq].x") == "spec.perWorkload[***].x");
  CHECK(without_secrets_in_path("backends[ghp_0123456789ab].name") == "backends[***].name");
  CHECK(without_secrets_in_path("spec.bob:zq@r:1") == "spec.***@r:1");
  CHECK(without_secrets_in_path("spec.a[https://bob:zq].b") == "spec.a[https://***].b");
  CHECK(without_secrets_in_path("spec.a.redis://b.c,zq@r:1") == "spec.a.***@r:1");
}

TEST_CASE("of what a name has swallowed nothing is shown") {
  CHECK(without_swallowed("my gateway") == "my gateway");
  CHECK(without_swallowed("a fine gateway") == "a fine gateway");
  CHECK(without_swallowed("s stringData: pw: zq") == "s ***");
  CHECK(without_swallowed("s\nzq") == "s\n***");
  CHECK(without_swallowed("s password zq") == "s ***");
}

TEST_CASE("a name in a registry is not random, however long it is") {
  CHECK_FALSE(looks_secret("sentence-transformers/all-MiniLM-L6-v2"));
  CHECK(looks_secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY"));
  CHECK(looks_secret("models/aB3dE6gH9jK2mN5pQ8sT1vW4"));
}
