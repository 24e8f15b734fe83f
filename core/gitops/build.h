#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/gitops/delivery.h"
#include "core/gitops/inner_places.h"
#include "core/gitops/kustomization.h"
#include "core/gitops/name_references.h"
#include "core/gitops/patch.h"
#include "core/gitops/piece.h"
#include "core/gitops/work.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// Why kustomize refuses to build.
struct Refused {
  diag::Place place;
  std::string path;
  std::string message;
  std::string suggestion = {};
  bool certain = true;      ///< false: what is not there now may be there when it builds
  bool of_objects = false;  ///< objects are wanting for which it was to be built
  /// The directory whose objects are meant to be built by what is refused, if nothing else is known of it.
  std::optional<std::string> beside = {};
};

/// Kind, namespace and name.
using ObjectName = std::tuple<std::string, std::string, std::string>;

/// What `kustomize build` makes of a directory, as far as it decides who refers to whom: resources, components,
/// generators, patches, namespaces, names and labels.
struct Build {
  std::vector<Piece> pieces;
  std::vector<const NameReferences*> references;  ///< of the `configurations` in it
  std::list<Refused> refused;                     ///< passed on from build to build
  std::list<Refused> idle;  ///< patches and replacements for nothing, though something is nearly what they select
  std::vector<RepeatedKey> repeated;
  std::vector<ObjectName> one_of_two;                 ///< of which it has two, for which it is refused
  const Unread* unknown_references = nullptr;         ///< `configurations` that are not understood
  std::set<std::pair<std::size_t, Piece::Name>> ids;  ///< of the documents that are in it
  bool whole = true;                                  ///< whether all that it is made of is read here
  bool strangers = false;                             ///< whether it has objects that are of no concern
  bool images_elsewhere = false;                      ///< `configurations` say where images are beside containers
};

/// The documents of a run by their files.
using Files = std::map<std::string, std::vector<std::size_t>, std::less<>>;

/// Some of them, in a row.
struct FileRange {
  Files::const_iterator first;
  Files::const_iterator last;

  Files::const_iterator begin() const { return first; }
  Files::const_iterator end() const { return last; }
};

/// Those in a directory and all below it; all for an empty one.
FileRange files_below(const Files& files, std::string_view directory);

class Builder {
 public:
  /// `files` has the documents that matter, by normalized names. Without `gives_namespaces` objects keep theirs.
  Builder(const std::vector<yaml::Document>& documents, const Files& files, const Kustomizations& kustomizations,
          const source::Sources& sources, bool gives_namespaces)
      : documents_(documents),
        files_(files),
        kustomizations_(kustomizations),
        sources_(sources),
        gives_namespaces_(gives_namespaces),
        texts_(sources),
        taken_(documents.size()),
        excluded_(documents.size()) {}

  /// Of a normalized directory with a kustomization.
  Build build(const std::string& directory);
  /// Of a directory that Flux or Argo CD takes: with its kustomization, into which the delivery puts more, or else all
  /// that is in it, and below it if the delivery is recursive, as Flux's generator has it.
  Build build(const Delivery& delivery, const std::string& directory);

  /// The directories with a kustomization that a build has used.
  const std::set<std::string>& used() const { return used_; }

  /// Whether builds have used a document, if only to delete it.
  bool is_taken(std::size_t document) const { return taken_[document]; }

  /// Whether it is of a file that deliveries leave out by name.
  bool is_excluded(std::size_t document) const { return excluded_[document]; }
  void exclude(std::span<const std::size_t> documents) {
    for (const std::size_t document : documents) excluded_[document] = true;
  }
  /// Takes all that is below a directory for such files.
  void exclude_below(const std::string& directory);

  /// How many objects were left out, since builds had made too much before.
  std::size_t left_out() const { return left_out_; }

