#include "core/operator/rbac.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "core/operator/image_pull_secrets.h"
#include "core/operator/names.h"

namespace vmcp::op {
namespace {

using yaml::Value;
using Words = std::initializer_list<std::string_view>;

constexpr std::string_view kRbacGroup = "rbac.authorization.k8s.io";
constexpr std::string_view kRbacVersion = "rbac.authorization.k8s.io/v1";

Value words(Words items) {
  Value result = Value::sequence();
  for (const std::string_view item : items) result.push(item);
  return result;
}

Value rule(std::string_view group, Words resources, Words verbs) {
  return Value::mapping()
      .set("apiGroups", words({group}))
      .set("resources", words(resources))
      .set("verbs", words(verbs));
}

/// As vmcpInlineRBACRules and vmcpDiscoveredRBACRules: every gateway reports its status; one that discovers its
/// backends also reads them and what they refer to.
Value role_rules(const Context& context) {
  Value rules = Value::sequence();
  const auto& outgoing = context.spec().outgoing_auth;
  if (!outgoing || outgoing->source != "inline") {
    rules.push(rule("", {"configmaps", "secrets"}, {"get", "list", "watch"}))
        .push(rule(admission::kToolhiveGroup,
                   {"mcpgroups", "mcpservers", "mcpremoteproxies", "mcpserverentries", "mcpexternalauthconfigs",
                    "mcptoolconfigs"},
                   {"get", "list", "watch"}));
  }
  rules.push(rule(admission::kToolhiveGroup, {"virtualmcpservers"}, {"get"}))
      .push(rule(admission::kToolhiveGroup, {"virtualmcpservers/status"}, {"update", "patch"}));
  return rules;
}

}  // namespace

std::vector<Value> rbac_for(const Context& context) {
  if (context.spec().service_account) return {};
  const std::string name = own_service_account_name(context.name());
  const std::string& name_space = context.name_space();

  Value account = object_of("v1", "ServiceAccount", name, name_space);
  const std::vector<std::string> pull_secrets = image_pull_secrets(context);
  if (!pull_secrets.empty()) account.set("imagePullSecrets", references_to(pull_secrets));

  Value role = object_of(kRbacVersion, "Role", name, name_space);
  role.set("rules", role_rules(context));

  Value binding = object_of(kRbacVersion, "RoleBinding", name, name_space);
  binding.set("roleRef", Value::mapping().set("apiGroup", kRbacGroup).set("kind", "Role").set("name", name))
      .set("subjects",
           Value::sequence().push(
               Value::mapping().set("kind", "ServiceAccount").set("name", name).set("namespace", name_space)));
  std::vector<Value> objects;
  objects.reserve(3);
  for (Value* object : {&account, &role, &binding}) objects.push_back(std::move(*object));
  return objects;
}

}  // namespace vmcp::op
