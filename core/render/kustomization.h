#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/yaml/read.h"
#include "core/yaml/value.h"

namespace vmcp::render {

/// A kustomization or a component, as its file says it.
struct Kustomization {
  std::string file;       ///< as findings print it
  std::string directory;  ///< normalized
  std::uint32_t source = 0;
  yaml::Value root;

  bool is_component() const { return root.string_at("kind") == "Component"; }
  /// The normalized paths that lists of paths name.
  std::vector<std::string> paths(std::initializer_list<const char*> fields) const;
  /// Those of the files that its ConfigMaps are made of.
  std::vector<std::string> generator_files() const;
};

/// The path in what a generator lists as a file: `KEY=PATH`, or the path alone.
std::string_view path_in(std::string_view generator_file);

/// The kustomizations of a directory walk, and the files that they name as patches: these are parts of objects, not
/// objects.
class Kustomizations {
 public:
  /// Whether kustomize takes a file of this name for a kustomization, whatever it says.
  static bool is_kustomization_file(std::string_view file);

  /// Learns from `document` of `file`, which need not be an object.
  void add(const yaml::Document& document, std::string_view file);
  /// Keeps an object that is_patch() knows for one.
  void add_patch(yaml::Value patch, std::string_view file);

  /// Whether a kustomization applies `file` as a patch.
  bool is_patch(std::string_view file) const;
  /// What a patch file of a normalized path holds: parts of objects, and lists of operations.
  const std::vector<yaml::Value>& patches_in(std::string_view path) const;

  /// The kustomization of a normalized directory; null pointer when it has none.
  const Kustomization* find(std::string_view directory) const;
  /// All in input order.
  const std::deque<Kustomization>& all() const { return kustomizations_; }

 private:
  std::deque<Kustomization> kustomizations_;
  std::map<std::string, const Kustomization*, std::less<>> by_directory_;
  std::set<std::string, std::less<>> patch_files_;
  std::map<std::string, std::vector<yaml::Value>, std::less<>> patches_;
};

}  // namespace vmcp::render