 private:
  /// Of what is not known of plugins.
  static constexpr std::string_view kGenerators = "generators";
  /// Something that ought to be read.
  static constexpr std::string_view kAbsent = "what is not there";
  /// What a kustomization has in a file that holds neither objects nor patches.
  struct Companion {
    std::vector<yaml::Value> roots;
    std::vector<FieldFault> faults;
    NameReferences references;
    bool understood = true;  ///< whether each document states such references and nothing else
  };
  using Take = std::vector<FieldFault> (*)(yaml::Value& root);
  static constexpr std::size_t kMostCopied = 300'000;
  static constexpr std::size_t kMostWork = 30'000'000;
  static constexpr std::size_t kMostGenerated = 10'000;
  static constexpr std::size_t kMostVisits = 2'000'000;
  static constexpr std::size_t kForFault = 32;   ///< what it costs to tell one again
  static constexpr std::size_t kForRefused = 5;  ///< and something else for which kustomize refuses
  static constexpr std::size_t kMostOpen = 500;  ///< kustomizations in each other, which are built by as many calls

  const NamespaceSource& source_of(NamespaceSource source);
  /// Objects with a namespace of their own keep it, if `only_homeless`.
  void give_namespace(std::vector<Piece>& pieces, const NamespaceSource& source, bool only_homeless);
  void add_directory(const std::string& directory, Build& build);
  /// `given` is a namespace that goes before the kustomization's own.
  void add_kustomization(const Kustomization& kustomization, const NamespaceSource* given, Build& build);
  /// Adds what the paths of one use lead to, and says what of it is not read here; empty: all is.
  std::string_view add_named(const Kustomization& kustomization, NamedPath::Use use, Build& build);
  void transform(const Kustomization& kustomization, const NamespaceSource* given, Build& build);
  /// False when builds have visited too many again, or are in too many, which is noted; `times` is how much dearer this
  /// visit is.
  bool take_visit(std::string_view directory, std::size_t times, Build& build);
  /// Adds what a resource is, but for what `build` has already.
  void join(Build inner, const NamedPath& named, Build& build);
  void add_file(const std::string& path, Build& build);
  void add_documents(std::span<const std::size_t> documents, Build& build);
  void add_below(const std::string& directory, const Delivery& delivery, Build& build);
  void add_chart(const std::string& directory, Build& build);
  /// A kustomization with what a delivery puts into it.
  Kustomization edited(Kustomization kustomization, const Delivery& delivery) const;
  /// The first directory on the way from `directory` to a file that has a kustomization, which speaks for all below it;
  /// empty: none.
  std::string_view kustomization_above(std::string_view path, std::string_view directory) const;
  void add_generated(const Kustomization& kustomization, Build& build);
  /// False when a configuration says what is not understood here.
  bool add_references(const Kustomization& kustomization, Build& build);
  void rename(const Kustomization& kustomization, Build& build);
  void apply_replacements(const Kustomization& kustomization, Build& build);
  /// Adds what the plugins of a kustomization make, as far as that is known.
  void run_generators(const Kustomization& kustomization, Build& build);
  /// Whether all transformers of a kustomization are kustomize's own, as far as those are known here.
  bool knows_transformers(const Kustomization& kustomization);
  void run_transformers(const Kustomization& kustomization, Build& build);
  void run_transformer(const yaml::Value& transformer, const Kustomization& kustomization, Build& build);
  void add_decrypted(const yaml::Value& generator, const Kustomization& kustomization, Build& build);
  /// What a file that a kustomization names holds, or a text in its place; null pointer when that is not read. `take`
  /// finds what is wrong with a document, and mends it.
  const Companion* companion(const Kustomization& kustomization, const yaml::Value& named, Take take);
  /// Of what is not built any further. Configurations that ask for too much are left out.
  void finish(Build& build);
  void apply_patches(const Kustomization& kustomization, std::initializer_list<const char*> lists, Build& build);
  /// Says that a patch is for nothing that is there.
  void judge_demands(const Patch& patch, Build& build);
  /// Of an object that is none of ToolHive's, where all that is built is read here.
  void judge_foreign_demand(const Patch& patch, const yaml::Value& demand, Build& build);
  /// What is wrong with a file that a kustomization names.
  void add_faults(const std::string& path, Build& build) const;
  /// What keeps Flux from building all that is in a directory.
  void judge_generated(const std::string& directory, Build& build);
  /// Says that operations of a patch write nothing.
  void judge_operations(const Patch& patch, Build& build);
  /// Of a selector that stands at `path` and has selected nothing for `what`, a patch or a replacement.
  void judge_missed(const yaml::Value& selector, const std::string& path, std::string_view what, Build& build);
  /// Whether a patch selects nothing since names, labels and namespaces are given after it, which is told then.
  bool judge_early(const Patch& patch, const Kustomization& kustomization, Build& build);
  void judge_fields(const Kustomization& kustomization, Build& build);
  /// Refuses those that are to be kustomize's own and are not.
  void judge_plugins(const Kustomization& kustomization, Build& build);
  void judge_replicas(const Kustomization& kustomization, Build& build);
  /// Says that images are set in containers alone.
  void judge_images(const Kustomization& kustomization, Build& build);
  /// Refuses a namespace that was given to two objects that it alone told apart, as NamespaceTransformer.
  void judge_namespace(const NamespaceSource& source, Build& build);
  static bool has_toolhives(const Build& build);
  const Kustomization* kustomization_of(std::string_view path) const;
  bool leads_back(std::string_view directory) const;
  bool may_be_meant(std::string_view path, std::span<const NamedPath> named);
  bool names_what_is_absent(const Kustomization& kustomization, std::string_view field);
  /// As Kustomization::named_paths(), worked out once for each that is as it is stated.
  std::shared_ptr<const std::vector<NamedPath>> named_paths(const Kustomization& kustomization);
  diag::Place place(const yaml::Mark& mark) const;
  /// The source of a file of a normalized path; nothing when it has not been read.
  std::optional<std::uint32_t> source_at(const std::string& path);
  const Unread& unread(std::string_view what, std::string_view directory);

