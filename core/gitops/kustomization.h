#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/gitops/env_file.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/kustomization_fields.h"
#include "core/yaml/read.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// A file or directory that a kustomization names.
struct NamedPath {
  enum class Use : std::uint8_t { kResource, kComponent, kFile };

  std::string path;   ///< normalized
  std::string field;  ///< `resources[1]`
  yaml::Mark mark;
  Use use = Use::kFile;
};

/// What a kustomization has twice, of which kustomize takes one without a word: a key, or a document.
struct RepeatedKey {
  diag::Place place;
  diag::Place first;
  std::string message;
  diag::Code code = "duplicate-key";
};

/// A kustomization or a component, as kustomize reads its file.
struct Kustomization {
  std::string file;       ///< as findings print it
  std::string directory;  ///< normalized
  std::uint32_t source = 0;
  yaml::Value root;                     ///< with what was meant by what is misspelt
  std::vector<FieldFault> faults = {};  ///< for which kustomize refuses it
  std::vector<RepeatedKey> repeated = {};
  std::string rival = {};  ///< another file beside it that kustomize would take for the kustomization as well

  bool component = false;  ///< by its kind

  bool is_component() const { return component; }
  /// The normalized paths that lists of paths name.
  std::vector<std::string> paths(std::initializer_list<const char*> fields) const;
  /// Those of what it is made of beside what it generates: its resources, bases and components.
  std::vector<std::string> parts() const { return paths({"resources", "bases", "components"}); }
  /// All that it names and that is not elsewhere.
  std::vector<NamedPath> named_paths() const;
};

/// Whether a text that stands where a path may stand is YAML by itself, as kustomize takes it.
bool is_content(std::string_view text);

/// The path in what a generator lists as a file: `KEY=PATH`, or the path alone.
std::string_view path_in(std::string_view generator_file);

/// What a directory walk has learnt of how its files are put together: the kustomizations, the files that they name as
/// patches, which are parts of objects and not objects, and the Helm charts.
class Kustomizations {
 public:
  static constexpr std::array<std::string_view, 3> kFileNames = {"kustomization.yaml", "kustomization.yml",
                                                                 "Kustomization"};
  /// Whether kustomize takes a file of this name for a kustomization, whatever it says.
  static bool is_kustomization_file(std::string_view file);

  /// Learns from `document` of `file`, which need not be an object; `repeated` are keys that it has twice.
  void add(const yaml::Document& document, std::string_view file, std::vector<RepeatedKey> repeated = {});
  /// Learns that a file of a normalized path is a patch.
  void add_patch_file(std::string path) { patch_files_.insert(std::move(path)); }
  /// Keeps an object that is_patch() knows for one.
  void add_patch(yaml::Value patch, std::string_view file);

  /// Whether a kustomization applies `file` as a patch.
  bool is_patch(std::string_view file) const;
  /// Whether a kustomization builds the objects of `file`, of which it may make patches, too.
  bool is_resource(std::string_view file) const;
  /// Flux generates a kustomization for a normalized directory without one.
  void add_generated(std::string directory) { generated_.insert(std::move(directory)); }
  /// Whether such a kustomization builds a file of a normalized path.
  bool is_generated_of(std::string_view path) const;
  /// What a patch file of a normalized path holds: parts of objects, and lists of operations.
  const std::vector<yaml::Value>& patches_in(std::string_view path) const;

  /// The kustomization of a normalized directory; null pointer when it has none.
  const Kustomization* find(std::string_view directory) const;
  /// All in input order.
  const std::deque<Kustomization>& all() const { return kustomizations_; }

  /// Keeps what a file of variables of a normalized path says.
  void add_env_file(std::string path, EnvFile file) { env_files_.insert_or_assign(std::move(path), std::move(file)); }
  /// Null pointer when it has not been read.
  const EnvFile* env_file(std::string_view path) const;

  /// What is known of a normalized path that a kustomization names.
  enum class Presence : std::uint8_t {
    kRead,
    kBroken,          ///< it cannot be read as a whole
    kNoYaml,          ///< nor can kustomize
    kLeftOut,         ///< it is there, but is not walked
    kUncommitted,     ///< it is not there, and Git is told to ignore it
    kMissing,         ///< it is not there
    kNoKustomization  ///< a directory without a kustomization
  };
  void set_presence(std::string path, Presence presence, std::string nearest = {});
  Presence presence(std::string_view path) const;
  /// The path that is there and nearest to one that is not; empty when none is near.
  std::string_view nearest(std::string_view path) const;

  /// A kustomization of which a part is there, but is not walked.
  struct LeadingOut {
    std::string directory;  ///< the kustomization's
    std::string path;       ///< normalized, of the part
  };
  std::optional<LeadingOut> leading_out() const;

  /// Keeps what is wrong with a file of a normalized path, for which kustomize refuses to build what names it.
  void add_fault(std::string path, FieldFault fault) { faults_[std::move(path)].push_back(std::move(fault)); }
  const std::vector<FieldFault>& faults_in(std::string_view path) const;
  /// The files below a directory for which a kustomization that is generated for it is not built; the first of many.
  std::vector<std::string_view> faulty_below(std::string_view directory) const;

  /// Learns of a file, whatever is in it, and so of the directories above.
  void add_file(std::string_view file) { add_directories(normalized(file), directories_); }
  bool is_directory(const std::string& path) const { return directories_.contains(path); }

  void add_chart(std::string_view directory);
  bool is_chart(std::string_view directory) const { return charts_.contains(directory); }

 private:
  struct Absence {
    Presence presence;
    std::string nearest;
  };

  std::deque<Kustomization> kustomizations_;
  std::map<std::string, Kustomization*, std::less<>> by_directory_;
  std::set<std::string, std::less<>> patch_files_;
  std::set<std::string, std::less<>> resource_files_;
  std::map<std::string, std::vector<yaml::Value>, std::less<>> patches_;
  std::map<std::string, EnvFile, std::less<>> env_files_;
  std::map<std::string, Absence, std::less<>> absent_;
  std::map<std::string, std::vector<FieldFault>, std::less<>> faults_;
  std::set<std::string, std::less<>> charts_;
  std::set<std::string, std::less<>> generated_;
  std::set<std::string> directories_;
};

}  // namespace vmcp::gitops
