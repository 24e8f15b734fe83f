#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/yaml/read.h"

namespace vmcp::render {

/// What the kustomizations of a directory walk say about its other files. They are not built here (`kustomize build`
/// does that), but a file that one of them names as a patch is a part of an object, not an object.
class Kustomizations {
 public:
  /// Whether kustomize takes a file of this name for a kustomization, whatever it says.
  static bool is_kustomization_file(std::string_view file);

  /// Learns from `document` of `file` if it is a kustomization or a component.
  void add(const yaml::Document& document, std::string_view file);

  /// Whether a kustomization applies `file` as a patch.
  bool is_patch(std::string_view file) const;

  /// One warning for each kustomization that gives another namespace than `default_namespace` to an object without one;
  /// `files` are those that such objects stand in.
  std::vector<diag::Diagnostic> unapplied_namespaces(std::span<const std::string_view> files,
                                                     std::string_view default_namespace) const;

 private:
  struct Kustomization {
    std::string file;
    diag::Place namespace_place;
    std::string name_space;
    std::vector<std::string> resources;  ///< normalized paths of files and directories
  };

  std::vector<Kustomization> kustomizations_;
  std::set<std::string, std::less<>> patches_;
};

}  // namespace vmcp::render
