#include <functional>
#include <string>

#include "core/diag/quoted.h"
#include "core/start/cedar/entities.h"
#include "core/start/cedar/parser.h"
#include "core/start/incoming_auth.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using diag::quoted;

constexpr std::string_view kDefaultKey = "authz.json";

/// Where a gateway's authorization is written: the object, and the fields of its parts there.
struct Origin {
  const cluster::Object* object = nullptr;
  FieldPath reference;  ///< of the gateway, when the object is another
  FieldPath policies;
  FieldPath entities;
  FieldPath group_entity_type;
  bool has_fields = true;  ///< not when all of it is one text

  FieldPath policy(std::size_t index) const { return has_fields ? policies[index] : policies; }
};

Origin origin_in_config_map(const Gateway& gateway, const model::ConfigMapAuthzRef& ref) {
  const auto& context = gateway.context;
  const FieldPath text = FieldPath{"data"}.key(ref.key.empty() ? kDefaultKey : std::string_view{ref.key});
  return {context.cluster.find("", "ConfigMap", context.name_space(), ref.name),
          FieldPath{"spec.incomingAuth.authzConfig.configMap"},
          text,
          text,
          text,
          false};
}

Origin find_origin(const Gateway& gateway) {
  const auto& context = gateway.context;
  const auto& incoming = *context.spec().incoming_auth;
  const FieldPath own{"spec.incomingAuth.authzConfig"};
  if (incoming.authz_config_ref) {
    const auto* config =
        context.cluster.find<model::McpAuthzConfigSpec>(context.name_space(), incoming.authz_config_ref->name);
    const FieldPath path{"spec.config"};
    return {config == nullptr ? nullptr : config->object,
            FieldPath{"spec.incomingAuth.authzConfigRef"},
            path / "policies",
            path / "entities_json",
            path / "group_entity_type",
            true};
  }
  if (!incoming.authz_config) return {};
  if (incoming.authz_config->config_map) {
    Origin origin = origin_in_config_map(gateway, *incoming.authz_config->config_map);
    return origin;
  }
  return {context.server.object,   {},  own / "inline" / "policies", own / "inline" / "entitiesJson",
          own / "groupEntityType", true};
}

class AuthorizationCheck {
 public:
  AuthorizationCheck(const Gateway& gateway, const model::config::AuthzConfig& authz, const Origin& origin)
      : gateway_(gateway), authz_(authz), origin_(origin) {}

  void run() const {
    if (authz_.policies.empty()) {
      refuse("too-few", origin_.policies, "there is no Cedar policy; vmcp needs at least one to authorize with");
      return;
    }
    check_group_entity_type();
    for (std::size_t i = 0; i < authz_.policies.size(); ++i) check_policy(i);
    check_entities();
  }

 private:
  void relate(diag::Diagnostic& finding) const {
    const auto& context = gateway_.context;
    if (origin_.object == context.server.object) return;
    finding.related.push_back(
        context.reporter.related(*context.server.object, origin_.reference, "referenced from here"));
  }
  void refuse(diag::Code code, const FieldPath& path, std::string message) const {
    relate(gateway_.refuse(*origin_.object, code, path, std::move(message)));
  }

  /// As validateGroupEntityType: vmcp tries the type in a policy.
  void check_group_entity_type() const {
    const std::string& type = authz_.group_entity_type;
    if (type.empty()) return;
    const auto& own = gateway_.context.spec().incoming_auth->authz_config;
    const bool is_own = own && !own->group_entity_type.empty();
    const auto refuse_type = [&](const std::string& message) {
      if (is_own) {
        gateway_.refuse("invalid-value", FieldPath{"spec.incomingAuth.authzConfig.groupEntityType"}, message);
      } else {
        refuse("invalid-value", origin_.group_entity_type, message);
      }
    };
    if (type.find("::") != std::string::npos) {
      refuse_type("the group entity type " + quoted(type) + " must have no namespace");
    } else if (cedar::parse_policy("permit(principal in " + type + "::\"x\", action, resource);").problem) {
      refuse_type("the group entity type " + quoted(type) + " is no identifier of Cedar");
    }
  }

  void check_policy(std::size_t index) const {
    const cedar::Policy policy = cedar::parse_policy(authz_.policies[index]);
    const std::string which = "policy " + std::to_string(index) + " ";
    if (policy.problem) {
      refuse("invalid-policy", origin_.policy(index), which + "does not parse at " + policy.problem->str());
    } else if (policy.ignored_rest) {
      const auto& rest = *policy.ignored_rest;
      relate(gateway_.context.reporter.warning(
          *origin_.object, "trailing-content", origin_.policy(index),
          which + "ends before " + std::to_string(rest.line) + ':' + std::to_string(rest.column) +
              "; vmcp ignores what follows, which must be a policy of its own to count"));
    }
  }

  /// An empty text stands for no entities.
  void check_entities() const {
    if (authz_.entities_json.empty()) return;
    if (const auto problem = cedar::entities_problem(authz_.entities_json)) {
      refuse("invalid-entities", origin_.entities, "these entities are refused at " + problem->str());
    }
  }

  const Gateway& gateway_;
  const model::config::AuthzConfig& authz_;
  const Origin& origin_;
};

}  // namespace

void check_authorization(const Gateway& gateway) {
  const auto& incoming = gateway.config().incoming_auth;
  if (!incoming || !incoming->authz || !gateway.context.spec().incoming_auth || incoming->authz->type != "cedar")
    return;
  const Origin origin = find_origin(gateway);
  if (origin.object == nullptr) return;
  AuthorizationCheck(gateway, *incoming->authz, origin).run();
}

}  // namespace vmcp::start
