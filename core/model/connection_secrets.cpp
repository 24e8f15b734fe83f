#include "core/model/connection_secrets.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "core/text/ascii.h"
#include "core/yaml/fields.h"

namespace vmcp::model {
namespace {

using yaml::text_at;
using yaml::Value;
using Keys = std::vector<std::string_view>;

constexpr std::string_view kOfApplication = "-app";
constexpr std::string_view kOfSuperuser = "-superuser";
constexpr std::string_view kOfAuthority = "-ca";
constexpr std::string_view kOfServer = "-server";
constexpr std::string_view kOfReplication = "-replication";
constexpr std::string_view kOfDefaultUser = "-default-user";
constexpr std::string_view kOfErlang = "-erlang-cookie";
constexpr std::string_view kOfElasticUser = "-es-elastic-user";
constexpr std::string_view kOfElasticCertificates = "-es-http-certs-public";
constexpr std::array kEndings = {kOfApplication, kOfSuperuser,   kOfAuthority,
                                 kOfServer,      kOfReplication, kOfDefaultUser,
                                 kOfErlang,      kOfElasticUser, kOfElasticCertificates};
/// Behind the names of a user and of its cluster, with dots between them.
constexpr std::string_view kOfPostgresUser = ".credentials.postgresql.acid.zalan.do";

/// A longer name is none of an object. Each user has one that begins with it.
constexpr std::size_t kLongestName = 253;

/// A Secret beside a resource, of a name that is put together.
MadeObject named(const NamedValue& resource, std::string name, Keys keys) {
  return {.name_space = resource.name_space, .keys = std::move(keys), .composed = std::move(name)};
}

/// A Secret called after a resource, with an ending.
MadeObject composed(const NamedValue& resource, std::string_view ending, Keys keys, bool complete = true) {
  MadeObject made = named(resource, std::string(resource.name).append(ending), std::move(keys));
  made.complete = complete;
  return made;
}

/// A text with a dash in the place of what no name has, as normalizeName of MongoDB's operator.
std::string normalized(std::string_view text) {
  std::string name;
  bool in_gap = false;
  for (const char c : text) {
    const char lower = text::to_lower(c);
    const bool fits = lower == '-' || text::is_alphanumeric(lower);
    if (fits || !in_gap) name += fits ? lower : '-';
    in_gap = !fits;
  }
  while (name.ends_with('-')) name.pop_back();
  return name.substr(std::min(name.find_first_not_of('-'), name.size()));
}

/// Whether a database for an application is made, with a Secret for its owner that the cluster does not name. As
/// ShouldCreateApplicationSecret, with the defaults of its webhook.
bool makes_application(const Value& spec) {
  const Value* bootstrap = spec.find("bootstrap");
  if (bootstrap == nullptr || !bootstrap->is_mapping() || bootstrap->members().empty()) return true;
  if (const Value* initial = bootstrap->find("initdb")) return text_at(*initial, {"secret", "name"}).empty();
  return std::ranges::any_of(std::array{"recovery", "pg_basebackup"}, [&](const char* way) {
    const Value* from = bootstrap->find(way);
    return from != nullptr && !from->string_at("database").empty() && text_at(*from, {"secret", "name"}).empty();
  });
}

}  // namespace

std::string_view name_of_maker(std::string_view secret) {
  if (secret.ends_with(kOfPostgresUser)) {
    secret.remove_suffix(kOfPostgresUser.size());
    return secret.substr(secret.rfind('.') + 1);
  }
  const auto* const ending = std::ranges::find_if(kEndings, [&](auto one) { return secret.ends_with(one); });
  return ending == kEndings.end() ? std::string_view{} : secret.substr(0, secret.size() - ending->size());
}

std::vector<MadeObject> make_database_secrets(const NamedValue& cluster) {
  const Value* found = cluster.root.find("spec");
  if (found == nullptr || cluster.name.empty()) return {};
  const Value& spec = *found;
  std::vector<MadeObject> all;
  const auto add = [&](std::string_view ending, Keys keys) {
    all.push_back(composed(cluster, ending, std::move(keys)));
  };
  const Keys of_user = {"dbname", "fqdn-jdbc-uri", "fqdn-uri", "host", "jdbc-uri", "password",
                        "pgpass", "port",          "uri",      "user", "username"};
  if (makes_application(spec)) add(kOfApplication, of_user);
  const Value* superuser = spec.find("enableSuperuserAccess");
  if (superuser != nullptr && superuser->is_bool() && superuser->as_bool() &&
      text_at(spec, {"superuserSecret", "name"}).empty()) {
    add(kOfSuperuser, of_user);
  }
  const auto is_given = [&](std::string_view field) { return !text_at(spec, {"certificates", field}).empty(); };
  if (!is_given("serverCASecret") || !is_given("clientCASecret")) add(kOfAuthority, {"ca.crt", "ca.key"});
  if (!is_given("serverTLSSecret")) add(kOfServer, {"tls.crt", "tls.key"});
  if (!is_given("replicationTLSSecret")) add(kOfReplication, {"tls.crt", "tls.key"});
  return all;
}

std::vector<MadeObject> make_postgres_users(const NamedValue& cluster) {
  std::vector<MadeObject> all;
  if (cluster.name.size() > kLongestName) return all;
  const auto add = [&](std::string user) {
    std::ranges::replace(user, '_', '-');
    all.push_back(
        named(cluster, user.append(".").append(cluster.name).append(kOfPostgresUser), {"password", "username"}));
  };
  const auto add_defaults = [&](const std::string& owned, const Value& of) {
    if (owned.size() > kLongestName || !yaml::is_true(of, {"defaultUsers"})) return;
    for (const char* role : {"_owner_user", "_reader_user", "_writer_user"}) add(owned + role);
  };
  for (const char* user : {"postgres", "standby", "pooler"}) add(user);
  for (const yaml::Member& user : yaml::members_at(cluster.root, {"spec", "users"})) add(user.key);
  for (const yaml::Member& database : yaml::members_at(cluster.root, {"spec", "preparedDatabases"})) {
    add_defaults(database.key, database.value);
    for (const yaml::Member& schema : yaml::members_at(database.value, {"schemas"})) {
      add_defaults(database.key.substr(0, kLongestName) + '_' + schema.key, schema.value);
    }
  }
  return all;
}

std::vector<MadeObject> make_kafka_user(const NamedValue& user) {
  const std::string_view type = text_at(user.root, {"spec", "authentication", "type"});
  MadeObject made{.name_space = user.name_space, .name = user.name};
  if (type == "tls") {
    made.keys = {"ca.crt", "user.crt", "user.key", "user.p12", "user.password"};
  } else if (type == "scram-sha-512") {
    made.keys = {"password", "sasl.jaas.config"};
  } else {
    return {};
  }
  return {std::move(made)};
}

std::vector<MadeObject> make_rabbitmq_secrets(const NamedValue& cluster) {
  std::vector<MadeObject> all = {composed(cluster, kOfErlang, {".erlang.cookie"})};
  const Value* backend = yaml::value_at(cluster.root, {"spec", "secretBackend"});
  const bool is_elsewhere = backend != nullptr && (!text_at(*backend, {"vault", "defaultUserPath"}).empty() ||
                                                   !text_at(*backend, {"externalSecret", "name"}).empty());
  if (!is_elsewhere) {
    all.push_back(composed(cluster, kOfDefaultUser,
                           {"default_user.conf", "host", "password", "port", "provider", "type", "username"}, false));
  }
  return all;
}

std::vector<MadeObject> make_elastic_secrets(const NamedValue& cluster) {
  std::vector<MadeObject> all = {composed(cluster, kOfElasticCertificates, {"ca.crt", "tls.crt"}, false)};
  if (!yaml::is_true(cluster.root, {"spec", "auth", "disableElasticUser"})) {
    all.push_back(composed(cluster, kOfElasticUser, {"elastic"}));
  }
  return all;
}

std::vector<MadeObject> make_mongodb_users(const NamedValue& database) {
  std::vector<MadeObject> all;
  if (database.name.size() > kLongestName) return all;
  for (const Value& user : yaml::items_at(database.root, {"spec", "users"})) {
    if (user.string_at("name").empty()) continue;
    const std::string_view name_space = user.string_at("connectionStringSecretNamespace");
    MadeObject made{.name_space = name_space.empty() ? database.name_space : name_space,
                    .name = user.string_at("connectionStringSecretName"),
                    .keys = {"connectionString.standard", "connectionString.standardSrv", "password", "username"}};
    if (made.name.empty()) {
      const std::string_view stated = user.string_at("db");
      made.composed = normalized(std::string(database.name)
                                     .append("-")
                                     .append(stated.empty() ? "admin" : stated)
                                     .append("-")
                                     .append(user.string_at("name")));
    }
    all.push_back(std::move(made));
  }
  return all;
}

std::vector<MadeObject> make_bucket(const NamedValue& claim) {
  return {{.name_space = claim.name_space, .name = claim.name, .keys = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}},
          {.kind = MadeObject::Kind::kConfigMap,
           .name_space = claim.name_space,
           .name = claim.name,
           .keys = {"BUCKET_HOST", "BUCKET_NAME", "BUCKET_PORT"},
           .complete = false}};
}

