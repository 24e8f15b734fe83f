#include "core/model/connection_secrets.h"

#include <algorithm>
#include <array>
#include <string>

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
constexpr std::array kEndings = {kOfApplication, kOfSuperuser, kOfAuthority, kOfServer, kOfReplication};

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
  const auto* const ending = std::ranges::find_if(kEndings, [&](auto one) { return secret.ends_with(one); });
  return ending == kEndings.end() ? std::string_view{} : secret.substr(0, secret.size() - ending->size());
}

std::vector<MadeObject> make_database_secrets(const NamedValue& cluster) {
  const Value* found = cluster.root.find("spec");
  if (found == nullptr || cluster.name.empty()) return {};
  const Value& spec = *found;
  std::vector<MadeObject> all;
  const auto add = [&](std::string_view ending, Keys keys) {
    all.push_back({.name_space = cluster.name_space, .keys = std::move(keys)});
    all.back().composed = std::string(cluster.name) + std::string(ending);
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

std::vector<MadeObject> make_grafana_tokens(const NamedValue& account) {
  std::vector<MadeObject> all;
  for (const Value& token : yaml::items_at(account.root, {"spec", "tokens"})) {
    const std::string_view name = token.string_at("secretName");
    if (!name.empty()) all.push_back({.name_space = account.name_space, .name = name, .complete = false});
  }
  return all;
}

std::vector<MadeObject> make_connection_secret(const NamedValue& resource) {
  const std::string_view name = text_at(resource.root, {"spec", "writeConnectionSecretToRef", "name"});
  if (name.empty()) return {};
  const std::string_view name_space = text_at(resource.root, {"spec", "writeConnectionSecretToRef", "namespace"});
  return {{.name_space = name_space.empty() ? resource.name_space : name_space, .name = name, .complete = false}};
}

}  // namespace vmcp::model
