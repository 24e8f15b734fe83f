#include <functional>
#include <string>

#include "core/start/auth_server/key_material.h"
#include "core/start/auth_server/parts.h"
#include "core/start/stated_value.h"

namespace vmcp::start {
namespace {

constexpr std::size_t kLeastHmacBytes = 32;
constexpr std::size_t kLeastDelegateSecretBytes = 32;

/// What is wrong with the bytes of a Secret, without a piece of them.
using Judge = std::function<std::optional<std::string>(const std::string& bytes)>;

/// Counts bytes as they are mounted: line breaks at the end count too.
Judge at_least(std::size_t bytes, std::string_view what) {
  return [=](const std::string& value) -> std::optional<std::string> {
    if (value.size() >= bytes) return std::nullopt;
    return std::string(what) + " has " + std::to_string(value.size()) + " bytes, expected at least " +
           std::to_string(bytes);
  };
}

/// vmcp takes an empty variable for one that is not set.
std::optional<std::string> emptiness_problem(const std::string& value) {
  if (!value.empty()) return std::nullopt;
  return "it is empty, which vmcp takes for a variable that is not set";
}

std::optional<std::string> certificate_problem(const std::string& file) {
  // No bytes at all are as good as no file: the system's certificates count.
  if (file.empty() || find_certificates(file) != Certificates::kAbsent) return std::nullopt;
  return "it holds no PEM block with a certificate";
}

/// What vmcp asks of the bytes that a Secret holds for a use.
struct Demand {
  diag::Code code;
  Judge judge;
};

std::optional<Demand> demand_of(const op::Wire& row) {
  switch (row.use) {
    case op::Use::kSigningKey:
      return Demand{"invalid-signing-key", [](const std::string& file) { return signing_key_problem(file); }};
    case op::Use::kHmacSecret:
      return Demand{"too-short", at_least(kLeastHmacBytes, "the HMAC secret")};
    case op::Use::kUpstreamSecret:
      return Demand{"too-short", emptiness_problem};
    case op::Use::kDelegateSecret:
      return Demand{"too-short", at_least(kLeastDelegateSecretBytes, "a delegate client's secret")};
    case op::Use::kStorageCa:
      if (row.reader.name.empty()) return std::nullopt;
      return Demand{"no-certificate", certificate_problem};
    default:
      return std::nullopt;
  }
}

}  // namespace

void check_secrets(const AuthServer& server) {
  const op::Context& context = server.gateway.context;
  for (const op::Wire& row : server.gateway.rendered.notes.wiring.rows(op::Concern::kAuthServer)) {
    const std::optional<Demand> demand = demand_of(row);
    if (!demand) continue;
    const op::Content& content = row.content;
    const auto bytes = stated_secret(context.cluster, context.name_space(), content.object, content.key);
    const auto problem = bytes ? demand->judge(*bytes) : std::nullopt;
    if (!problem) continue;
    // The finding stands at the reference, and not at the Secret, whose lines are nobody's business.
    server.gateway.refuse(row.origin, demand->code,
                          "key \"" + content.key + "\" of Secret \"" + content.object + "\": " + *problem);
  }
}

}  // namespace vmcp::start
