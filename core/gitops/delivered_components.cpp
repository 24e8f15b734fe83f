#include "core/gitops/delivered_components.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <utility>

#include "core/gitops/delivery.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/work.h"

namespace vmcp::gitops {

using yaml::Document;

std::vector<std::string> delivered_components(std::span<const std::vector<Document>> inputs,
                                              std::span<const std::string> walked, const Kustomizations& kustomizations,
                                              const source::Sources& sources) {
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
  for (const std::vector<Document>& documents : inputs) {
    for (const Document& document : documents) {
      if (!is_delivery(document.root)) continue;
      for (const Delivery& delivery : deliveries_of(document.root, sources.at(document.source).name, all, bytes)) {
        for (std::string& component : components_of(delivery)) components[delivery.path].insert(std::move(component));
      }
    }
  }
  constexpr std::size_t kMostLooks = 1'000'000;
  constexpr std::size_t kForPath = 10;
  Work looks(kMostLooks);
  std::set<std::string> paths;
  for (const auto& [path, stated] : components) {
    const std::string end = '/' + path;
    for (const std::string& directory : all) {
      const bool is_meant =
          path.empty() ? kustomizations.find(directory) != nullptr : directory == path || directory.ends_with(end);
      if (!looks.take(is_meant ? 1 + kForPath * stated.size() : 1)) break;
      if (!is_meant) continue;
      for (const std::string& component : stated) paths.insert(joined(directory, component));
    }
  }
  return {paths.begin(), paths.end()};
}

}  // namespace vmcp::gitops
