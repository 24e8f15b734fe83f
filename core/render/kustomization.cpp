#include "core/render/kustomization.h"

#include <algorithm>
#include <utility>

#include "core/render/file_paths.h"

namespace vmcp::render {
namespace {

using yaml::Value;

constexpr std::string_view kGroup = "kustomize.config.k8s.io/";

/// The texts of a list, or the texts at `key` of its items.
std::vector<std::string_view> texts(const Value* list, std::string_view key = {}) {
  std::vector<std::string_view> result;
  if (list == nullptr || !list->is_sequence()) return result;
  for (const Value& item : list->items()) {
    const Value* text = key.empty() ? &item : item.find(key);
    if (text != nullptr && text->is_string()) result.push_back(text->as_string());
  }
  return result;
}

bool is_kustomization(const Value& root, std::string_view file) {
  const std::string_view api_version = root.string_at("apiVersion");
  if (api_version.starts_with(kGroup)) return true;
  return api_version.empty() && Kustomizations::is_kustomization_file(file);
}

/// Whether a document is a list of operations, as JSON patches are.
bool is_json_patch(const Value& root) {
  return root.is_sequence() && !root.items().empty() && std::ranges::all_of(root.items(), [](const Value& item) {
           return !item.string_at("op").empty() && item.find("path") != nullptr;
         });
}

}  // namespace

std::vector<std::string> Kustomization::paths(std::initializer_list<const char*> fields) const {
  std::vector<std::string> result;
  for (const char* field : fields) {
    for (const std::string_view path : texts(root.find(field))) {
      result.push_back(is_remote(path) ? std::string(path) : joined(directory, path));
    }
  }
  return result;
}

std::string_view path_in(std::string_view generator_file) {
  const std::size_t equals = generator_file.find('=');
  return equals == std::string_view::npos ? generator_file : generator_file.substr(equals + 1);
}

std::vector<std::string> Kustomization::generator_files() const {
  std::vector<std::string> files;
  const Value* generators = root.find("configMapGenerator");
  if (generators == nullptr || !generators->is_sequence()) return files;
  for (const Value& generator : generators->items()) {
    const Value* named = generator.find("files");
    if (named == nullptr || !named->is_sequence()) continue;
    for (const Value& item : named->items()) {
      if (item.is_string()) files.push_back(joined(directory, path_in(item.as_string())));
    }
  }
  return files;
}

bool Kustomizations::is_kustomization_file(std::string_view file) {
  const std::string_view name = file.substr(file.rfind('/') + 1);
  return name == "kustomization.yaml" || name == "kustomization.yml";
}

void Kustomizations::add(const yaml::Document& document, std::string_view file) {
  const Value& root = document.root;
  if (is_json_patch(root)) return add_patch(root, file);
  if (!root.is_mapping() || !is_kustomization(root, file)) return;
  Kustomization& added = kustomizations_.emplace_back(
      Kustomization{std::string(file), normalized(directory_of(file)), document.source, root});
  by_directory_.try_emplace(added.directory, &added);
  for (const std::string_view path : texts(root.find("patchesStrategicMerge"))) {
    patch_files_.insert(joined(added.directory, path));
  }
  for (const char* field : {"patches", "patchesJson6902"}) {
    for (const std::string_view path : texts(root.find(field), "path")) {
      patch_files_.insert(joined(added.directory, path));
    }
  }
}

void Kustomizations::add_patch(Value patch, std::string_view file) {
  patches_[normalized(file)].push_back(std::move(patch));
}

bool Kustomizations::is_patch(std::string_view file) const {
  return !patch_files_.empty() && patch_files_.contains(normalized(file));
}

const std::vector<Value>& Kustomizations::patches_in(std::string_view path) const {
  static const std::vector<Value> kNone;
  const auto found = patches_.find(path);
  return found == patches_.end() ? kNone : found->second;
}

const Kustomization* Kustomizations::find(std::string_view directory) const {
  const auto found = by_directory_.find(directory);
  return found == by_directory_.end() ? nullptr : found->second;
}

}  // namespace vmcp::render
