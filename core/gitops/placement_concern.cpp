#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/gitops/file_paths.h"
#include "core/gitops/placement_steps.h"
#include "core/model/secret_makers.h"
#include "core/yaml/fields.h"

/// What there is to be judged of a tree: objects of ToolHive's, and the Secrets and ConfigMaps to which they refer.
namespace vmcp::gitops {
namespace {

using yaml::Value;

/// Whether something refers to an object. What states no namespace may be in any.
bool is_referred_to(const Referred& referred, std::string_view kind, std::string_view name_space,
                    std::string_view name) {
  if (referred.has(kind, name_space, name) || referred.has(kind, "", name)) return true;
  return name_space.empty() && kind == "Secret" && referred.has_secret(name);
}

}  // namespace

/// To be called once, before anything is built.
void Placement::learn_references() {
  if (!has_deliveries_ && kustomizations_.all().empty()) return;
  for (const yaml::Document& document : documents_) {
    if (is_toolhives(document.root)) referred_.add(document.root, "");
  }
  for (const yaml::Document& document : documents_) concern_.push_back(is_of_concern(document.root));
}

bool Placement::is_of_concern(const Value& root) const {
  if (is_toolhives(root)) return true;
  if (referred_.all().empty() || !matters(root)) return false;
  const std::string_view kind = root.string_at("kind");
  const model::NamedValue named{yaml::text_at(root, {"metadata", "namespace"}),
                                yaml::text_at(root, {"metadata", "name"}), root};
  if (kind == "Secret" || kind == "ConfigMap") return is_referred_to(referred_, kind, named.name_space, named.name);
  const model::SecretMaker* maker = model::find_secret_maker(admission::group_of(root.string_at("apiVersion")), kind);
  if (maker == nullptr) return false;
  const std::vector<model::MadeObject> made = maker->make(named);
  return std::ranges::any_of(made, [&](const model::MadeObject& one) {
    const bool is_secret = one.kind == model::MadeObject::Kind::kSecret;
    return is_referred_to(referred_, is_secret ? "Secret" : "ConfigMap", one.name_space, one.name);
  });
}

bool Placement::has_concern_among(const std::vector<std::size_t>& documents) const {
  return std::ranges::any_of(documents, [&](std::size_t document) { return concern_[document]; });
}

/// Whether a file, or one in a directory, holds such a document.
bool Placement::holds(const std::string& path, const std::function<bool(std::size_t document)>& is) const {
  const auto has_any = [&](const std::vector<std::size_t>& documents) { return std::ranges::any_of(documents, is); };
  const auto file = files_.find(path);
  return (file != files_.end() && has_any(file->second)) ||
         std::ranges::any_of(files_below(files_, path),
                             [&](const Files::value_type& below) { return has_any(below.second); });
}

bool Placement::holds_concern(const std::string& path) const {
  return holds(path, [this](std::size_t document) { return concern_[document]; });
}

/// Whether a file of a directory itself holds something of concern.
bool Placement::has_concern_beside(const std::string& directory) const {
  return std::ranges::any_of(files_below(files_, directory), [&](const Files::value_type& file) {
    return directory_of(file.first) == directory && has_concern_among(file.second);
  });
}

}  // namespace vmcp::gitops
