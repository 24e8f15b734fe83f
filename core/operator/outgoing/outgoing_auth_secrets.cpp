#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/behaviour.h"
#include "core/operator/outgoing/external_auth.h"
#include "core/operator/outgoing/outgoing_auth.h"

namespace vmcp::op {
namespace {

using model::field;
using model::path_of;
using model::config::BackendAuthStrategy;

const diag::FieldPath kOutgoingAuth = path_of<&model::VirtualMcpServerSpec::outgoing_auth>();

/// When vmcp misses a variable that a strategy may name; nothing when it names another, or reads none. As
/// YAMLLoader.processOutgoingAuth.
std::optional<Urgency> urgency_of(const BackendAuthStrategy& strategy, std::string_view variable) {
  if (const auto& header = strategy.header_injection;
      header && header->header_value.empty() && header->header_value_env == variable) {
    return Urgency::kValueAtStart;
  }
  if (const auto& exchange = strategy.token_exchange; exchange && exchange->client_secret_env == variable) {
    return Urgency::kValueAtStart;
  }
  // Read for each request only, as XAAStrategy.
  const auto& xaa = strategy.xaa;
  if (xaa && xaa->idp_client_secret.empty() && xaa->idp_client_secret_env == variable) return Urgency::kLater;
  if (xaa && xaa->target_client_secret.empty() && xaa->target_client_secret_env == variable) return Urgency::kLater;
  return std::nullopt;
}

/// What refers to an MCPExternalAuthConfig, and what is written into config.yaml because of that.
struct User {
  const cluster::Object* referrer = nullptr;
  diag::FieldPath reference = {};
  const BackendAuthStrategy* strategy = nullptr;  ///< null pointer when none is
  Reader reader = {};                             ///< but for its urgency
};

/// The Secrets of several configs. The operator mounts those of a config once. As discoverExternalAuthConfigSecrets.
class SecretRows {
 public:
  explicit SecretRows(const Context& context) : context_(context) {}

  void add(const std::optional<model::ExternalAuthConfigRef>& reference, const User& user) {
    if (!reference) return;
    const auto* config =
        context_.cluster.find<model::McpExternalAuthConfigSpec>(context_.name_space(), reference->name);
    if (config == nullptr) return;
    add(*config, user, seen_.insert(reference->name).second ? Wired::kByOperator : Wired::kByAnotherRow);
  }

  void add(const ExternalAuthConfig& config, const User& user, Wired wired) {
    for (ExternalAuthSecret& secret : external_auth_secrets(config)) {
      Wire row = Wire::variable(std::move(secret.variable), Content::secret(secret.reference));
      row.origin = {config.object, std::move(secret.path), user.referrer, user.reference};
      row.wired = wired;
      if (wired == Wired::kByOperator) row.lookup = Lookup::kExpected;
      const auto urgency = user.strategy == nullptr ? std::nullopt : urgency_of(*user.strategy, row.name);
      if (urgency) {
        row.use = Use::kBackendAuth;
        row.reader = user.reader;
        row.reader.urgency = *urgency;
      }
      rows_.push_back(std::move(row));
    }
  }

  void note_sorted() { wire_sorted(context_, Concern::kOutgoingAuth, std::move(rows_)); }
  void note() {
    for (Wire& row : rows_) wire(context_, Concern::kOutgoingAuth, std::move(row));
  }

 private:
  const Context& context_;
  std::set<std::string_view> seen_;
  std::vector<Wire> rows_;
};

class OutgoingAuthWiring {
 public:
  OutgoingAuthWiring(const Context& context, const model::config::OutgoingAuthConfig& written)
      : context_(context),
        spec_(*context.spec().outgoing_auth),
        written_(written),
        wires_inline_(behaviour_of(context.settings.release.set).wires_workload_secrets_inline) {}

  bool wires_members() const { return wires_inline_ || spec_.source == "discovered"; }

  void note_members(const std::vector<Workload>& workloads) const {
    SecretRows rows(context_);
    for (const Workload& workload : workloads) {
      if (wires_inline_ && spec_.backends.contains(workload.name())) continue;
      rows.add(workload.external_auth_config_ref(),
               {&workload.object(),
                path_of<&model::McpServerSpec::external_auth_config_ref, &model::ExternalAuthConfigRef::name>()});
    }
    rows.note_sorted();
  }

  void note_backends() const {
    SecretRows own(context_);
    SecretRows forgotten(context_);
    // vmcp comes to the default first, then to the backends by name.
    std::size_t turn = 1;
    auto stated = spec_.backends.begin();
    for (const auto& [name, strategy] : written_.backends) {
      while (stated != spec_.backends.end() && stated->first < name) add_stated(own, *stated++, nullptr, 0);
      if (stated != spec_.backends.end() && stated->first == name) {
        add_stated(own, *stated++, &strategy, turn++);
      } else {
        add_forgotten(forgotten, name, strategy, turn++);
      }
    }
    while (stated != spec_.backends.end()) add_stated(own, *stated++, nullptr, 0);
    own.note_sorted();
    forgotten.note();
  }

  void note_default() const {
    if (!spec_.default_) return;
    const diag::FieldPath reference =
        kOutgoingAuth / field<&model::OutgoingAuthConfig::default_, &model::BackendAuthConfig::external_auth_config_ref,
                              &model::ExternalAuthConfigRef::name>();
    SecretRows rows(context_);
    rows.add(spec_.default_->external_auth_config_ref,
             {context_.server.object, reference, written_.default_ ? &*written_.default_ : nullptr,
              Reader{"the default backend", {}, reference, 0}});
    rows.note();
  }

 private:
  using Stated = std::pair<const std::string, model::BackendAuthConfig>;

  static std::string reader(std::string_view name) { return "backend " + diag::quoted(name); }

  void add_stated(SecretRows& rows, const Stated& stated, const BackendAuthStrategy* strategy, std::size_t turn) const {
    const auto& [name, auth] = stated;
    const diag::FieldPath reference =
        path_of<&model::VirtualMcpServerSpec::outgoing_auth, &model::OutgoingAuthConfig::backends,
                &model::BackendAuthConfig::external_auth_config_ref, &model::ExternalAuthConfigRef::name>(name);
    rows.add(auth.external_auth_config_ref,
             {context_.server.object, reference, strategy, Reader{reader(name), {}, reference, turn}});
  }

  void add_forgotten(SecretRows& rows, const std::string& name, const BackendAuthStrategy& strategy,
                     std::size_t turn) const {
    const Origin origin = context_.notes->config.of(
        path_of<&model::config::Config::outgoing_auth, &model::config::OutgoingAuthConfig::backends>(name));
    const auto* config =
        context_.cluster.find<model::McpExternalAuthConfigSpec>(context_.name_space(), origin.object->name);
    if (config == nullptr) return;
    rows.add(*config,
             {origin.referrer, origin.reference, &strategy,
              Reader{reader(name), {}, kOutgoingAuth / field<&model::OutgoingAuthConfig::source>(), turn}},
             wires_inline_ ? Wired::kByAnotherRow : Wired::kForgotten);
  }

  const Context& context_;
  const model::OutgoingAuthConfig& spec_;
  const model::config::OutgoingAuthConfig& written_;
  bool wires_inline_;
};

}  // namespace

void wire_outgoing_auth(const Context& context, const std::vector<Workload>& workloads,
                        const model::config::OutgoingAuthConfig& written) {
  if (!context.spec().outgoing_auth) return;
  const OutgoingAuthWiring wiring(context, written);
  if (wiring.wires_members()) wiring.note_members(workloads);
  wiring.note_backends();
  wiring.note_default();
}

}  // namespace vmcp::op
