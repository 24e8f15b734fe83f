#include "core/operator/target.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/admission/elsewhere.h"
#include "core/diag/quoted.h"
#include "core/text/nearest.h"

namespace vmcp::op {

using diag::quoted;

namespace {

/// Whether a namespace is another but for a letter, and neither is one of several alike (`team-a`, `team-b`).
bool is_nearly(std::string_view name, std::string_view other) {
  const auto last_word = [](std::string_view text) { return text.size() - (text.rfind('-') + 1); };
  constexpr std::size_t kShortest = 3;
  return name.size() >= kShortest && std::max(last_word(name), last_word(other)) > 1 && name != other &&
         text::is_within(name, other, 1) && !text::differ_in_digits(name, other);
}

/// What a namespace holds of the input, as far as the second of it.
struct Content {
  const cluster::Object* first = nullptr;
  std::size_t count = 0;
};

Content content_of(const cluster::Cluster& cluster, std::string_view name_space) {
  Content content;
  const auto is_enough = [&](const cluster::Object& object) {
    if (object.name_space != name_space) return false;
    if (content.first == nullptr) content.first = &object;
    return ++content.count == 2;
  };
  if (!std::ranges::any_of(cluster.objects(), is_enough)) {
    static_cast<void>(std::ranges::any_of(cluster.refused_objects(), is_enough));
  }
  return content;
}

}  // namespace

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

bool add_misspelt_namespace(const cluster::Cluster& cluster, const admission::Reporter& reporter,
                            const cluster::Object& from, const Target& target, diag::Message& message) {
  const std::string_view elsewhere = cluster.only_namespace_with(target.group, target.kind, target.name);
  if (from.name_space != target.name_space || !is_nearly(elsewhere, from.name_space)) return false;
  const Content own = content_of(cluster, from.name_space);
  const Content other = content_of(cluster, elsewhere);
  // Exactly one of them is alone.
  if ((own.count == 1) == (other.count == 1) || own.count == 0 || other.count == 0) return false;
  const cluster::Object& alone = own.count == 1 ? *own.first : *other.first;
  if (admission::is_homeless(alone.value)) return false;
  message.message += "; namespace " + quoted(elsewhere) + ", a letter away, has one, ";
  message.message += own.count == 1 ? "and nothing else is in " + quoted(from.name_space) : "and nothing else";
  diag::Related cause =
      reporter.related(alone, diag::FieldPath("metadata.namespace"), "this namespace is probably misspelt");
  cause.is_cause = true;
  message.because(std::move(cause));
  return true;
}

void add_hint(const cluster::Cluster& cluster, const admission::Reporter& reporter, const cluster::Object& from,
              const Target& target, diag::Message& message) {
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
  if (add_misspelt_namespace(cluster, reporter, from, target, message)) return;
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
  message.message += cluster.built_elsewhere(target.kind, target.name_space, target.name);
  const std::string_view near = cluster.nearest_name(target.group, target.kind, target.name_space, target.name);
  message.suggest(cluster.as_written(target.kind, target.name_space, near));
}

}  // namespace vmcp::op
