#include "core/operator/target.h"

#include "core/admission/elsewhere.h"
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

bool add_misspelt(const cluster::Cluster& cluster, std::string_view kind, std::string_view name_space,
                  std::string_view name, diag::Message& message) {
  const diag::Related* misspelt = cluster.misspelt(kind, name_space, name);
  if (misspelt == nullptr) return false;
  message.message += "; what is called so " + misspelt->message;
  message.because({misspelt->place, "this " + misspelt->message});
  return true;
}

void add_hint(const cluster::Cluster& cluster, const cluster::Object& from, const Target& target,
              diag::Message& message) {
  message.message += cluster.unbuilt(target.name_space);
  if (const cluster::Object* filler = cluster.filler(target.kind, target.name_space, target.name)) {
    message.message += "; " + filler->kind + ' ' + quoted(filler->name) + " fills this " + std::string(target.kind) +
                       ", but does not create it";
    return;
  }
  if (add_misspelt(cluster, target.kind, target.name_space, target.name, message)) return;
  if (const std::string_view renamed = cluster.renamed(target.kind, target.name_space, target.name); !renamed.empty()) {
    message.message += renamed;
    return;
  }
  if (const std::string_view unlisted = cluster.unlisted(from, target.kind, target.name); !unlisted.empty()) {
    message.message += unlisted;
    return;
  }
  const std::string_view elsewhere = cluster.namespace_with(target.group, target.kind, target.name);
  if (!elsewhere.empty()) {
    const cluster::Object* found = cluster.find(target.group, target.kind, elsewhere, target.name);
    if (found != nullptr && admission::is_homeless(found->value) && !admission::is_homeless(from.value)) {
      message.message +=
          "; the one that is there states no namespace, and nothing says that it is in " + quoted(target.name_space);
      return;
    }
    const bool is_only = !cluster.only_namespace_with(target.group, target.kind, target.name).empty();
    message.message += admission::elsewhere_text(from.value, elsewhere, is_only);
    return;
  }
  message.suggest(cluster.nearest_name(target.group, target.kind, target.name_space, target.name));
}

}  // namespace vmcp::op
