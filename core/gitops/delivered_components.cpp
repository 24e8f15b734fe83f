#include "core/gitops/delivered_components.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/gitops/delivery.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/work.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {

using yaml::Document;

namespace {

constexpr std::string_view kSources = "source.toolkit.fluxcd.io/";

}  // namespace

Delivered delivered_parts(std::span<const std::vector<Document>> inputs, std::span<const std::string> walked,
                          const Kustomizations& kustomizations, const source::Sources& sources) {
  const auto delivers = [](const std::vector<Document>& documents) {
    return std::ranges::any_of(documents, [](const Document& document) { return is_delivery(document.root); });
  };
  if (std::ranges::none_of(inputs, delivers)) return {};
  std::set<std::string> directories;
  if (!walked.empty()) directories.emplace();
  for (const std::string& path : walked) add_directories(normalized(path), directories);
  const std::vector<std::string> all(directories.begin(), directories.end());
  constexpr std::size_t kMostFilled = std::size_t{32} << 20U;
  Work bytes(kMostFilled);
  std::map<std::string, std::set<std::string>> components;  // by the paths of what is delivered
  std::set<std::string> generated;                          // paths of Flux'
  bool leaves_out = false;                                  // whether a source does
  for (const std::vector<Document>& documents : inputs) {
    for (const Document& document : documents) {
      leaves_out = leaves_out || (document.root.string_at("apiVersion").starts_with(kSources) &&
                                  yaml::value_at(document.root, {"spec", "ignore"}) != nullptr);
      if (!is_delivery(document.root)) continue;
      for (const Delivery& delivery : deliveries_of(document.root, sources.at(document.source).name, all, bytes)) {
        for (std::string& component : components_of(delivery)) components[delivery.path].insert(std::move(component));
        // Below the root is much that nobody means to apply.
        if (delivery.kind != Delivery::Kind::kFlux || delivery.path.empty()) continue;
        generated.insert(delivery.path);
      }
    }
  }
  constexpr std::size_t kMostLooks = 1'000'000;
  constexpr std::size_t kForPath = 10;
  std::set<std::string> paths;
  Delivered delivered;
  // Visits the directories that a path may mean.
  const auto for_each_meant = [&](const std::string& path, std::size_t units, Work& looks, const auto& visit) {
    const std::string end = '/' + path;
    for (const std::string& directory : all) {
      const bool is_meant =
          path.empty() ? kustomizations.find(directory) != nullptr : directory == path || directory.ends_with(end);
      if (!looks.take(is_meant ? 1 + kForPath * units : 1)) break;
      if (is_meant) visit(directory);
    }
  };
  Work looks(kMostLooks);
  for (const auto& [path, stated] : components) {
    for_each_meant(path, stated.size(), looks, [&, &stated = stated](const std::string& directory) {
      for (const std::string& component : stated) paths.insert(joined(directory, component));
    });
  }
  if (leaves_out) generated.clear();
  Work more_looks(kMostLooks);
  for (const std::string& path : generated) {
    for_each_meant(path, 1, more_looks, [&](const std::string& directory) {
      if (kustomizations.find(directory) == nullptr) delivered.generated.push_back(directory);
    });
  }
  delivered.components.assign(paths.begin(), paths.end());
  return delivered;
}

}  // namespace vmcp::gitops
