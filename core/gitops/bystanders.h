#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>

#include "core/gitops/referred.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// Objects of a walk that are read only since others could refer to them, and to which no object of ToolHive's does.
/// Whatever is wrong with them is of no concern.
class Bystanders {
 public:
  /// `walked` are the sources that a walk found.
  Bystanders(std::span<const yaml::Document> documents, const std::set<std::uint32_t>& walked,
             const std::string& default_namespace, const op::Settings& settings);

  bool has(const yaml::Document& document) const;

 private:
  const std::set<std::uint32_t>& walked_;
  std::string default_namespace_;
  Referred referred_;
};

}  // namespace vmcp::gitops
