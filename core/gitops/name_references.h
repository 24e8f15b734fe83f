#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/gitops/piece.h"
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

/// Those that a configuration states, put behind others. False when it states more than that.
bool read_name_references(const yaml::Value& configuration, std::vector<NameReference>& references);

/// Writes the new names of what a build has renamed into the fields that are known to refer to it: those of Deployments
/// that kustomize knows by itself, and `references`. As kustomize, which leaves all other fields alone.
void fix_references(std::vector<Piece>& pieces, const std::vector<NameReference>& references);

}  // namespace vmcp::gitops
