#include <string>
#include <utility>

#include "core/cedar/entities.h"
#include "core/cedar/parser.h"
#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/start/config/incoming_auth.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::field;
using model::path_of;

const FieldPath kAuthz = path_of<&model::config::Config::incoming_auth, &model::config::IncomingAuthConfig::authz>();

class AuthorizationCheck {
 public:
  AuthorizationCheck(const Gateway& gateway, const model::config::AuthzConfig& authz)
      : gateway_(gateway), authz_(authz) {}

  void run() const {
    if (authz_.policies.empty()) {
      gateway_.refuse_written("too-few", kAuthz / field<&model::config::AuthzConfig::policies>(),
                              "there is no Cedar policy; vmcp needs at least one to authorize with");
      return;
    }
    check_group_entity_type();
    for (std::size_t i = 0; i < authz_.policies.size(); ++i) check_policy(i);
    check_entities();
  }

 private:
  /// As validateGroupEntityType: vmcp tries the type in a policy.
  void check_group_entity_type() const {
    const std::string& type = authz_.group_entity_type;
    if (type.empty()) return;
    const auto refuse_type = [&](std::string message) {
      gateway_.refuse_written("invalid-value", kAuthz / field<&model::config::AuthzConfig::group_entity_type>(),
                              std::move(message));
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
    const op::Origin origin =
        gateway_.rendered.notes.config.of((kAuthz / field<&model::config::AuthzConfig::policies>())[index]);
    if (policy.problem) {
      gateway_.refuse(origin, "invalid-policy", which + "does not parse at " + policy.problem->str());
    } else if (policy.ignored_rest) {
      const auto& rest = *policy.ignored_rest;
      diag::Message message = which + "ends before " + std::to_string(rest.line) + ':' + std::to_string(rest.column) +
                              "; vmcp ignores what follows, which must be a policy of its own to count";
      const op::Context& context = gateway_.context;
      if (auto reference = context.gateway_reporter().referenced_from(origin)) message.because(*std::move(reference));
      context.reporter.warning(*origin.object, "trailing-content", origin.path, std::move(message));
    }
  }

  /// An empty text stands for no entities.
  void check_entities() const {
    if (authz_.entities_json.empty()) return;
    if (const auto problem = cedar::entities_problem(authz_.entities_json)) {
      gateway_.refuse_written("invalid-entities", kAuthz / field<&model::config::AuthzConfig::entities_json>(),
                              "these entities are refused at " + problem->str());
    }
  }

  const Gateway& gateway_;
  const model::config::AuthzConfig& authz_;
};

}  // namespace

void check_authorization(const Gateway& gateway) {
  const auto& incoming = gateway.config().incoming_auth;
  if (!incoming || !incoming->authz || incoming->authz->type != "cedar") return;
  AuthorizationCheck(gateway, *incoming->authz).run();
}

}  // namespace vmcp::start
