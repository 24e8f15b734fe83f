#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/cluster/cluster.h"
#include "core/operator/shared_verdicts.h"
#include "core/operator/wiring.h"

namespace vmcp::start {

/// The bytes that a container finds below a key of a Secret or ConfigMap, when the input states them: nothing when the
/// object or key is absent, encrypted by SOPS, made by another object (ExternalSecret, SealedSecret), filled in by a
/// controller, or holds a placeholder that something substitutes. A Secret's bytes must never be shown, not even in
/// part.
std::optional<std::string> stated_secret(const cluster::Cluster& cluster, std::string_view name_space,
                                         std::string_view name, std::string_view key);
std::optional<std::string> stated_config_map(const cluster::Cluster& cluster, std::string_view name_space,
                                             std::string_view name, std::string_view key);

/// What judged_secret() and judged_config_map() have in common; an object of the kind has one way to state its bytes.
template <auto kJudge>
auto judged(const op::Context& context, std::string_view kind, decltype(stated_secret) stated,
            const op::Content& content) {
  using Verdict = std::optional<std::invoke_result_t<decltype(kJudge), const std::string&>>;
  const cluster::Object* object = context.cluster.find("", kind, context.name_space(), content.object);
  if (object == nullptr) return Verdict();
  return *op::shared_verdict(context, *object, content.key, [&] {
    const auto bytes = stated(context.cluster, context.name_space(), content.object, content.key);
    return bytes ? Verdict(std::in_place, kJudge(*bytes)) : Verdict();
  });
}

/// What `kJudge` says of those bytes, nothing where they are not stated. It is asked once a run, however many gateways
/// refer to them.
template <auto kJudge>
auto judged_secret(const op::Context& context, const op::Content& content) {
  return judged<kJudge>(context, "Secret", stated_secret, content);
}
template <auto kJudge>
auto judged_config_map(const op::Context& context, const op::Content& content) {
  return judged<kJudge>(context, "ConfigMap", stated_config_map, content);
}

}  // namespace vmcp::start
