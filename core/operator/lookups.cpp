#include "core/operator/lookups.h"

namespace vmcp::op {
namespace {

/// A reference without a name leads to nothing in every cluster.
bool is_assumed(const Context& context, std::string_view name) { return !context.settings.strict && !name.empty(); }

}  // namespace

bool holds_secret(const Context& context, std::string_view name) {
  return is_assumed(context, name) || context.cluster.secret(context.name_space(), name).has_value();
}

bool holds_secret_key(const Context& context, std::string_view name, std::string_view key) {
  const auto keys = context.cluster.secret(context.name_space(), name);
  return keys ? keys->may_have(key) : is_assumed(context, name);
}

bool holds_config_map(const Context& context, std::string_view name) {
  return is_assumed(context, name) || context.cluster.config_map(context.name_space(), name).has_value();
}

bool holds_config_map_key(const Context& context, std::string_view name, std::string_view key) {
  const auto keys = context.cluster.config_map(context.name_space(), name);
  return keys ? keys->text.may_have(key) : is_assumed(context, name);
}

}  // namespace vmcp::op
