#include "core/render/kustomization.h"

#include <algorithm>

#include "core/diag/code.h"
#include "core/diag/quoted.h"

namespace vmcp::render {
namespace {

using yaml::Value;

constexpr std::string_view kGroup = "kustomize.config.k8s.io/";
constexpr diag::Code kNotBuilt = "not-built";

std::string_view directory_of(std::string_view file) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : file.substr(0, slash + 1);
}

/// `path` without `.`, and without what a `..` takes back.
std::string normalized(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else {
      parts.push_back(part);
    }
  }
  std::string result = path.starts_with('/') ? "/" : "";
  for (const std::string_view part : parts) {
    if (!result.empty() && result != "/") result += '/';
    result += part;
  }
  return result;
}

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

/// Whether `file` is `path` or below it.
bool covers(std::string_view path, std::string_view file) {
  if (path.empty() || path == file) return true;
  return file.starts_with(path) && file[path.size()] == '/';
}

}  // namespace

bool Kustomizations::is_kustomization_file(std::string_view file) {
  const std::string_view name = file.substr(directory_of(file).size());
  return name == "kustomization.yaml" || name == "kustomization.yml";
}

void Kustomizations::add(const yaml::Document& document, std::string_view file) {
  const Value& root = document.root;
  if (!root.is_mapping() || !is_kustomization(root, file)) return;
  const std::string directory(directory_of(file));
  const auto below = [&](std::string_view path) { return normalized(directory + std::string(path)); };

  for (const std::string_view path : texts(root.find("patchesStrategicMerge"))) patches_.insert(below(path));
  for (const char* field : {"patches", "patchesJson6902"}) {
    for (const std::string_view path : texts(root.find(field), "path")) patches_.insert(below(path));
  }

  Kustomization kustomization{
      std::string(file), {std::string(file), 0, 0}, std::string(root.string_at("namespace")), {}};
  if (const yaml::Member* member = root.find_member("namespace")) {
    kustomization.namespace_place.line = member->key_mark.line;
    kustomization.namespace_place.column = member->key_mark.column;
  }
  for (const char* field : {"resources", "bases", "components"}) {
    for (const std::string_view path : texts(root.find(field))) kustomization.resources.push_back(below(path));
  }
  kustomizations_.push_back(std::move(kustomization));
}

bool Kustomizations::is_patch(std::string_view file) const {
  return !patches_.empty() && patches_.contains(normalized(file));
}

std::vector<diag::Diagnostic> Kustomizations::unapplied_namespaces(std::span<const std::string_view> files,
                                                                   std::string_view default_namespace) const {
  std::vector<diag::Diagnostic> findings;
  for (const Kustomization& kustomization : kustomizations_) {
    if (kustomization.name_space.empty() || kustomization.name_space == default_namespace) continue;
    const bool concerned = std::ranges::any_of(files, [&](std::string_view file) {
      const std::string path = normalized(file);
      return std::ranges::any_of(kustomization.resources,
                                 [&](const std::string& resource) { return covers(resource, path); });
    });
    if (!concerned) continue;
    diag::Diagnostic finding;
    finding.severity = diag::Severity::kWarning;
    finding.code = kNotBuilt;
    finding.place = kustomization.namespace_place;
    finding.path = "namespace";
    finding.message = "a build puts its objects into namespace " + diag::quoted(kustomization.name_space) +
                      ", here those without one are in " + diag::quoted(default_namespace) +
                      "; check the output of \"kustomize build\"";
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace vmcp::render