  const std::vector<yaml::Document>& documents_;
  const Files& files_;
  const Kustomizations& kustomizations_;
  const source::Sources& sources_;
  bool gives_namespaces_;
  OuterTexts texts_;
  std::deque<Unread> unread_;
  std::deque<NamespaceSource> namespace_sources_;
  std::deque<Renaming> renamings_;
  std::map<std::tuple<diag::Place, std::string, std::string>, const NamespaceSource*> known_sources_;
  std::set<std::string> used_;
  std::vector<bool> taken_;     ///< by documents
  std::vector<bool> excluded_;  ///< by documents
  /// By what is asked of them, and their paths, or places and texts; nothing for what is not read.
  std::map<std::tuple<Take, yaml::Mark, std::string>, std::optional<Companion>> companions_;
  /// Those of kustomizations as they are stated, by the first of the lists that have them.
  std::map<std::pair<const Kustomization*, std::string_view>, std::vector<Patch>> patches_;
  std::unordered_map<const Kustomization*, std::shared_ptr<const std::vector<NamedPath>>> named_paths_;
  std::map<std::string_view, std::size_t> units_;  ///< what visits cost, by directories
  Work visits_{kMostVisits};                       ///< of kustomizations that builds have visited before
  Work generated_{kMostGenerated};                 ///< of faults of what Flux generates kustomizations for
  Work copies_{kMostCopied};                       ///< of documents that builds have used before
  Work work_{kMostWork};                           ///< of all that is done to them
  std::size_t left_out_ = 0;
  std::unordered_map<std::string, std::uint32_t> sources_of_;  ///< by normalized names; made when first needed
  std::set<std::string> open_;  ///< the directories that are being built: kustomizations may not lead in circles
};

}  // namespace vmcp::gitops
