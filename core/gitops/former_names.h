#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/gitops/kustomization.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// What objects may be called in their documents that builds give other names, look at, or make others refer to.
class FormerNames {
 public:
  /// Learns from a kustomization, or from an object that puts prefixes, suffixes and patches into some; paths are those
  /// in `directory`.
  void add(const yaml::Value& root, std::string_view directory, const Kustomizations& kustomizations);

  /// Learns from an entry of `replacements`, or a list of them.
  void add_replacements(const yaml::Value& root);

  /// Adds the words of what a patch puts into objects.
  void add_words(const yaml::Value& patch);

  /// The names of objects that patches and replacements give others, of those from which replacements copy, and all
  /// words that patches and literals of generators put into objects: one may be the name of what these refer to then.
  const std::set<std::string>& stated() const { return stated_; }
  /// Whether objects of which the name is not known get another one.
  bool may_be_any() const { return may_be_any_; }
  /// The names that become this one by prefixes and suffixes.
  std::vector<std::string> before(std::string_view name) const;

 private:
  void add_patch(const yaml::Value& patch, std::string_view directory, const Kustomizations& kustomizations);
  void add_renamed(std::string_view pattern);
  /// Adds the words of a text that may be names.
  void add_words_in(std::string_view text);

  std::set<std::string> prefixes_;
  std::set<std::string> suffixes_;
  std::set<std::string> stated_;
  std::set<std::string> files_;  ///< of patches, whose words are known
  bool may_be_any_ = false;
};

}  // namespace vmcp::gitops
