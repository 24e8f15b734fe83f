#include "core/render/parallel.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

#include "core/emit/emit.h"
#include "core/task/parallel.h"

namespace vmcp::render {
namespace {

using yaml::Value;

constexpr std::string_view kSeparator = "---\n";

/// What is made of consecutive gateways.
struct Part {
  Output output;
  diag::Sink findings;
};

void append_yaml(std::string& text, const Made& made) {
  for (const Value& object : made.objects) {
    if (!text.empty()) text += kSeparator;
    emit::append_yaml_kubernetes(text, object, made.comments);
  }
}

Manifest printed(const Value& object, const Made& made, Format format) {
  const Value* metadata = object.find("metadata");
  Manifest manifest{{std::string(object.string_at("apiVersion")), std::string(object.string_at("kind")),
                     std::string(metadata->string_at("namespace")), std::string(metadata->string_at("name"))},
                    {}};
  if (format == Format::kJson) {
    manifest.text = emit::json(object) + '\n';
  } else {
    emit::append_yaml_kubernetes(manifest.text, object, made.comments);
  }
  return manifest;
}

void append(Output& output, Made made, const Options& options) {
  if (options.apart) {
    for (const Value& object : made.objects) output.files.push_back(printed(object, made, options.format));
  } else if (options.format == Format::kYaml) {
    append_yaml(output.text, made);
  } else {
    for (Value& object : made.objects) {
      if (!options.print || !options.print(output.text, object)) output.objects.push_back(std::move(object));
    }
  }
}

}  // namespace

void Output::append(Output more, const Options& options) {
  std::ranges::move(more.objects, std::back_inserter(objects));
  std::ranges::move(more.files, std::back_inserter(files));
  std::ranges::move(more.verdicts, std::back_inserter(verdicts));
  std::ranges::move(more.outcomes, std::back_inserter(outcomes));
  if (text.empty()) {
    text = std::move(more.text);
  } else if (!more.text.empty()) {
    if (options.format == Format::kYaml) text += kSeparator;
    text += more.text;
  }
}

Output make_all(Gateways gateways, const Options& options, const Make& make, diag::Sink& sink,
                std::size_t most_config_bytes) {
  constexpr std::size_t kInPart = 16;
  constexpr std::size_t kMostReserved = std::size_t{64} << 20U;
  std::vector<Part> parts((gateways.size() + kInPart - 1) / kInPart);
  std::atomic<std::size_t> config_bytes = 0;
  std::atomic<std::size_t> usual_size = 0;  // of a part's text; gateways are much alike
  const auto make_part = [&](std::size_t i) {
    Part& part = parts[i];
    part.findings = diag::Sink(sink.suppressions());
    part.output.text.reserve(usual_size);
    const std::size_t end = std::min((i + 1) * kInPart, gateways.size());
    for (std::size_t at = i * kInPart; at < end && config_bytes <= most_config_bytes; ++at) {
      Made made = make(*gateways[at], part.findings);
      config_bytes += made.config_bytes;
      if (made.verdict) part.output.verdicts.push_back(*std::move(made.verdict));
      part.output.outcomes.push_back(std::move(made.outcome));
      append(part.output, std::move(made), options);
    }
    usual_size = part.output.text.size();
  };
  Output output;
  const auto take_part = [&](std::size_t i) {
    output.append(std::exchange(parts[i].output, {}), options);
    // Room that stays empty costs nothing, moving the text because of a longer name does.
    if (i == 0) output.text.reserve(std::min(output.text.size() * parts.size() * 9 / 8, kMostReserved));
  };
  task::for_each_in_order(parts.size(), make_part, take_part);

  if (config_bytes > most_config_bytes) {
    report_input_error("too-many",
                       "the configs and pods of the " + std::to_string(gateways.size()) + " gateways hold more than " +
                           std::to_string(most_config_bytes >> 20U) + " MiB together; --only takes some of them",
                       sink);
    return {};
  }
  for (Part& part : parts) sink.take(part.findings);
  return output;
}

}  // namespace vmcp::render
