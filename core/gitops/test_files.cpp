#include "core/gitops/test_files.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "core/gitops/file_paths.h"
#include "core/source/glob.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

/// Operations of steps on the parts of objects that a file holds, and on objects.
constexpr std::array<std::string_view, 3> kOnParts = {"assert", "error", "patch"};
constexpr std::array<std::string_view, 3> kOnObjects = {"apply", "create", "update"};

/// Whether a name is that of what a step of a test of kuttl's compares: `00-assert.yaml`, `01-errors-of-pods.yaml`.
bool is_of_kuttl(std::string_view name) {
  const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
  if (digits == 0) return false;
  name.remove_prefix(digits);
  return name.starts_with("-assert") || name.starts_with("-errors");
}

/// Whether an operation of Chainsaw's is one that the API server is to refuse: `($error != null): true`, or what its
/// message is.
bool expects_error(const Value& operation) {
  const auto is_of_error = [](const yaml::Member& member) {
    if (member.key.find("$error") == std::string::npos) return false;
    const bool is_none = member.key.find("==") != std::string::npos;
    return is_none == (member.value == Value(false));
  };
  return std::ranges::any_of(yaml::items_at(operation, {"expect"}), [&](const Value& one) {
    return std::ranges::any_of(yaml::members_at(one, {"check"}), is_of_error);
  });
}

}  // namespace

void TestFiles::add(const Value& root, std::string_view file) {
  const std::string_view api_version = root.string_at("apiVersion");
  const std::string directory = normalized(directory_of(file));
  if (api_version.starts_with("chainsaw.kyverno.io/")) add_steps(root, directory);
  if (api_version.starts_with("cli.kyverno.io/")) {
    for (const char* list : {"resources", "targetResources"}) {
      for (const Value& resource : yaml::items_at(root, {list})) add_own(resource, directory);
    }
  } else if (api_version.starts_with("test.gatekeeper.sh/")) {
    for (const Value& test : yaml::items_at(root, {"tests"})) {
      for (const Value& one : yaml::items_at(test, {"cases"})) {
        if (const Value* object = one.find("object")) add_own(*object, directory);
      }
    }
  }
}

/// What lies beside a test, or below it, is for it alone.
void TestFiles::add_own(const Value& file, std::string_view directory) {
  if (!file.is_string() || is_remote(file.as_string())) return;
  std::string path = joined(directory, file.as_string());
  if (is_below(path, directory)) parts_.insert(std::move(path));
}

void TestFiles::add_steps(const Value& value, std::string_view directory) {
  if (value.is_sequence()) {
    for (const Value& item : value.items()) add_steps(item, directory);
  } else if (value.is_mapping()) {
    for (const yaml::Member& member : value.members()) {
      const std::string_view file = member.value.string_at("file");
      const auto is_it = [&](std::string_view operation) { return operation == member.key; };
      if (file.empty() || is_remote(file)) {
        add_steps(member.value, directory);
      } else if (std::ranges::any_of(kOnParts, is_it)) {
        parts_.insert(joined(directory, file));
      } else if (expects_error(member.value)) {
        add_own(*member.value.find("file"), directory);
      } else if (std::ranges::any_of(kOnObjects, is_it)) {
        applied_.insert(joined(directory, file));
      }
    }
  }
}

bool TestFiles::any_matches(const Globs& globs, const std::string& file) {
  return globs.contains(file) || std::ranges::any_of(globs, [&](const std::string& glob) {
           if (!looks_.take(1 + text_units(glob.size() * file.size()))) return false;
           return glob.find_first_of("*?[") != std::string::npos && source::Glob(glob).matches(file);
         });
}

bool TestFiles::are_parts(std::string_view file) {
  if (is_of_kuttl(file.substr(file.rfind('/') + 1))) return true;
  if (parts_.empty()) return false;
  const std::string path = normalized(file);
  return any_matches(parts_, path) && !any_matches(applied_, path);
}

}  // namespace vmcp::gitops
