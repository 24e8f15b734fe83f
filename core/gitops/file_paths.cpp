#include "core/gitops/file_paths.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "core/gitops/expressions.h"
#include "core/source/glob.h"
#include "core/text/nearest.h"

namespace vmcp::gitops {

std::string_view directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

void add_directories(std::string_view file, std::set<std::string>& directories) {
  for (std::string_view directory = directory_of(file); !directory.empty(); directory = directory_of(directory)) {
    if (!directories.emplace(directory).second) break;
  }
}

std::string path_to(std::string_view directory) { return std::string(directory.empty() ? "." : directory); }

std::string normalized(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else {
      parts.push_back(part);
    }
  }
  std::string result = path.starts_with('/') ? "/" : "";
  for (const std::string_view part : parts) {
    if (!result.empty() && result != "/") result += '/';
    result += part;
  }
  return result;
}

std::string joined(std::string_view directory, std::string_view path) {
  if (directory.empty() || path.starts_with('/')) return normalized(path);
  return normalized(std::string(directory).append("/").append(path));
}

bool is_below(std::string_view path, std::string_view directory) {
  if (directory.empty() || path == directory || directory == "/") return true;
  return path.starts_with(directory) && path.size() > directory.size() && path[directory.size()] == '/';
}

std::string_view path_below(std::string_view path, std::string_view directory) {
  return path.substr(directory.empty() ? 0 : std::min(directory.size() + 1, path.size()));
}

bool is_yaml_name(std::string_view file) { return file.ends_with(".yaml") || file.ends_with(".yml"); }

std::string meant_path(std::string_view glob, std::string_view path) {
  std::string meant;
  bool is_mistaken = false;
  while (true) {
    const std::string_view part = glob.substr(0, glob.find('/'));
    const std::string_view name = path.substr(0, path.find('/'));
    const bool is_last = part.size() == glob.size();
    if (is_last != (name.size() == path.size())) return {};
    if (part == name || (part.find_first_of("*?[\\") != std::string_view::npos && source::Glob(part).matches(name))) {
      meant.append(part);
    } else if (!is_mistaken && !text::nearest(part, std::array{name}).empty()) {
      is_mistaken = true;
      meant.append(name);
    } else {
      return {};
    }
    if (is_last) return is_mistaken ? meant : std::string();
    meant += '/';
    glob.remove_prefix(part.size() + 1);
    path.remove_prefix(name.size() + 1);
  }
}

std::size_t shared_directories(std::string_view a, std::string_view b) {
  const auto* const end = std::ranges::mismatch(a, b).in1;
  return static_cast<std::size_t>(std::count(a.begin(), end, '/'));
}

bool is_remote(std::string_view path) {
  constexpr std::array<std::string_view, 4> kInside = {"//", "?ref=", "?version=", ".git/"};
  constexpr std::array<std::string_view, 3> kFirst = {"github.com/", "git@", "git::"};
  return std::ranges::any_of(kInside,
                             [&](std::string_view sign) { return path.find(sign) != std::string_view::npos; }) ||
         std::ranges::any_of(kFirst, [&](std::string_view sign) { return path.starts_with(sign); }) ||
         path.ends_with(".git") || !is_final(path);
}

}  // namespace vmcp::gitops
