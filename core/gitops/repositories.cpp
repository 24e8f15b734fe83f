#include "core/gitops/repositories.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "core/admission/variable.h"
#include "core/gitops/expressions.h"
#include "core/text/ascii.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

/// What `flux bootstrap` and the Flux Operator call the source of the repository that they begin with.
constexpr std::string_view kRoot = "flux-system";
constexpr std::string_view kGitRepository = "GitRepository";

bool is_git(const Delivery::Repository& repository) {
  return repository.kind.empty() ? !repository.url.starts_with("oci://") : repository.kind == kGitRepository;
}

}  // namespace

std::string repository_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  std::string_view host = url.substr(0, url.find('/'));
  if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) {
    url.remove_prefix(user + 1);
    host.remove_prefix(user + 1);
  }
  std::string_view path = url.substr(host.size());
  if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    // A port, or the path of an scp-like address.
    if (scheme == std::string_view::npos) path = url.substr(colon + 1);
    host = host.substr(0, colon);
  }
  while (path.starts_with('/')) path.remove_prefix(1);
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.ends_with(".git")) path.remove_suffix(4);
  return text::to_lower(std::string(host) + '/' + std::string(path));
}

Repositories::Repositories(std::span<const yaml::Document> documents) {
  for (const yaml::Document& document : documents) add_source(document.root);
}

void Repositories::add_source(const Value& root) {
  const std::string_view api_version = root.string_at("apiVersion");
  const auto add = [&](std::string_view kind, std::string_view name, std::string_view url) {
    if (url.empty() || is_template(url) || !admission::variables_in(url).empty()) return;
    std::string repository = repository_of(url);
    if (name == kRoot) root_urls_.insert(repository);
    sources_[{std::string(kind), std::string(name)}].insert(std::move(repository));
  };
  if (api_version.starts_with("source.toolkit.fluxcd.io/")) {
    const std::string_view name = yaml::text_at(root, {"metadata", "name"});
    has_root_ = has_root_ || name == kRoot;
    add(root.string_at("kind"), name, yaml::text_at(root, {"spec", "url"}));
  } else if (api_version.starts_with("fluxcd.controlplane.io/")) {
    if (const Value* sync = yaml::value_at(root, {"spec", "sync"})) {
      has_root_ = true;
      add(sync->string_at("kind"), kRoot, sync->string_at("url"));
    }
  }
}

Repositories::Urls Repositories::urls_of(const Delivery::Repository& repository) const {
  if (repository.kind.empty()) return repository.url.empty() ? Urls{} : Urls{repository_of(repository.url)};
  const auto found = sources_.find({repository.kind, repository.name});
  // A source that the input lacks has only its name.
  return found == sources_.end() ? Urls{repository.kind + '/' + repository.name} : found->second;
}

void Repositories::learn(const Delivery& delivery, bool is_there) {
  const Delivery::Repository& repository = delivery.repository;
  has_root_ = has_root_ || repository.name == kRoot;
  if (!is_git(repository)) return;
  for (const std::string& url : urls_of(repository)) {
    seen_.insert(url);
    if (!is_there) {
      missed_.insert(url);
    } else if (!delivery.path.empty()) {
      std::set<std::string>& paths = there_[url];
      paths.insert(delivery.path);
      most_there_ = std::max(most_there_, paths.size());
    }
  }
}

bool Repositories::is_own(const Urls& urls) const {
  if (!root_urls_.empty()) return std::ranges::any_of(urls, [&](const auto& url) { return root_urls_.contains(url); });
  // Of two that are as likely neither is the tree for certain.
  const auto has_most = [&](const auto& one) { return one.second.size() == most_there_; };
  const auto likely = std::ranges::find_if(there_, has_most);
  return likely != there_.end() && urls.contains(likely->first) &&
         std::none_of(std::next(likely), there_.end(), has_most);
}

Repositories::Origin Repositories::origin_of(const Delivery& delivery) const {
  const Delivery::Repository& repository = delivery.repository;
  if (repository.kind.empty() && repository.url.empty()) return Origin::kHere;
  if (repository.name == kRoot) return Origin::kHere;
  const Urls urls = urls_of(repository);
  if (is_own(urls)) return Origin::kHere;
  const bool is_stated = repository.kind.empty() || sources_.contains({repository.kind, repository.name});
  const bool is_known_otherwise = is_git(repository) ? is_stated && !root_urls_.empty() : has_root_;
  if (is_known_otherwise) return Origin::kElsewhere;
  if (!delivery.path.empty()) return Origin::kPerhaps;
  // Every repository has a root.
  const bool is_missed = std::ranges::any_of(urls, [&](const std::string& url) { return missed_.contains(url); });
  const bool is_another = has_root_ || !there_.empty() || seen_.size() > 1 || is_missed || !is_git(repository);
  return is_another ? Origin::kElsewhere : Origin::kPerhaps;
}

}  // namespace vmcp::gitops
