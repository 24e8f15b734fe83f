#include "core/gitops/named_files.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/gitops/env_file.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/patch_contents.h"
#include "core/gitops/resource_faults.h"
#include "core/text/nearest.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

using yaml::Document;

namespace {

/// What a file's name ends with, from its last dot on; empty when there is none.
std::string_view extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view{} : name.substr(dot);
}

}  // namespace

bool may_be_patch(std::string_view text) {
  return text.find("- op:") != std::string_view::npos || text.find("\"op\"") != std::string_view::npos;
}

void NamedFiles::note_broken(std::string_view file, const diag::Sink& findings) {
  if (!findings.has_errors()) return;
  const bool is_yaml = std::ranges::none_of(
      findings.all(), [](const diag::Diagnostic& finding) { return is_syntax_error(std::string_view(finding.code)); });
  using Presence = Kustomizations::Presence;
  broken_.insert_or_assign(normalized(file), is_yaml ? Presence::kBroken : Presence::kNoYaml);
}

/// What is no YAML is nothing to speak of unless a kustomization names it as a patch.
void NamedFiles::read_patch(const std::string& path, std::string_view text) {
  const std::uint32_t source = sources_.add(path, std::string(text));
  diag::Sink unheard;
  for (const Document& document : yaml::read(sources_, source, unheard, {.roots = yaml::Roots::kAny})) {
    kustomizations_.add(document, path);
  }
  sink_.hide_as(unheard);
  note_broken(path, unheard);
}

/// Keeps the files that a kustomization makes ConfigMaps of, and its configurations, and reads its patches.
void NamedFiles::read_parts(std::span<const std::string> unread) {
  std::set<std::string> wanted;
  std::set<std::string> patches;
  for (const Kustomization& kustomization : kustomizations_.all()) {
    for (NamedPath& named : kustomization.named_paths()) {
      constexpr std::array kParts = {"configMapGenerator", "configurations", "replacements", "generators",
                                     "transformers"};
      const bool is_part =
          std::ranges::any_of(kParts, [&](const char* field) { return named.field.starts_with(field); });
      if (named.field.starts_with("patches")) patches.insert(named.path);
      if (!is_part) continue;
      if (files_.kind(named.path) == source::FileSystem::Kind::kMissing) named.path = nearest_in_directory(named.path);
      wanted.insert(std::move(named.path));
    }
  }
  if (wanted.empty() && patches.empty()) return;
  for (const std::string& path : unread) {
    if (patches.contains(normalized(path))) read_named_patch(path);
    if (!wanted.contains(normalized(path))) continue;
    if (std::optional<std::string> text = files_.read(path).text) sources_.add(path, *std::move(text));
  }
}

/// Of a file that has not been taken for what it is.
void NamedFiles::read_named_patch(const std::string& path) {
  std::optional<std::string> text = files_.read(path).text;
  if (!text || !kustomizations_.patches_in(normalized(path)).empty()) return;
  const std::uint32_t source = sources_.add(path, *std::move(text));
  diag::Sink unheard;
  for (Document& document :
       yaml::read(sources_, source, unheard, {.lists = yaml::Lists::kKept, .roots = yaml::Roots::kAny})) {
    kustomizations_.add_patch(std::move(document.root), path);
  }
  sink_.hide_as(unheard);
  note_broken(path, unheard);
  if (is_broken_json(sources_.at(source).text)) {
    broken_.insert_or_assign(normalized(path), Kustomizations::Presence::kNoYaml);
  }
}

/// Reads the files of variables that generators name, wherever they are below what is walked, and whatever they are
/// called. What a Secret is made of is not kept, but for the names.
void NamedFiles::read_env_files(std::span<const std::string> walked) {
  std::map<std::string, bool> shown;  // whether no Secret is made of it
  for (const Kustomization& kustomization : kustomizations_.all()) {
    for (NamedPath& named : kustomization.named_paths()) {
      const bool is_of_variables = named.field.find(".env") != std::string::npos;
      if (!is_of_variables) continue;
      const auto known = shown.try_emplace(std::move(named.path), true).first;
      known->second = known->second && named.field.starts_with("configMapGenerator");
    }
  }
  if (shown.empty()) return;
  std::optional<std::string> root;
  for (const std::string& path : walked) {
    const std::string file = normalized(path);
    if (!root) root = directory_of(file);
    while (!is_below(directory_of(file), *root)) root = directory_of(*root);
  }
  for (const auto& [path, is_shown] : shown) {
    if (!root || path.starts_with("..") || !is_below(path, *root)) continue;
    if (files_.kind(path) != source::FileSystem::Kind::kFile) continue;
    source::FileSystem::Result result = files_.read(path);
    if (result.file) inputs_.files.push_back(*result.file);
    if (!result.text) continue;
    if (std::optional<EnvFile> file = read_env_file(*result.text, is_shown)) {
      kustomizations_.add_env_file(path, *std::move(file));
    }
  }
}

