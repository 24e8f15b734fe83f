#include "core/operator/session_secret.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "core/go/base64.h"
#include "core/model/kinds.h"
#include "core/operator/names.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using yaml::Value;

constexpr std::string_view kKey = "hmac-secret";
constexpr std::size_t kKeyBytes = 32;

/// Only a dump of a cluster has the uids that tell an owned Secret; what is newly applied belongs to nobody.
bool is_owned(const cluster::Object& secret, const Context& context) {
  const std::string_view uid = context.server.object->value.find("metadata")->string_at("uid");
  const Value* owners = secret.value.find("metadata")->find("ownerReferences");
  if (uid.empty() || owners == nullptr || !owners->is_sequence()) return false;
  return std::ranges::any_of(owners->items(), [&](const Value& owner) {
    return owner.string_at("kind") == model::kKind<model::VirtualMcpServerSpec> &&
           owner.string_at("name") == context.name() && owner.string_at("uid") == uid;
  });
}

/// What the Secret holds under the key; `stringData` wins over `data`, as in the API server.
std::optional<std::string> key_text(const Value& secret) {
  const Value* plain = secret.find("stringData");
  if (plain != nullptr && plain->find(kKey) != nullptr) return std::string(plain->string_at(kKey));
  const Value* data = secret.find("data");
  if (data == nullptr || data->find(kKey) == nullptr) return std::nullopt;
  return go::decode_base64(data->string_at(kKey));
}

/// What is wrong with the key; empty when the operator would use it.
std::string_view key_fault(const Value& secret) {
  const std::optional<std::string> text = key_text(secret);
  if (!text) return "it has no key \"hmac-secret\"";
  const std::optional<std::string> key = go::decode_base64(*text);
  if (!key || key->size() != kKeyBytes) return "its key \"hmac-secret\" is not 32 bytes in base64";
  if (std::ranges::all_of(*key, [](char byte) { return byte == '\0'; })) return "its key \"hmac-secret\" is all zeros";
  return {};
}

}  // namespace

void validate_session_secret(const Context& context) {
  const std::string name = session_secret_name(context.name());
  const cluster::Object* secret = context.cluster.find("", "Secret", context.name_space(), name);
  if (secret == nullptr) return;
  std::string_view fault = key_fault(secret->value);
  if (!is_owned(*secret, context)) fault = "it does not belong to the VirtualMCPServer";
  if (fault.empty()) return;
  context.reporter.error(*secret, "session-secret-refused", FieldPath("metadata.name"),
                         "the operator keeps the session signing key of VirtualMCPServer \"" + context.name() +
                             "\" in this Secret and refuses this one: " + std::string(fault) +
                             "; leave the Secret out, and the operator creates it");
}

void wire_session_secret(const Context& context) {
  wire(context, Concern::kSessions,
       Wire::variable("VMCP_SESSION_HMAC_SECRET",
                      Content::secret(session_secret_name(context.name()), std::string(kKey))));
}

}  // namespace vmcp::op
