#include "core/admission/embedded_facts.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/yaml/json_reader.h"
#include "core/yaml/locator.h"

namespace vmcp::admission {
namespace facts {

std::string_view embedded(std::string_view name);
std::span<const std::string_view> embedded_names();

}  // namespace facts

namespace {

using yaml::Value;

constexpr std::string_view kExtension = ".jsonl";

/// The lines of a kind's file: what each set has, then a node of the table in each.
std::vector<std::string_view> lines_of(std::string_view kind) {
  std::string_view text = facts::embedded(std::string(kind).append(kExtension));
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

[[noreturn]] void fail(std::string_view kind) {
  throw std::logic_error("the facts of " + std::string(kind) + " cannot be read");
}

}  // namespace

std::span<const std::string_view> embedded_kinds() {
  static const std::vector<std::string_view> kKinds = [] {
    std::vector<std::string_view> kinds;
    for (std::string_view name : facts::embedded_names()) {
      name.remove_suffix(kExtension.size());
      kinds.push_back(name);
    }
    return kinds;
  }();
  return kKinds;
}

const std::vector<EmbeddedFacts::Age>& EmbeddedFacts::ages() const {
  if (!ages_.empty()) return ages_;
  std::vector<std::string_view> lines = lines_of(kind_);
  if (lines.empty()) fail(kind_);
  std::size_t offset = 0;
  yaml::Locator locator(lines.front(), {});
  const Value ages = yaml::read_json(lines.front(), offset, locator);
  lines.erase(lines.begin());
  const auto table = std::make_shared<SchemaTable>(std::move(lines));
  for (const Value& age : ages.items()) {
    std::optional<KindFacts> facts = read_facts(age, table);
    if (!facts) fail(kind_);
    const std::optional<release::Set> last = release::set_named(age.string_at("until"));
    ages_.push_back({last ? std::optional(release::until(*last)) : std::nullopt, *std::move(facts)});
  }
  return ages_;
}

const KindFacts& EmbeddedFacts::in(release::Set set) const {
  const auto& all = ages();
  const auto has = [&](const Age& age) { return age.sets && age.sets->holds(set); };
  const auto found = std::ranges::find_if(all.rbegin(), all.rend(), has);
  return found == all.rend() ? all.front().facts : found->facts;
}

}  // namespace vmcp::admission
