#pragma once

#include <string>
#include <string_view>

#include "core/model/kinds.h"
#include "core/release/release.h"

namespace vmcp::cli {

inline constexpr std::string_view kVersion = VMCP_VERSION;

/// What `--version` prints: this program's version and the releases of ToolHive that it reproduces.
inline std::string version_text() {
  std::string tags;
  for (const release::Release& known : release::kReleases) {
    tags.append(tags.empty() ? "" : ", ").append(known.tag);
    if (known == release::kDefault) tags += " (default)";
  }
  return "vmcp-render " + std::string(kVersion) + "\nToolHive " + tags + "\nAPI " + std::string(model::kApiVersion) +
         " and v1alpha1\n";
}

}  // namespace vmcp::cli
