#include "core/gitops/set_files.h"

#include <utility>

#include "core/diag/field_path.h"
#include "core/gitops/application_set.h"
#include "core/gitops/argo_glob.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/set_generators.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

class Lister {
 public:
  Lister(std::string_view file, std::span<const std::string> walked, const ReadFile& read, Work& bytes)
      : file_(file), walked_(walked), read_(read), bytes_(bytes) {}

  Value elements(const Value& git) const {
    Value elements = Value::sequence();
    const yaml::Sequence& entries = yaml::items_at(git, {"files"});
    for (const auto& [path, whole] : taken_paths(entries, [this](std::string_view glob) { return matching(glob); })) {
      add_elements(git, path, std::string(whole), elements);
    }
    return elements;
  }

 private:
  std::vector<RepositoryPath> matching(std::string_view glob) const {
    const auto matches = [pattern = ArgoGlob(glob)](std::string_view path) { return pattern.matches(path); };
    return matching_paths(file_, walked_, glob, matches, bytes_);
  }

  /// A file holds the parameters of one application, or a list of such.
  void add_elements(const Value& git, std::string_view path, const std::string& whole, Value& elements) const {
    for (const yaml::Document& document : read_(whole)) {
      if (!bytes_.take(kOfValue)) return;
      const Value& root = document.root;
      if (root.is_mapping()) add_element(git, path, root, elements);
      if (!root.is_sequence() || !bytes_.take(root.items().size())) continue;
      for (const Value& item : root.items()) {
        if (item.is_mapping()) add_element(git, path, item, elements);
      }
    }
  }

  void add_element(const Value& git, std::string_view path, const Value& root, Value& elements) const {
    if (elements.items().size() >= kMostApplications) return;
    const std::string_view prefix = git.string_at("pathParamPrefix");
    if (!bytes_.take(kOfValue + prefix.size() + path.size())) return;
    Parameters parameters;
    add_parameters_of_path(directory_of(path), prefix, parameters, bytes_);
    parameters[(prefix.empty() ? std::string() : std::string(prefix) + '.') + "path.filename"] =
        path.substr(path.rfind('/') + 1);
    if (!bytes_.take(kOfValue * units_of(root))) return;
    Value element = root;
    for (auto& [name, value] : parameters) element.members().push_back({name, Value(std::move(value)), {}});
    elements.push(std::move(element));
  }

  std::string_view file_;
  std::span<const std::string> walked_;
  const ReadFile& read_;
  Work& bytes_;
};

}  // namespace

void list_git_files(Value& application_set, std::string_view file, std::span<const std::string> walked,
                    const ReadFile& read, Work& bytes) {
  Value* spec = application_set.find("spec");
  if (spec == nullptr) return;
  const Lister lister(file, walked, read, bytes);
  for_each_generator(*spec, diag::FieldPath("spec"), [&](Value& generator, const diag::FieldPath& /*at*/) {
    const Value* git = generator.find("git");
    if (git == nullptr || git->find("directories") != nullptr) return;
    Value elements = lister.elements(*git);
    // What is not here may be in another repository: what such a generator makes is not known.
    if (elements.items().empty()) return;
    generator.set("list", Value::mapping().set("elements", std::move(elements)));
  });
}

}  // namespace vmcp::gitops
