#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/gitops/work.h"
#include "core/yaml/read.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// The documents of a file, which stay where they are; none where it cannot be read.
using ReadFile = std::function<const std::vector<yaml::Document>&(const std::string& path)>;

/// Gives the `git` generators of an ApplicationSet of `file` that take files a `list` of what these hold, as Argo CD's
/// GitGenerator makes parameters of them: those of the files that `walked` has and that can be read, as long as there
/// are bytes left.
void list_git_files(yaml::Value& application_set, std::string_view file, std::span<const std::string> walked,
                    const ReadFile& read, Work& bytes);

}  // namespace vmcp::gitops