const std::pair<source::IgnoreRules, std::size_t>* NamedFiles::git_rules_in(const std::string& directory) {
  const auto [known, is_new] = git_rules_.try_emplace(directory);
  if (is_new) {
    const source::FileSystem::Result rules = files_.read(directory.empty() ? ".gitignore" : directory + "/.gitignore");
    if (rules.file) inputs_.files.push_back(*rules.file);
    if (rules.text) known->second.emplace(source::IgnoreRules(*rules.text), rules.text->size());
  }
  return known->second ? &*known->second : nullptr;
}

/// Whether .gitignore files between here and a path, or beside it, leave it out. What takes too long to tell they may.
bool NamedFiles::is_ignored_by_git(std::string_view path) {
  bool ignored = false;
  for (std::size_t end = path.starts_with('/') ? path.find('/', 1) : 0; end != std::string_view::npos;
       end = path.find('/', end + 1)) {
    const auto* rules = git_rules_in(std::string(path.substr(0, end)));
    if (rules == nullptr) continue;
    const source::IgnoreRules& rule = rules->first;
    const auto take = [&] { return looks_.take(1 + text_units(rules->second)); };
    const std::string_view below = path.substr(end == 0 ? 0 : end + 1);
    if (!take()) return true;
    const source::IgnoreRules::Verdict verdict = rule.judge(below, false);
    if (verdict != source::IgnoreRules::Verdict::kSilent) ignored = verdict == source::IgnoreRules::Verdict::kIgnored;
    for (std::size_t slash = below.find('/'); slash != std::string_view::npos; slash = below.find('/', slash + 1)) {
      if (!take() || rule.judge(below.substr(0, slash), true) == source::IgnoreRules::Verdict::kIgnored) return true;
    }
  }
  return ignored;
}

std::string NamedFiles::nearest_in_directory(const std::string& path) {
  constexpr std::size_t kForName = 4;
  const std::string directory(directory_of(path));
  const auto [listed, is_new] = listed_.try_emplace(directory);
  if (is_new) listed->second = files_.list(path_to(directory));
  const std::optional<std::vector<std::string>>& names = listed->second;
  if (!names) return in_nearest_directory(directory, path);
  if (!looks_.take(1 + kForName * names->size())) return {};
  // What nearly all files end with tells nothing of which is meant.
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  const std::string_view extension = extension_of(name);
  std::vector<std::string_view> alike;
  std::vector<std::string_view> others;
  for (const std::string_view other : *names) {
    if (extension_of(other) != extension) {
      others.push_back(other);
    } else {
      alike.push_back(other.substr(0, other.size() - extension.size()));
    }
  }
  std::string nearest(text::nearest(name.substr(0, name.size() - extension.size()), alike));
  if (!nearest.empty()) return joined(directory, nearest + std::string(extension));
  nearest = text::nearest(name, others);
  return nearest.empty() ? std::string() : joined(directory, nearest);
}

/// What has the name of a path and is in the directory that is meant by its own, which is not there.
std::string NamedFiles::in_nearest_directory(const std::string& directory, std::string_view path) {
  constexpr std::size_t kLongest = 1024;
  if (directory.empty() || path.size() > kLongest || !looks_.take(1)) return {};
  const std::string meant = nearest_in_directory(directory);
  if (meant.empty()) return {};
  std::string found = joined(meant, path.substr(path.rfind('/') + 1));
  return files_.kind(found) == source::FileSystem::Kind::kMissing ? std::string() : found;
}

/// What `path`, as a file of `directory` names it, would lead to with one `../` more or less, where that is one thing;
/// empty else.
std::string NamedFiles::a_level_off(std::string_view directory, std::string_view path) const {
  constexpr std::string_view kUp = "../";
  std::vector<std::string> candidates;
  if (path.starts_with(kUp)) {
    candidates.emplace_back(path.substr(kUp.size()));
  } else {
    std::string_view shared = directory;
    while (!is_below(path, shared)) shared = directory_of(shared);
    const std::string_view rest = path_below(path, shared);
    if (!shared.empty()) candidates.push_back(joined(directory_of(shared), rest));
    const std::string_view below = path_below(directory, shared);
    if (!below.empty()) candidates.push_back(joined(joined(shared, below.substr(0, below.find('/'))), rest));
  }
  std::erase_if(candidates, [&](const std::string& candidate) {
    return candidate == directory || kustomizations_.find(candidate) == nullptr;
  });
  return candidates.size() == 1 ? candidates.front() : std::string();
}

