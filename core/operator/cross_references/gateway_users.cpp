#include "core/model/gateway_users.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/operator/cross_references/surroundings.h"
#include "core/operator/names.h"
#include "core/text/ascii.h"
#include "core/yaml/each_value.h"
#include "core/yaml/fields.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::GatewayUser;
using Use = GatewayUser::Use;

/// What the operator makes of a kind, and calls as it is called between a beginning and an end.
struct Made {
  std::string_view of;
  Use use;
  std::string_view begin;
  std::string_view end = {};
};

constexpr std::array kMade = {
    Made{"VirtualMCPServer", Use::kService, "vmcp-"},
    Made{"MCPServer", Use::kService, "mcp-", "-proxy"},
    Made{"MCPRemoteProxy", Use::kService, "mcp-", "-remote-proxy"},
    Made{"VirtualMCPServer", Use::kDeployment, ""},
    Made{"MCPServer", Use::kDeployment, ""},
    Made{"MCPRemoteProxy", Use::kDeployment, ""},
};

constexpr std::string_view kPortName = "http";

/// Whether a name is one that the operator makes but for a letter: of one that is short, in its beginning.
bool is_slip(std::string_view name, std::string_view of) {
  constexpr std::string_view kGateways = "vmcp-";
  if (text::is_slip_in_word(name, of)) return true;
  const std::string_view begin = name.substr(0, name.find('-') + 1);
  return of.starts_with(kGateways) && begin.starts_with('v') && begin != kGateways &&
         text::is_within(begin, kGateways, 1) && name.substr(begin.size()) == of.substr(kGateways.size());
}

class Checker {
 public:
  explicit Checker(const Surroundings& all) : all_(all) {
    for (const cluster::Object* object : all.objects()) {
      for (const Made& made : kMade) {
        if (made.of != object->kind || !is_stated(object->name)) continue;
        std::string name = std::string(made.begin).append(object->name).append(made.end);
        made_[{made.use, object->name_space}].emplace(std::move(name), object);
      }
    }
    for (const auto& [where, made] : made_) {
      std::vector<std::string_view> names;
      for (const auto& [name, object] : made) names.push_back(name);
      index_.try_emplace(where, std::move(names));
    }
  }

  void check(const cluster::Object& user) {
    for (const GatewayUser& row : model::gateway_users()) {
      if (!row.is(user.group(), user.kind)) continue;
      yaml::each_value(user.value, row.path, {}, [&](const yaml::Value& value, const FieldPath& path) {
        if (row.use == Use::kLabels) {
          check_labels(user, value, path);
        } else {
          check_reference(user, row, value, path);
        }
      });
    }
  }

 private:
  using Where = std::pair<Use, std::string_view>;  ///< with the namespace
  using Names = std::map<std::string, const cluster::Object*, std::less<>>;

  const Names* names(const Where& where) const {
    const auto found = made_.find(where);
    return found == made_.end() || !all_.cluster().unbuilt(where.second).empty() ? nullptr : &found->second;
  }

  void check_reference(const cluster::Object& user, const GatewayUser& row, const yaml::Value& reference,
                       const FieldPath& path) {
    const std::string_view kind = row.use == Use::kService ? "Service" : "Deployment";
    const std::string_view group = row.use == Use::kService ? "" : "apps";
    const std::string_view stated = reference.string_at("kind");
    const std::string_view elsewhere = reference.string_at("namespace");
    const std::string_view name_space = elsewhere.empty() ? std::string_view(user.name_space) : elsewhere;
    const std::string_view name = reference.string_at("name");
    const Names* known = names({row.use, name_space});
    if (known == nullptr || (!stated.empty() && stated != kind) || !is_stated(name)) return;
    if (all_.cluster().find(group, kind, name_space, name) != nullptr) return;
    if (const auto made = known->find(name); made != known->end()) {
      const yaml::Value* port = row.use == Use::kService ? reference.find("port") : nullptr;
      if (port != nullptr) check_port(user, *port, path / "port", *made->second);
      return;
    }
    warn_of_missed(user, path / "name", std::string(kind) + ' ' + quoted(name) + " is not in the input", name,
                   {row.use, name_space});
  }

