#include "core/operator/test_world.h"

#include <deque>
#include <utility>

#include "core/yaml/read.h"

namespace vmcp::op {

TestWorld::TestWorld(std::string_view text, Settings settings) : settings_(std::move(settings)) {
  const std::uint32_t source = sources_.add("test.yaml", std::string(text));
  std::deque<cluster::Object> objects;
  for (yaml::Document& document : yaml::read(sources_, source, sink_)) {
    const yaml::Value* metadata = document.root.find("metadata");
    const std::string_view name_space = metadata->string_at("namespace");
    objects.push_back({std::string(document.root.string_at("apiVersion")), std::string(document.root.string_at("kind")),
                       std::string(name_space.empty() ? "default" : name_space),
                       std::string(metadata->string_at("name")), std::move(document.root)});
  }
  cluster_.emplace(std::move(objects), reporter_, std::vector<cluster::Object>{}, admission::UnreadTexts({}),
                   settings_.release.set);
  if (!cluster_->gateways().empty()) server_ = cluster_->decoded(*cluster_->gateways().front());
}

std::vector<std::string> TestWorld::findings() const {
  std::vector<std::string> result;
  for (const diag::Diagnostic& finding : sink_.all()) {
    const std::string_view severity = finding.severity == diag::Severity::kError ? "error " : "warning ";
    result.push_back(std::string(severity) + std::string(finding.code) + ' ' + finding.path);
  }
  return result;
}

}  // namespace vmcp::op
