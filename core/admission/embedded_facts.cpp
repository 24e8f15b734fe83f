#include "core/admission/embedded_facts.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/admission/merge_patch.h"
#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::admission {
namespace facts {

std::string_view embedded(std::string_view name);

}  // namespace facts

namespace {

using yaml::Value;

constexpr std::string_view kKinds[] = {
    "EmbeddingServer",
    "MCPAuthzConfig",
    "MCPExternalAuthConfig",
    "MCPGroup",
    "MCPOIDCConfig",
    "MCPRegistry",
    "MCPRemoteProxy",
    "MCPServer",
    "MCPServerEntry",
    "MCPTelemetryConfig",
    "MCPToolConfig",
    "MCPWebhookConfig",
    "VirtualMCPCompositeToolDefinition",
    "VirtualMCPServer",
};

/// An embedded file; null when there is none.
Value read_file(const std::string& name) {
  const std::string_view text = facts::embedded(name);
  if (text.empty()) return {};
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents =
      yaml::read(sources, sources.add(name, std::string(text)), sink, {yaml::Lists::kKept, yaml::Roots::kAny});
  if (documents.size() != 1) throw std::logic_error("the facts " + name + " cannot be read");
  return std::move(documents.front().root);
}

}  // namespace

std::span<const std::string_view> embedded_kinds() { return kKinds; }

const yaml::Sequence& EmbeddedFacts::older() const {
  if (!older_) {
    older_.emplace();
    Value file = read_file(std::string(kind_) + ".older.json");
    if (Value* list = file.find("older")) older_ = std::move(list->items());
  }
  return *older_;
}

std::size_t EmbeddedFacts::age(release::Set set) const {
  if (set == release::kNewestSet) return 0;
  return static_cast<std::size_t>(std::ranges::count_if(older(), [&](const Value& facts) {
    const std::optional<release::Set> last = release::set_named(facts.string_at("until"));
    return last && release::until(*last).holds(set);
  }));
}

const KindFacts& EmbeddedFacts::in(release::Set set) const {
  const std::size_t wanted = age(set);
  const auto known = by_age_.find(wanted);
  if (known != by_age_.end()) return known->second;
  Value value = read_file(std::string(kind_) + ".json");
  yaml::Sequence& schemas = value.find("schemas")->items();
  for (std::size_t i = 0; i < wanted; ++i) {
    const yaml::Sequence& patches = older()[i].find("schemas")->items();
    for (std::size_t at = 0; at < schemas.size(); ++at) {
      apply_merge_patch(*schemas[at].find("schema"), patches.at(at));
    }
  }
  std::optional<KindFacts> facts = read_facts(value);
  if (!facts) throw std::logic_error("the facts of " + std::string(kind_) + " cannot be read");
  return by_age_.emplace(wanted, *std::move(facts)).first->second;
}

}  // namespace vmcp::admission
