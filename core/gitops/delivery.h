#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/gitops/piece.h"
#include "core/gitops/site.h"
#include "core/gitops/substitution.h"
#include "core/gitops/work.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// What brings a directory of a repository into a cluster: a Flux Kustomization, a Flux Operator's FluxInstance, a
/// source of an Argo CD Application, or a Helm release of Flux' whose chart is in a repository.
struct Delivery {
  enum class Kind : std::uint8_t { kFlux, kArgo, kHelm };

  /// Where the directory is, as far as that is stated.
  struct Repository {
    std::string kind;  ///< of Flux' source; empty: of Argo CD's, which has an URL
    std::string name;
    std::string url;
  };

  Kind kind = Kind::kFlux;
  std::string stated_in;  ///< the file of the object, as findings print it
  std::string file;       ///< normalized
  yaml::Mark object;      ///< where the object stands
  std::string object_kind;
  std::string own_namespace;
  std::string own_name;
  Destination destination;
  Repository repository;
  std::string path;                           ///< of the directory in its repository, normalized; empty: the repository
  std::string path_field;                     ///< where that is stated; empty: nowhere
  yaml::Mark path_mark;                       ///< the same
  bool of_template = false;                   ///< of an ApplicationSet, which may have more of the same place
  std::optional<NamespaceSource> namespaces;  ///< as the `namespace` of a kustomization
  std::optional<NamespaceSource> fallback;    ///< of what has none then
  bool helm = false;                          ///< whether it says how Helm fills in a chart
  bool recursive = true;                      ///< whether it takes directories below one without a kustomization
  std::string include;      ///< a glob of the files that it takes then, by their paths in the directory; empty: all
  std::string exclude;      ///< a glob of those that it leaves out; empty: none
  yaml::Value edits;        ///< what is put into the kustomization of the directory: a mapping, or null
  std::string edits_field;  ///< where that is stated
  bool ignores_missing_components = false;  ///< of those edits
  yaml::Value post_build;                   ///< of a Flux Kustomization
};

/// Whether an object is of a kind that brings directories into a cluster.
bool is_delivery(const yaml::Value& root);
/// Whether an object is one that deliveries name, a repository of Flux' or a project of Argo CD's.
bool serves_deliveries(const yaml::Value& root);

/// Whether it is one or the other.
bool is_of_deliveries(const yaml::Value& root);

/// The group, with a slash, of Flux' Helm releases.
inline constexpr std::string_view kHelmReleases = "helm.toolkit.fluxcd.io/";
/// Whether a kind of Flux' sources has the directories of a chart, which a Helm release names by its path.
inline bool holds_charts(std::string_view source_kind) {
  return source_kind == "GitRepository" || source_kind == "Bucket";
}

/// The group, with a slash, of such an object whose own group is nearly that; empty: it is none.
std::string_view meant_group(std::string_view api_version, std::string_view kind);
/// The kinds of such objects that an API version has.
std::vector<std::string_view> delivery_kinds(std::string_view api_version);

/// The deliveries that an object of `file` states, as far as they are no templates, or an ApplicationSet's whose
/// parameters are known: from lists, and from `directories`, which are all that the input has. As long
/// as there are bytes left for what is filled in.
std::vector<Delivery> deliveries_of(const yaml::Value& root, const std::string& file,
                                    const std::vector<std::string>& directories, Work& bytes);

/// The directories of a tree, normalized.
struct Directories {
  std::vector<std::string> all;  ///< with those above, sorted
  std::string root;              ///< the deepest that holds all files
};

/// The directory that a delivery's path means: the one whose repository also holds its file, and of several the one
/// nearest to the root. Nothing where there is none.
std::optional<std::string> directory_of(const Delivery& delivery, const Directories& directories);

/// The components of this repository that a delivery puts into the kustomization of its directory, by their paths from
/// there.
std::vector<std::string> components_of(const Delivery& delivery);

/// Tells whether a delivery takes a file, by its path in a directory without a kustomization.
std::function<bool(std::string_view)> file_filter(const Delivery& delivery);

/// The variables that a Flux Kustomization substitutes: those of its `substituteFrom`, as far as `documents` state the
/// ConfigMaps that it names, then its own. What Secrets hold is never substituted, for findings would show it. Without
/// work left a ConfigMap counts as not there.
Variables variables_of(const Delivery& delivery, const std::vector<yaml::Document>& documents,
                       const source::Sources& sources, const GivenVariables& given, Work& work);

/// Whether a delivery substitutes what a Secret holds: values that are not looked at here.
bool takes_variables_from_secrets(const Delivery& delivery);

}  // namespace vmcp::gitops
