#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/sink.h"
#include "core/gitops/kustomization.h"
#include "core/gitops/work.h"
#include "core/source/files.h"
#include "core/source/ignore_rules.h"
#include "core/source/inputs.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// The files that kustomizations name: which of them are there, and what is read of those that are no objects.
class NamedFiles {
 public:
  /// `inputs` gets the files that are read here, and those that kustomizations name; `sink` what of their texts is not
  /// to be shown.
  NamedFiles(const source::FileSystem& files, source::Sources& sources, Kustomizations& kustomizations,
             source::Inputs& inputs, diag::Sink& sink)
      : files_(files), sources_(sources), kustomizations_(kustomizations), inputs_(inputs), sink_(sink) {}

  /// Remembers what is wrong with a file.
  void note_broken(std::string_view file, const diag::Sink& findings);
  /// Reads a file of a walk that may be a list of operations.
  void read_patch(const std::string& path, std::string_view text);
  /// To be called when all kustomizations are known. `walked` are the files of the walk, `unread` those of them that
  /// have not been read as YAML, and `components` the normalized paths that deliveries add to kustomizations.
  void finish(std::span<const std::string> walked, std::span<const std::string> unread,
              std::span<const std::string> components);
  /// Objects that nobody else finds, since what says what they are is misspelt; to be called once, after finish().
  std::vector<yaml::Document> mended() { return std::move(mended_); }

 private:
  static constexpr std::size_t kMostLooks = std::size_t{4} << 20U;

  void read_parts(std::span<const std::string> unread);
  void read_named_patch(const std::string& path);
  void judge_resources(std::span<const std::string> unread);
  void read_env_files(std::span<const std::string> walked);
  void survey(std::span<const std::string> walked, std::span<const std::string> components);
  Kustomizations::Presence presence_of(const std::string& path, const std::set<std::string, std::less<>>& walked);
  bool is_ignored_by_git(std::string_view path);
  /// The rules of a directory's .gitignore, and how long its text is; null pointer when there is none.
  const std::pair<source::IgnoreRules, std::size_t>* git_rules_in(const std::string& directory);
  std::string nearest_in_directory(const std::string& path);
  std::string in_nearest_directory(const std::string& directory, std::string_view path);
  std::string a_level_off(std::string_view directory, std::string_view path) const;

  const source::FileSystem& files_;
  source::Sources& sources_;
  Kustomizations& kustomizations_;
  source::Inputs& inputs_;
  diag::Sink& sink_;
  std::vector<yaml::Document> mended_;
  std::map<std::string, Kustomizations::Presence, std::less<>> broken_;  ///< by normalized paths
  std::map<std::string, std::optional<std::pair<source::IgnoreRules, std::size_t>>> git_rules_;  ///< by directory
  std::map<std::string, std::optional<std::vector<std::string>>> listed_;                        ///< by directory
  Work looks_{kMostLooks};  ///< at names and rules, for what is not there
};

/// Whether a text may be a list of operations that a kustomization names as a patch.
bool may_be_patch(std::string_view text);

}  // namespace vmcp::gitops
