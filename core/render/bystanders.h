#pragma once

#include <cstdint>
#include <set>
#include <span>

#include "core/render/options.h"
#include "core/render/referred.h"
#include "core/yaml/read.h"

namespace vmcp::render {

/// Objects of a walk that are read only since others could refer to them, and to which no object of ToolHive's does.
/// Whatever is wrong with them is of no concern.
class Bystanders {
 public:
  /// `walked` are the sources that a walk found.
  Bystanders(std::span<const yaml::Document> documents, const std::set<std::uint32_t>& walked, const Options& options);

  bool has(const yaml::Document& document) const;

 private:
  const std::set<std::uint32_t>& walked_;
  const Options& options_;
  Referred referred_;
};

}  // namespace vmcp::render
