#include <algorithm>
#include <functional>
#include <map>
#include <set>
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

constexpr std::string_view kSecret = "Secret";
constexpr std::string_view kConfigMap = "ConfigMap";

/// What an object is or makes of Secrets and ConfigMaps.
std::vector<Referred::Object> made_of(const Value& root) {
  const std::string_view kind = root.string_at("kind");
  const model::NamedValue named{yaml::text_at(root, {"metadata", "namespace"}),
                                yaml::text_at(root, {"metadata", "name"}), root};
  for (const std::string_view own : {kSecret, kConfigMap}) {
    if (kind == own) return {{own, std::string(named.name_space), std::string(named.name)}};
  }
  std::vector<Referred::Object> result;
  const model::SecretMaker* maker = model::find_secret_maker(admission::group_of(root.string_at("apiVersion")), kind);
  if (maker == nullptr) return result;
  for (const model::MadeObject& made : maker->make(named)) {
    const std::string_view as = made.kind == model::MadeObject::Kind::kSecret ? kSecret : kConfigMap;
    result.push_back({as, std::string(made.name_space), std::string(made.name)});
  }
  return result;
}

}  // namespace

/// Finds the documents that are of concern wherever they are built. To be called once, before anything is. What states
/// no namespace may be in any.
void Placement::find_documents_of_concern() {
  if (!has_deliveries_ && kustomizations_.all().empty()) return;
  Referred referred;
  for (const yaml::Document& document : documents_) {
    if (is_toolhives(document.root)) referred.add(document.root, "");
  }
  const auto is_referred_to = [&](const Referred::Object& made) {
    return referred.has(made.kind, made.name_space, made.name) || referred.has(made.kind, "", made.name) ||
           (made.name_space.empty() && made.kind == kSecret && referred.has_secret(made.name));
  };
  for (const yaml::Document& document : documents_) {
    concern_.push_back(is_toolhives(document.root) ||
                       (matters(document.root) && std::ranges::any_of(made_of(document.root), is_referred_to)));
  }
}

/// Finds the builds that have what a gateway refers to which may be in the same cluster. To be called when all is
/// built, but for what no build has.
void Placement::find_concerns() {
  const auto concerns = [](const Brought& brought) { return brought.concerns; };
  if (!std::ranges::all_of(brought_, concerns)) find_concerning_secrets();
  for (const Brought& brought : brought_) {
    if (brought.concerns) built_of_concern_.insert(brought.directory);
  }
}

void Placement::find_concerning_secrets() {
  const std::vector<ClusterLabels> labels = labels_of(sites_);
  std::map<Referred::Object, ClusterLabels> referring;
  const auto add = [&](const Value& root, const ClusterLabels& from) {
    Referred referred;
    referred.add(root, options_.default_namespace);
    for (const Referred::Object& object : referred.all()) referring[object].insert(from.begin(), from.end());
  };
  for (const BuiltObject& entry : entries_) {
    if (!is_toolhives(entry.piece.root)) continue;
    ClusterLabels from;
    for (const std::size_t build : entry.builds) from.insert(labels[build].begin(), labels[build].end());
    add(entry.piece.root, from);
  }
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    if (!builder_.is_taken(i) && is_toolhives(documents_[i].root)) add(documents_[i].root, {ClusterLabel{}});
  }
  for (const BuiltObject& entry : entries_) {
    if (is_toolhives(entry.piece.root) || !matters(entry.piece.root)) continue;
    for (Referred::Object& made : made_of(entry.piece.root)) {
      if (made.name_space.empty()) made.name_space = options_.default_namespace;
      const auto found = referring.find(made);
      if (found == referring.end()) continue;
      for (const std::size_t build : entry.builds) {
        Brought& brought = brought_[build];
        brought.concerns = brought.concerns || !are_apart(found->second, labels[build]);
      }
    }
  }
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
