#include "core/source/excludes.h"

namespace vmcp::source {
namespace {

std::string_view without_dot(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return path;
}

}  // namespace

Excludes::Excludes(std::span<const std::string> globs) {
  for (const std::string& given : globs) {
    std::string_view glob = given;
    while (glob.size() > 1 && glob.ends_with('/')) glob.remove_suffix(1);
    Exclude exclude{given, Glob(without_dot(glob))};
    exclude.of_path = glob.find('/') != std::string_view::npos;
    exclude.directories_only = glob.size() != given.size();
    all_.push_back(std::move(exclude));
  }
}

bool Excludes::match(std::string_view path, std::string_view below, bool is_directory) {
  const std::string_view name = below.substr(below.rfind('/') + 1);
  bool matched = false;
  // All of them are asked, so that each that matches is known to be of use.
  for (Exclude& exclude : all_) {
    if (exclude.directories_only && !is_directory) continue;
    const bool hit = exclude.of_path ? exclude.glob.matches(without_dot(path)) || exclude.glob.matches(below)
                                     : exclude.glob.matches(name);
    exclude.used = exclude.used || hit;
    matched = matched || hit;
  }
  return matched;
}

std::vector<std::string_view> Excludes::unused() const {
  std::vector<std::string_view> globs;
  for (const Exclude& exclude : all_) {
    if (!exclude.used) globs.push_back(exclude.given);
  }
  return globs;
}

}  // namespace vmcp::source
