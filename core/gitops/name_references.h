#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/gitops/piece.h"
#include "core/gitops/work.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// A field by which objects of a kind refer to objects of another, as `nameReference` of a kustomization's
/// `configurations` says it. What is empty is any.
struct NameReference {
  struct Kind {
    std::string group;
    std::string version;
    std::string kind;
  };

  Kind target;
  Kind referrer;
  std::vector<std::string> path;  ///< through lists, too
};

/// Those of a configuration, sorted by the kinds that refer.
class NameReferences {
 public:
  NameReferences() = default;
  /// Those that its documents state.
  explicit NameReferences(std::span<const yaml::Value> configuration);

  /// Whether objects of a kind are what it knows to be referred to.
  bool lead_to(std::string_view kind) const { return targets_.contains(kind); }
  /// Those of objects of a kind; and of any, for an empty one.
  std::span<const NameReference> of(std::string_view kind) const;

 private:
  std::vector<NameReference> all_;
  std::set<std::string, std::less<>> targets_;
};

/// Whether a document of a configuration states nothing that would have to be known beside them.
bool states_only_name_references(const yaml::Value& configuration);

/// Writes the new names of what a build has renamed into the fields that are known to refer to it: those that kustomize
/// knows by itself, and `references`. As kustomize, which leaves all other fields alone. They are left out when there
/// are more than `work` has left for.
void fix_references(std::vector<Piece>& pieces, std::span<const NameReferences* const> references, Work& work);

}  // namespace vmcp::gitops
