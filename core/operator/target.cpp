#include "core/operator/target.h"

#include "core/diag/quoted.h"

namespace vmcp::op {

using diag::quoted;

std::string Target::text() const { return std::string(kind) + ' ' + quoted(name); }

std::string Target::absent_text() const { return text() + " not found in namespace " + quoted(name_space); }

std::string Target::assumed_text(std::optional<std::string_view> key) const {
  return text() + " is not in the input; namespace " + quoted(name_space) + " must hold it" +
         (key ? " with key " + quoted(*key) : "");
}

std::string Target::keyless_text(std::string_view key) const { return text() + " has no key " + quoted(key); }

void add_hint(const cluster::Cluster& cluster, const Target& target, diag::Message& message) {
  message.message += cluster.unbuilt(target.name_space);
  if (const std::string_view renamed = cluster.renamed(target.kind, target.name_space, target.name); !renamed.empty()) {
    message.message += renamed;
    return;
  }
  const std::string_view elsewhere = cluster.namespace_with(target.group, target.kind, target.name);
  if (!elsewhere.empty()) {
    message.message += "; namespace " + quoted(elsewhere) + " has one, but references stay in their namespace";
    return;
  }
  message.suggest(cluster.nearest_name(target.group, target.kind, target.name_space, target.name));
}

}  // namespace vmcp::op
