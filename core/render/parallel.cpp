#include "core/render/parallel.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>

#include "core/emit/emit.h"
#include "core/task/parallel.h"

namespace vmcp::render {
namespace {

using yaml::Value;

constexpr std::string_view kSeparator = "---\n";

/// What one thread makes of consecutive gateways.
struct Part {
  std::string text;
  std::vector<Value> objects;
  diag::Sink findings;
};

void append_yaml(std::string& text, std::span<const Value> objects) {
  for (const Value& object : objects) {
    if (!text.empty()) text += kSeparator;
    emit::append_yaml_kubernetes(text, object);
  }
}

std::string json_list(std::vector<Value> objects) {
  Value items = Value::sequence();
  for (Value& object : objects) items.push(std::move(object));
  return emit::json(Value::mapping().set("apiVersion", "v1").set("kind", "List").set("items", std::move(items))) + '\n';
}

Output joined(std::vector<Part> parts, diag::Sink& sink) {
  Output output{std::move(parts.front().text), std::move(parts.front().objects)};
  for (Part& part : parts) {
    sink.take(part.findings);
    if (&part == &parts.front()) continue;
    std::ranges::move(part.objects, std::back_inserter(output.objects));
    if (!output.manifests.empty() && !part.text.empty()) output.manifests += kSeparator;
    output.manifests += std::exchange(part.text, {});
  }
  return output;
}

}  // namespace

Output make_all(Gateways gateways, Format format, const Make& make, diag::Sink& sink, std::size_t most_config_bytes) {
  constexpr std::size_t kLeast = 16;
  constexpr std::size_t kMostReserved = std::size_t{64} << 20U;
  std::vector<Part> parts(task::part_count(gateways.size(), kLeast));
  for (Part& part : parts) part.findings = diag::Sink(sink.suppressions());
  std::atomic<std::size_t> config_bytes = 0;
  task::for_each_part(parts.size(), [&](std::size_t i) {
    Part& part = parts[i];
    const std::size_t begin = gateways.size() * i / parts.size();
    const std::size_t end = gateways.size() * (i + 1) / parts.size();
    for (std::size_t at = begin; at < end && config_bytes <= most_config_bytes; ++at) {
      // Gateways are much alike, and the first part's text becomes the text of all. Room that stays empty costs
      // nothing, moving the text because of a longer name does.
      if (at == begin + 1) {
        const std::size_t like_first = part.text.size() * (i == 0 ? gateways.size() : end - begin) * 9 / 8;
        part.text.reserve(std::min(like_first, kMostReserved));
      }
      Made made = make(*gateways[at], part.findings);
      config_bytes += made.config_bytes;
      if (format == Format::kYaml) {
        append_yaml(part.text, made.objects);
      } else {
        std::ranges::move(made.objects, std::back_inserter(part.objects));
      }
    }
  });

  if (config_bytes > most_config_bytes) {
    report_input_error("too-many",
                       "the configs of the " + std::to_string(gateways.size()) + " gateways hold more than " +
                           std::to_string(most_config_bytes >> 20U) + " MiB together; --only takes some of them",
                       sink);
    return {};
  }
  Output output = joined(std::move(parts), sink);
  if (format == Format::kJson) output.manifests = json_list(std::exchange(output.objects, {}));
  return output;
}

}  // namespace vmcp::render