Kustomizations::Presence NamedFiles::presence_of(const std::string& path,
                                                 const std::set<std::string, std::less<>>& walked) {
  using Presence = Kustomizations::Presence;
  if (path.empty() || kustomizations_.find(path) != nullptr) return Presence::kRead;
  switch (files_.kind(path)) {
    case source::FileSystem::Kind::kMissing:
      return is_ignored_by_git(path) ? Presence::kUncommitted : Presence::kMissing;
    case source::FileSystem::Kind::kDirectory: {
      const bool has_one = std::ranges::any_of(Kustomizations::kFileNames, [&](std::string_view name) {
        return files_.kind(joined(path, name)) != source::FileSystem::Kind::kMissing;
      });
      // An empty one is where a submodule would be.
      const std::optional<std::vector<std::string>> names = files_.list(path);
      return has_one || !names || names->empty() ? Presence::kLeftOut : Presence::kNoKustomization;
    }
    case source::FileSystem::Kind::kFile:
    case source::FileSystem::Kind::kSpecial:
      break;
  }
  if (const auto broken = broken_.find(path); broken != broken_.end()) return broken->second;
  return walked.contains(path) ? Presence::kRead : Presence::kLeftOut;
}

/// Finds out which of the paths that kustomizations and deliveries name are there.
void NamedFiles::survey(std::span<const std::string> walked, std::span<const std::string> components) {
  if (kustomizations_.all().empty() && components.empty()) return;
  std::set<std::string, std::less<>> paths;
  for (const std::string& path : walked) paths.insert(normalized(path));
  std::set<std::string> seen;
  const auto look = [&](const std::string& path, std::string_view directory) {
    if (!seen.insert(path).second) return;
    if (const std::optional<source::FileId> file = files_.file(path)) inputs_.parts.push_back(*file);
    const Kustomizations::Presence presence = presence_of(path, paths);
    if (presence == Kustomizations::Presence::kRead) return;
    const bool is_missing = presence == Kustomizations::Presence::kMissing;
    std::string nearest = is_missing ? nearest_in_directory(path) : std::string();
    if (is_missing && nearest.empty()) nearest = a_level_off(directory, path);
    kustomizations_.set_presence(path, presence, std::move(nearest));
  };
  for (const Kustomization& kustomization : kustomizations_.all()) {
    for (const NamedPath& named : kustomization.named_paths()) {
      look(named.path, kustomization.directory);
      // What stands where a patch is nearly said to be is no object.
      const std::string_view meant = named.field.starts_with("patches") ? kustomizations_.nearest(named.path) : "";
      if (!meant.empty() && !kustomizations_.is_resource(meant)) kustomizations_.add_patch_file(std::string(meant));
    }
  }
  for (const std::string& component : components) look(component, {});
}

/// What nobody reads here is read by kustomize, which builds nothing where it cannot.
void NamedFiles::judge_resources(std::span<const std::string> unread) {
  constexpr std::size_t kMostGenerated = std::size_t{2} << 20U;
  Work bytes(kMostGenerated);
  for (const std::string& path : unread) {
    const bool is_named = kustomizations_.is_resource(path);
    const bool is_built = is_named || (!bytes.is_spent() && kustomizations_.is_generated_of(normalized(path)));
    if (!is_built || kustomizations_.is_patch(path)) continue;
    std::optional<std::string> text = files_.read(path).text;
    if (!text || (!is_named && !bytes.take(text->size()))) continue;
    source::Sources sources;
    std::vector<Document> mended;
    diag::Sink unheard;
    if (resource_faults(sources, sources.add(path, *text), mended, unheard).empty()) continue;
    const std::uint32_t source = sources_.add(path, *std::move(text));
    std::vector<FieldFault> faults = resource_faults(sources_, source, mended_, unheard);
    sink_.hide_as(unheard);
    for (FieldFault& fault : faults) {
      kustomizations_.add_fault(normalized(path), std::move(fault));
    }
  }
}

void NamedFiles::finish(std::span<const std::string> walked, std::span<const std::string> unread,
                        std::span<const std::string> components) {
  read_parts(unread);
  judge_resources(unread);
  read_env_files(walked);
  survey(walked, components);
}

}  // namespace vmcp::gitops
