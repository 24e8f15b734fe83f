#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/operator/cross_references/surroundings.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;

/// One that connects to a redis.
struct User {
  const cluster::Object* object;
  FieldPath path;  ///< of its address
  bool has_password;
};

/// By namespace and address: a short host name is another machine in another namespace.
using Users = std::map<std::pair<std::string_view, std::string_view>, std::vector<User>>;

void add(Users& users, const cluster::Object& object, std::string_view address, FieldPath path, bool has_password) {
  if (is_stated(address)) users[{object.name_space, address}].push_back({&object, std::move(path), has_password});
}

void add_sessions(Users& users, const cluster::Object& object) {
  const yaml::Value* storage = yaml::value_at(object.value, {"spec", "sessionStorage"});
  if (storage == nullptr || storage->string_at("provider") != "redis") return;
  add(users, object, storage->string_at("address"), FieldPath("spec.sessionStorage.address"),
      storage->find("passwordRef") != nullptr);
}

void add_auth_server(Users& users, const cluster::Object& object, std::string_view block) {
  const yaml::Value* storage = yaml::value_at(object.value, {"spec", block, "storage"});
  if (storage == nullptr || storage->string_at("type") != "redis") return;
  add(users, object, yaml::text_at(*storage, {"redis", "addr"}),
      FieldPath("spec") / block / "storage" / "redis" / "addr",
      yaml::value_at(*storage, {"redis", "aclUserConfig", "passwordSecretRef"}) != nullptr);
}

}  // namespace

void check_redis_passwords(const Surroundings& all) {
  Users users;
  for (const cluster::Object* object : all.objects()) {
    add_sessions(users, *object);
    add_auth_server(users, *object, "authServerConfig");
    add_auth_server(users, *object, "embeddedAuthServer");
  }
  for (const auto& [place, of_address] : users) {
    const User* with = nullptr;
    for (const User& user : of_address) {
      if (user.has_password) with = &user;
    }
    if (with == nullptr) continue;
    for (const User& user : of_address) {
      if (user.has_password) continue;
      all.warn(
          *user.object, "one-sided-password", user.path,
          diag::Message("redis " + quoted(place.second) + " is used with a password elsewhere, but without one here")
              .because(all.reporter().related(*with->object, with->path, "it has a password here")));
    }
  }
}

}  // namespace vmcp::op
