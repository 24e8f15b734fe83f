#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/render/delivery.h"
#include "core/render/kustomization.h"
#include "core/render/patch.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::render {

/// Who gives a namespace to objects.
struct NamespaceSource {
  std::string name_space;
  diag::Place place;
  std::string field;
};

/// What a kustomization has that is not read here, such as `helmCharts`.
struct Unread {
  std::string what;
  std::string directory;
};

/// An object as a build makes it of a document.
struct Piece {
  static constexpr std::size_t kGenerated = static_cast<std::size_t>(-1);

  std::size_t document = kGenerated;  ///< its index
  yaml::Value root;
  std::uint32_t source = 0;
  const NamespaceSource* given = nullptr;  ///< by whom its namespace was given; null: it states it, or none
  const Unread* unread = nullptr;          ///< of the kustomizations that it is from
  yaml::Mark patched = {};                 ///< its root's, if a patch changes it
};

/// What `kustomize build` makes of a directory, as far as it decides who refers to whom: resources, components,
/// generators, patches and namespaces.
struct Build {
  std::vector<Piece> pieces;
};

/// The documents of a run by their files.
using Files = std::map<std::string, std::vector<std::size_t>, std::less<>>;

class Builder {
 public:
  /// `files` has the documents that matter, by normalized names. Without `gives_namespaces` objects keep theirs.
  Builder(const std::vector<yaml::Document>& documents, const Files& files, const Kustomizations& kustomizations,
          const source::Sources& sources, bool gives_namespaces)
      : documents_(documents),
        files_(files),
        kustomizations_(kustomizations),
        sources_(sources),
        gives_namespaces_(gives_namespaces) {}

  /// Of a normalized directory with a kustomization.
  Build build(const std::string& directory);
  /// Of a directory that Flux or Argo CD takes: with its kustomization, or else all that is in it, and below it if the
  /// delivery is recursive, as Flux's generator has it. Then what the delivery itself changes.
  Build build(const Delivery& delivery, const std::string& directory);

  /// The directories with a kustomization that a build has used.
  const std::set<std::string>& used() const { return used_; }

  /// The documents that builds have used, if only to delete them.
  const std::set<std::size_t>& taken() const { return taken_; }

  /// Objects with a namespace of their own keep it, if `only_homeless`.
  void give_namespace(std::vector<Piece>& pieces, const NamespaceSource& source, bool only_homeless) const;

 private:
  const NamespaceSource& source_of(NamespaceSource source);
  void add_directory(const std::string& directory, Build& build);
  void add_kustomization(const Kustomization& kustomization, Build& build);
  void add_resource(const std::string& path, Build& build);
  void add_file(const std::string& path, Build& build);
  void add_below(const std::string& directory, bool recursive, Build& build);
  /// The first directory on the way from `directory` to a file that has a kustomization, which speaks for all below it;
  /// empty: none.
  std::string_view kustomization_above(std::string_view path, std::string_view directory) const;
  void add_generated(const Kustomization& kustomization, const char* field, const char* kind, Build& build);
  std::optional<yaml::Value> config_map_of(const Kustomization& kustomization, const yaml::Value& entry) const;
  void apply_patches(const yaml::Value& holder, std::string_view directory, Build& build);
  const Unread& unread(std::string_view what, std::string_view directory);

  const std::vector<yaml::Document>& documents_;
  const Files& files_;
  const Kustomizations& kustomizations_;
  const source::Sources& sources_;
  bool gives_namespaces_;
  std::deque<Unread> unread_;
  std::deque<NamespaceSource> namespace_sources_;
  std::map<std::pair<std::string, std::uint32_t>, const NamespaceSource*> known_sources_;
  std::set<std::string> used_;
  std::set<std::size_t> taken_;
  std::size_t visits_ = 0;
  std::set<std::string> open_;  ///< the directories that are being built: kustomizations may not lead in circles
};

}  // namespace vmcp::render
