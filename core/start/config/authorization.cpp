#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/cedar/entities.h"
#include "core/cedar/parser.h"
#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/shared_verdicts.h"
#include "core/start/config/incoming_auth.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::field;
using model::path_of;

const FieldPath kAuthz = path_of<&model::config::Config::incoming_auth, &model::config::IncomingAuthConfig::authz>();

/// What is to be said of a policy of a list.
struct Remark {
  std::size_t index;
  cedar::Policy policy;
};

std::vector<Remark> remarks_on(const std::vector<std::string>& policies) {
  std::vector<Remark> remarks;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    cedar::Policy policy = cedar::parse_policy(policies[i]);
    if (policy.problem || policy.ignored_rest) remarks.push_back({i, std::move(policy)});
  }
  return remarks;
}

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
    check_policies();
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

  /// What a judge says of a field of the block, once a run where other gateways may take it from the same object.
  template <class Judge>
  auto judged(const FieldPath& path, const Judge& judge) const {
    const op::Context& context = gateway_.context;
    const op::Origin origin = gateway_.rendered.notes.config.of(path);
    const bool is_own = origin.object == nullptr || origin.object == context.server.object;
    if (is_own) return std::make_shared<const std::invoke_result_t<const Judge&>>(judge());
    return op::shared_verdict(context, *origin.object, origin.path.str(), judge);
  }

  void check_policies() const {
    const FieldPath path = kAuthz / field<&model::config::AuthzConfig::policies>();
    const auto remarks = judged(path, [&] { return remarks_on(authz_.policies); });
    for (const Remark& remark : *remarks) {
      report(remark.policy, "policy " + std::to_string(remark.index) + " ",
             gateway_.rendered.notes.config.of(path[remark.index]));
    }
  }

  void report(const cedar::Policy& policy, const std::string& which, const op::Origin& origin) const {
    if (policy.problem) {
      gateway_.refuse(origin, "invalid-policy", which + "does not parse at " + policy.problem->str());
    } else {
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
    const FieldPath path = kAuthz / field<&model::config::AuthzConfig::entities_json>();
    const auto problem = judged(path, [&] { return cedar::entities_problem(authz_.entities_json); });
    if (*problem) {
      gateway_.refuse_written("invalid-entities", path, "these entities are refused at " + (*problem)->str());
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
