#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vmcp::gitops {

/// What a file of variables says that a generator names.
struct EnvFile {
  std::vector<std::pair<std::string, std::string>> variables;  ///< of Secrets without the values
  bool complete = true;                                        ///< whether all lines were understood
};

/// Reads `NAME=VALUE` lines as kustomize's kv.Loader does: values are not unquoted, and what begins with `#` is a
/// comment. A name that no Secret can have may be a piece of a value, and is left out. Nothing when the text is not
/// UTF-8, which kustomize refuses.
std::optional<EnvFile> read_env_file(std::string_view text, bool with_values);

}  // namespace vmcp::gitops
