#include "core/operator/config/session_storage.h"

#include <doctest/doctest.h>

#include "core/operator/test_world.h"

using vmcp::op::Settings;
using vmcp::op::TestWorld;

namespace {

std::string server_with(std::string_view spec) {
  return "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: s}, spec: " +
         std::string(spec) + "}\n";
}

Settings default_redis(std::string secret, std::string key) {
  Settings settings;
  settings.default_redis_address = "default:6379";
  settings.default_redis_secret_name = std::move(secret);
  settings.default_redis_secret_key = std::move(key);
  return settings;
}

constexpr std::string_view kMemory = "{sessionStorage: {provider: memory}}";
constexpr std::string_view kRedis =
    "{sessionStorage: {provider: redis, address: 'r:1', db: 2, keyPrefix: p, passwordRef: {name: pw, key: k}}}";

/// provider, address, and the Secret and key of the password, as "redis r:1 pw/k".
std::string storage(std::string_view spec, const Settings& settings) {
  const TestWorld world(server_with(spec), settings);
  const auto converted = vmcp::op::convert_session_storage(world.context());
  vmcp::op::wire_session_storage(world.context());
  const auto env = vmcp::op::wired_variables(world.notes().wiring);
  std::string result = converted ? converted->provider + ' ' + converted->address : "none";
  for (const vmcp::kube::EnvVar& variable : env) {
    CHECK(variable.name == "THV_SESSION_REDIS_PASSWORD");
    result += ' ' + variable.secret->name + '/' + variable.secret->key;
  }
  return result;
}

}  // namespace

TEST_CASE("sessions are stored in the stated redis, else in the operator's default redis") {
  CHECK(storage("{}", {}) == "none");
  CHECK(storage(kMemory, {}) == "none");
  CHECK(storage(kRedis, {}) == "redis r:1 pw/k");
  CHECK(storage(kRedis, default_redis("d", "key")) == "redis r:1 pw/k");
  CHECK(storage("{}", default_redis("", "key")) == "redis default:6379");
  CHECK(storage("{}", default_redis("d", "key")) == "redis default:6379 d/key");
  CHECK(storage("{}", default_redis("d", "")) == "redis default:6379 d/redis-password");
  CHECK(storage(kMemory, default_redis("d", "key")) == "redis default:6379");
}

TEST_CASE("database and key prefix come along") {
  const TestWorld world(server_with(kRedis));
  const auto converted = vmcp::op::convert_session_storage(world.context());
  REQUIRE(converted.has_value());
  CHECK(converted->db == 2);
  CHECK(converted->key_prefix == "p");
}

TEST_CASE("replicas that do not share their sessions are a warning") {
  const auto warned = [](std::string_view spec) {
    const TestWorld world(server_with(spec));
    vmcp::op::validate_session_storage(world.context());
    return !world.findings().empty();
  };
  CHECK_FALSE(warned("{}"));
  CHECK_FALSE(warned("{replicas: 1}"));
  CHECK(warned("{replicas: 2}"));
  CHECK(warned("{replicas: 2, sessionStorage: {provider: memory}}"));
  CHECK_FALSE(warned("{replicas: 2, sessionStorage: {provider: redis, address: a}}"));
}

namespace {

Settings tls_redis(std::string_view release, std::string ca) {
  Settings settings = default_redis("", "");
  settings.release = *vmcp::release::choose(release).release;
  settings.default_redis_tls_enabled = "true";
  settings.default_redis_ca_secret_name = ca;
  settings.default_redis_ca_secret_key = ca.empty() ? "" : "ca.pem";
  return settings;
}

/// The file that TLS is checked with, and the Secret and key that it is mounted from.
std::string tls(std::string_view spec, const Settings& settings) {
  const TestWorld world(server_with(spec), settings);
  const auto converted = vmcp::op::convert_session_storage(world.context());
  vmcp::op::wire_session_storage(world.context());
  if (!converted || !converted->tls) return "none";
  std::string result = converted->tls->insecure_skip_verify ? "unverified" : converted->tls->ca_cert_file;
  for (const vmcp::kube::Volume& volume : vmcp::op::wired_volumes(world.notes().wiring).volumes) {
    CHECK(volume.name == "session-redis-tls-ca");
    CHECK(volume.default_mode == 0400);
    result += ' ' + volume.object + '/' + volume.items.at(0).key;
  }
  return result;
}

}  // namespace

TEST_CASE("redis speaks TLS as the spec or the operator's environment says") {
  const std::string file = "/etc/toolhive/session-redis-tls/ca.crt";
  const std::string_view own =
      "{sessionStorage: {provider: redis, address: 'r:1', tls: {caCertSecretRef: {name: mine, key: k}}}}";
  CHECK(tls(own, tls_redis("0.63.0", "")) == file + " mine/k");
  CHECK(tls(own, tls_redis("0.55.1", "")) == file + " mine/k");
  CHECK(tls("{sessionStorage: {provider: redis, address: 'r:1', tls: {insecureSkipVerify: true}}}",
            tls_redis("0.63.0", "ca")) == "unverified");
  CHECK(tls(kRedis, tls_redis("0.63.0", "ca")) == "none");
  CHECK(tls("{}", tls_redis("0.63.0", "")) == "");
  CHECK(tls("{}", tls_redis("0.63.0", "ca")) == file + " ca/ca.pem");
  CHECK(tls(kMemory, tls_redis("0.63.0", "ca")) == file + " ca/ca.pem");
  CHECK(tls("{}", tls_redis("0.58.0", "ca")) == "none");
}
