#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/gitops/kustomization.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// What objects may be called in their documents that builds give other names, or look at.
class FormerNames {
 public:
  /// Learns from a kustomization, or from an object that puts prefixes, suffixes and patches into some; paths are those
  /// in `directory`.
  void add(const yaml::Value& root, std::string_view directory, const Kustomizations& kustomizations);

  /// Learns from an entry of `replacements`, or a list of them.
  void add_replacements(const yaml::Value& root);

  /// The names of objects that patches and replacements give others, and of those from which replacements copy.
  const std::set<std::string>& stated() const { return stated_; }
  /// Whether objects of which the name is not known get another one.
  bool may_be_any() const { return may_be_any_; }
  /// The names that become this one by prefixes and suffixes.
  std::vector<std::string> before(std::string_view name) const;

 private:
  void add_patch(const yaml::Value& patch, std::string_view directory, const Kustomizations& kustomizations);
  void add_renamed(std::string_view pattern);

  std::set<std::string> prefixes_;
  std::set<std::string> suffixes_;
  std::set<std::string> stated_;
  bool may_be_any_ = false;
};

}  // namespace vmcp::gitops