  /// The port of the Service that the operator makes of an object, as GetProxyPort; nothing where it is not known.
  std::optional<std::int64_t> port_of(const cluster::Object& object) const {
    constexpr std::int64_t kDefaultPort = 8080;
    if (object.kind == kMade.front().of) return kGatewayPort;
    // What is wrong with it may be its port.
    if (all_.cluster().was_refused(object.group(), object.kind, object.name_space, object.name)) return std::nullopt;
    const yaml::Value* stated = yaml::value_at(object.value, {"spec", "proxyPort"});
    if (stated == nullptr) return kDefaultPort;
    return stated->kind() == yaml::Value::Kind::kInt ? std::optional(stated->as_int()) : std::nullopt;
  }

  void check_port(const cluster::Object& user, const yaml::Value& port, const FieldPath& path,
                  const cluster::Object& of) {
    std::string seen;
    std::string meant;
    if (port.is_mapping()) {
      for (const yaml::Member& member : port.members()) check_port(user, member.value, path / member.key, of);
    } else if (port.is_string()) {
      // One in quotes is a number to some, and a name to others.
      const bool is_name = is_stated(port.as_string()) && !text::is_digit(port.as_string().front());
      if (is_name && port.as_string() != kPortName) seen = quoted(port.as_string());
      meant = kPortName;
    } else if (const std::optional<std::int64_t> own = port_of(of);
               own && port.kind() == yaml::Value::Kind::kInt && port.as_int() != *own) {
      seen = std::to_string(port.as_int());
      meant = std::to_string(*own);
    }
    if (seen.empty()) return;
    all_.warn(
        user, "invalid-reference", path,
        diag::Message("the Service of " + of.kind + ' ' + quoted(of.name) + " has no port " + seen).suggest(meant));
  }

  /// Labels say of themselves that they are of what the operator makes.
  void check_labels(const cluster::Object& user, const yaml::Value& labels, const FieldPath& path) {
    // What watches other namespaces means what is there.
    if (yaml::value_at(user.value, {"spec", "namespaceSelector"}) != nullptr) return;
    const Where where{Use::kDeployment, user.name_space};
    const Names* known = names(where);
    const bool is_operators = labels.string_at("app.kubernetes.io/name") == "virtualmcpserver" ||
                              labels.string_at("app") == "virtualmcpserver" || labels.string_at("toolhive") == "true";
    for (const std::string_view key : {"app.kubernetes.io/instance", "toolhive-name"}) {
      const std::string_view name = labels.string_at(key);
      if (known == nullptr || !is_operators || !is_stated(name) || known->contains(name)) continue;
      warn_of_missed(user, path.key(key), "nothing in the input has the label " + quoted(name), name, where);
    }
  }

  /// Of a name that nothing has, where it is an earlier one, or a letter away from one.
  void warn_of_missed(const cluster::Object& user, const FieldPath& path, std::string message, std::string_view name,
                      const Where& where) {
    for (const Made& made : kMade) {
      if (made.use != where.first || name.size() <= made.begin.size() + made.end.size() ||
          !name.starts_with(made.begin) || !name.ends_with(made.end))
        continue;
      const std::string_view former = name.substr(made.begin.size(), name.size() - made.begin.size() - made.end.size());
      const std::string_view renamed = all_.cluster().renamed(made.of, where.second, former);
      if (renamed.empty()) continue;
      message += ", nor " + std::string(made.of) + ' ' + quoted(former);
      message += renamed;
      all_.warn(user, "reference-not-found", path, diag::Message(std::move(message)));
      return;
    }
    const std::string_view near = index_.find(where)->second.nearest(name);
    if (!is_slip(name, near)) return;
    all_.warn(user, "reference-not-found", path, diag::Message(std::move(message)).suggest(near));
  }

  const Surroundings& all_;
  std::map<Where, Names> made_;
  std::map<Where, text::NameIndex> index_;
};

}  // namespace

void check_gateway_users(const Surroundings& all) {
  Checker checker(all);
  for (const cluster::Object& object : all.cluster().objects()) checker.check(object);
}

}  // namespace vmcp::op