std::vector<MadeObject> make_grafana_tokens(const NamedValue& account) {
  std::vector<MadeObject> all;
  for (const Value& token : yaml::items_at(account.root, {"spec", "tokens"})) {
    const std::string_view name = token.string_at("secretName");
    if (!name.empty()) all.push_back({.name_space = account.name_space, .name = name, .complete = false});
  }
  return all;
}

std::vector<MadeObject> make_crunchy_users(const NamedValue& cluster) {
  std::vector<MadeObject> all;
  if (cluster.name.size() > kLongestName) return all;
  const auto add = [&](std::string_view user) {
    all.push_back(named(cluster, std::string(cluster.name).append("-pguser-").append(user),
                        {"host", "password", "port", "user", "verifier"}));
    all.back().complete = false;
  };
  const Value* users = yaml::value_at(cluster.root, {"spec", "users"});
  if (users == nullptr || users->is_null()) add(cluster.name);
  for (const Value& user : yaml::items_at(cluster.root, {"spec", "users"})) {
    if (!user.string_at("name").empty()) add(user.string_at("name"));
  }
  return all;
}

std::vector<MadeObject> make_redis_database(const NamedValue& database) {
  MadeObject made = named(database, {}, {"password", "port", "service_name", "service_names"});
  made.name = text_at(database.root, {"spec", "databaseSecretName"});
  if (made.name.empty()) made.composed = "redb-" + std::string(database.name.substr(0, kLongestName));
  return {std::move(made)};
}

}  // namespace vmcp::model
