#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

/// Paths of inputs as texts, with `/`; no file is looked at.
namespace vmcp::gitops {

/// What stands in front of the last slash; empty when there is none.
std::string_view directory_of(std::string_view path);

/// Adds the directories above a normalized file, but for the one that all paths start from.
void add_directories(std::string_view file, std::set<std::string>& directories);

/// A normalized directory as it is opened and printed.
std::string path_to(std::string_view directory);

/// `path` without `.`, without a slash at its end, and without what a `..` takes back.
std::string normalized(std::string_view path);

/// `path`, which stands in a file of `directory`, normalized.
std::string joined(std::string_view directory, std::string_view path);

/// Whether normalized `path` is `directory` or below it; everything is below an empty one.
bool is_below(std::string_view path, std::string_view directory);

/// What a normalized path is below a directory that it is below; empty for the directory itself.
std::string_view path_below(std::string_view path, std::string_view directory);

/// Whether Flux takes a file of this name for manifests.
bool is_yaml_name(std::string_view file);

/// `glob` with one name as `path` has it, which is almost the same, so that it matches; empty: it does not. No part of
/// the glob stands for several directories.
std::string meant_path(std::string_view glob, std::string_view path);

/// How many directories two files have in common.
std::size_t shared_directories(std::string_view a, std::string_view b);

/// Whether a resource of a kustomization or a source is elsewhere, rather than among the files, or where a variable
/// leads.
bool is_remote(std::string_view path);

}  // namespace vmcp::gitops
