#include <optional>
#include <string>

#include "core/start/auth_server/key_material.h"
#include "core/start/auth_server/parts.h"
#include "core/start/stated_value.h"

namespace vmcp::start {
namespace {

constexpr std::size_t kLeastHmacBytes = 32;
constexpr std::size_t kLeastDelegateSecretBytes = 32;

/// What is wrong with the bytes of a Secret, without a piece of them.
using Problem = std::optional<std::string>;

/// Counts bytes as they are mounted: line breaks at the end count too.
Problem length_problem(const std::string& value, std::size_t least, std::string_view what) {
  if (value.size() >= least) return std::nullopt;
  return std::string(what) + " has " + std::to_string(value.size()) + " bytes, expected at least " +
         std::to_string(least);
}

Problem hmac_problem(const std::string& value) { return length_problem(value, kLeastHmacBytes, "the HMAC secret"); }

Problem delegate_problem(const std::string& value) {
  return length_problem(value, kLeastDelegateSecretBytes, "a delegate client's secret");
}

/// vmcp takes an empty variable for one that is not set.
Problem emptiness_problem(const std::string& value) {
  if (!value.empty()) return std::nullopt;
  return "it is empty, which vmcp takes for a variable that is not set";
}

Problem certificate_problem(const std::string& file) {
  // No bytes at all are as good as no file: the system's certificates count.
  if (file.empty() || find_certificates(file) != Certificates::kAbsent) return std::nullopt;
  return "it holds no PEM block with a certificate";
}

/// What vmcp asks of the bytes that a Secret holds for a use.
struct Demand {
  diag::Code code;
  Problem (*judge)(const op::Context& context, const op::Content& content);
};

template <auto kJudge>
Problem problem_of(const op::Context& context, const op::Content& content) {
  return judged_secret<kJudge>(context, content).value_or(std::nullopt);
}

std::optional<Demand> demand_of(const op::Wire& row) {
  switch (row.use) {
    case op::Use::kSigningKey:
      return Demand{"invalid-signing-key", problem_of<signing_key_problem>};
    case op::Use::kHmacSecret:
      return Demand{"too-short", problem_of<hmac_problem>};
    case op::Use::kUpstreamSecret:
      return Demand{"too-short", problem_of<emptiness_problem>};
    case op::Use::kDelegateSecret:
      return Demand{"too-short", problem_of<delegate_problem>};
    case op::Use::kStorageCa:
      if (row.reader.name.empty()) return std::nullopt;
      return Demand{"no-certificate", problem_of<certificate_problem>};
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
    const Problem problem = demand->judge(context, content);
    if (!problem) continue;
    // The finding stands at the reference, and not at the Secret, whose lines are nobody's business.
    server.gateway.refuse(row.origin, demand->code,
                          "key \"" + content.key + "\" of Secret \"" + content.object + "\": " + *problem);
  }
}

}  // namespace vmcp::start
