#include "core/gitops/kustomization.h"

#include <algorithm>
#include <utility>

#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/gitops/file_paths.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

/// The texts of a list, or the texts at `key` of its items.
std::vector<std::string_view> texts(const Value* list, std::string_view key = {}) {
  std::vector<std::string_view> result;
  if (list == nullptr || !list->is_sequence()) return result;
  for (const Value& item : list->items()) {
    const Value* text = key.empty() ? &item : item.find(key);
    if (text != nullptr && text->is_string()) result.push_back(text->as_string());
  }
  return result;
}

/// Whether a field of a kustomization leaves it empty. As Kustomization.CheckEmpty, after it is decoded.
bool says_nothing(const yaml::Member& field) {
  const Value& value = field.value;
  return field.key == "apiVersion" || field.key == "kind" || value.is_null() ||
         (value.is_string() && value.as_string().empty());
}

/// Whether a document is a list of operations, as JSON patches are.
bool is_json_patch(const Value& root) {
  return root.is_sequence() && !root.items().empty() && std::ranges::all_of(root.items(), [](const Value& item) {
           return !item.string_at("op").empty() && item.find("path") != nullptr;
         });
}

}  // namespace

std::vector<std::string> Kustomization::paths(std::initializer_list<const char*> fields) const {
  std::vector<std::string> result;
  for (const char* field : fields) {
    for (const std::string_view path : texts(root.find(field))) {
      result.push_back(is_remote(path) ? std::string(path) : joined(directory, path));
    }
  }
  return result;
}

std::string_view path_in(std::string_view generator_file) {
  const std::size_t equals = generator_file.find('=');
  return equals == std::string_view::npos ? generator_file : generator_file.substr(equals + 1);
}

bool is_content(std::string_view text) { return text.starts_with('{') || text.find('\n') != std::string_view::npos; }

std::vector<NamedPath> Kustomization::named_paths() const {
  std::vector<NamedPath> named;
  const auto add = [&](const Value& text, const diag::FieldPath& field, NamedPath::Use use) {
    if (!text.is_string()) return;
    const std::string& path = text.as_string();
    if (path.empty() || is_remote(path) || is_content(path)) return;
    const bool has_key = field.str().find(".files[") != std::string::npos;
    named.push_back({joined(directory, has_key ? path_in(path) : path), field.str(), text.mark(), use});
  };
  const auto add_list = [&](const Value& holder, const char* list, const diag::FieldPath& above, NamedPath::Use use) {
    const yaml::Sequence& items = yaml::items_at(holder, {list});
    for (std::size_t i = 0; i < items.size(); ++i) add(items[i], (above / list)[i], use);
  };
  const diag::FieldPath top;
  for (const char* list : {"resources", "bases"}) add_list(root, list, top, NamedPath::Use::kResource);
  add_list(root, "components", top, NamedPath::Use::kComponent);
  for (const char* list :
       {"patchesStrategicMerge", "configurations", "crds", "generators", "transformers", "validators"}) {
    add_list(root, list, top, NamedPath::Use::kFile);
  }
  const Value* openapi = root.find("openapi");
  if (const Value* path = openapi == nullptr ? nullptr : openapi->find("path")) {
    add(*path, top / "openapi" / "path", NamedPath::Use::kFile);
  }
  for (const char* list : {"patches", "patchesJson6902", "replacements"}) {
    const yaml::Sequence& items = yaml::items_at(root, {list});
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (const Value* path = items[i].find("path")) add(*path, (top / list)[i] / "path", NamedPath::Use::kFile);
    }
  }
  for (const char* list : {"configMapGenerator", "secretGenerator"}) {
    const yaml::Sequence& items = yaml::items_at(root, {list});
    for (std::size_t i = 0; i < items.size(); ++i) {
      const diag::FieldPath at = (top / list)[i];
      for (const char* part : {"files", "envs"}) add_list(items[i], part, at, NamedPath::Use::kFile);
      if (const Value* env = items[i].find("env")) add(*env, at / "env", NamedPath::Use::kFile);
    }
  }
  // What is below the home of charts kustomize may fetch.
  const std::string_view stated_home = yaml::text_at(root, {"helmGlobals", "chartHome"});
  const std::string home = joined(directory, stated_home.empty() ? "charts" : stated_home);
  const yaml::Sequence& charts = yaml::items_at(root, {"helmCharts"});
  for (std::size_t i = 0; i < charts.size(); ++i) {
    const diag::FieldPath at = (top / "helmCharts")[i];
    if (const Value* path = charts[i].find("valuesFile")) add(*path, at / "valuesFile", NamedPath::Use::kFile);
    add_list(charts[i], "additionalValuesFiles", at, NamedPath::Use::kFile);
  }
  std::erase_if(named,
                [&](const NamedPath& one) { return one.field.starts_with("helmCharts") && is_below(one.path, home); });
  return named;
}

bool Kustomizations::is_kustomization_file(std::string_view file) {
  return std::ranges::find(kFileNames, file.substr(file.rfind('/') + 1)) != kFileNames.end();
}

void Kustomizations::add(const yaml::Document& document, std::string_view file, std::vector<RepeatedKey> repeated) {
  const Value& stated = document.root;
  if (is_json_patch(stated)) return add_patch(stated, file);
  // Transformers of kustomize's own name patches in files.
  if (stated.string_at("apiVersion") == "builtin") {
    const auto add_named = [&](std::string_view path) {
      if (!path.empty()) patch_files_.insert(joined(normalized(directory_of(file)), path));
    };
    add_named(stated.string_at("path"));
    for (const std::string_view path : texts(stated.find("paths"))) add_named(path);
  }
  if (!stated.is_mapping() || !is_kustomization_file(file) || !is_kustomization(stated)) return;
  std::string directory = normalized(directory_of(file));
  if (const auto known = by_directory_.find(directory); known != by_directory_.end()) {
    Kustomization& first = *known->second;
    if (first.file != file) {
      first.rival = file;
    } else if (!stated.members().empty()) {
      const auto place = [&](const yaml::Mark& mark) { return diag::Place{first.file, mark.line, mark.column}; };
      first.repeated.push_back({place(stated.mark()), place(first.root.mark()),
                                "kustomize reads the first document of this file, and leaves the others out without a "
                                "word",
                                "ignored-field"});
    }
    return;
  }
  Value root = stated;
  FieldJudgement judgement = take_fields(root);
  const auto place = [&](const yaml::Mark& mark) { return diag::Place{std::string(file), mark.line, mark.column}; };
  for (const SharedKey& key : judgement.shared) {
    repeated.push_back({place(key.mark), place(key.other_mark),
                        "keys " + diag::quoted(key.other) + " and " + diag::quoted(key.taken) +
                            " are one, for capitals do not count; kustomize takes that of " + diag::quoted(key.taken) +
                            " without a word"});
  }
  Kustomization& added =
      kustomizations_.emplace_back(Kustomization{std::string(file), std::move(directory), document.source,
                                                 std::move(root), std::move(judgement.faults), std::move(repeated)});
  added.component = added.root.string_at("kind") == "Component";
  if (std::ranges::all_of(added.root.members(), says_nothing)) {
    added.faults.push_back({"", added.root.mark(), "kustomize refuses a kustomization that is empty"});
  }
  by_directory_.emplace(added.directory, &added);
  for (std::string& path : added.paths({"resources", "bases"})) resource_files_.insert(std::move(path));
  for (const std::string_view path : texts(added.root.find("patchesStrategicMerge"))) {
    patch_files_.insert(joined(added.directory, path));
  }
  for (const char* field : {"patches", "patchesJson6902"}) {
    for (const std::string_view path : texts(added.root.find(field), "path")) {
      patch_files_.insert(joined(added.directory, path));
    }
  }
}

void Kustomizations::add_patch(Value patch, std::string_view file) {
  patches_[normalized(file)].push_back(std::move(patch));
}

bool Kustomizations::is_patch(std::string_view file) const {
  return !patch_files_.empty() && patch_files_.contains(normalized(file));
}

bool Kustomizations::is_resource(std::string_view file) const {
  return !resource_files_.empty() && resource_files_.contains(normalized(file));
}

const std::vector<Value>& Kustomizations::patches_in(std::string_view path) const {
  static const std::vector<Value> kNone;
  const auto found = patches_.find(path);
  return found == patches_.end() ? kNone : found->second;
}

const std::vector<FieldFault>& Kustomizations::faults_in(std::string_view path) const {
  static const std::vector<FieldFault> kNone;
  const auto found = faults_.find(path);
  return found == faults_.end() ? kNone : found->second;
}

bool Kustomizations::is_generated_of(std::string_view path) const {
  // Flux leaves files of pipelines and tools out.
  const bool is_hidden = path.starts_with('.') || path.find("/.") != std::string_view::npos;
  if (generated_.empty() || !is_yaml_name(path) || is_hidden) return false;
  while (!path.empty()) {
    path = directory_of(path);
    if (find(path) != nullptr) return false;
    if (generated_.contains(path)) return true;
  }
  return false;
}

std::vector<std::string_view> Kustomizations::faulty_below(std::string_view directory) const {
  constexpr std::size_t kMost = 100;
  std::vector<std::string_view> files;
  for (auto at = faults_.lower_bound(std::string(directory) + '/'); at != faults_.end(); ++at) {
    if (!is_below(at->first, directory) || files.size() == kMost) break;
    if (is_generated_of(at->first)) files.emplace_back(at->first);
  }
  return files;
}

const Kustomization* Kustomizations::find(std::string_view directory) const {
  const auto found = by_directory_.find(directory);
  return found == by_directory_.end() ? nullptr : found->second;
}

const EnvFile* Kustomizations::env_file(std::string_view path) const {
  const auto found = env_files_.find(path);
  return found == env_files_.end() ? nullptr : &found->second;
}

void Kustomizations::set_presence(std::string path, Presence presence, std::string nearest) {
  absent_.insert_or_assign(std::move(path), Absence{presence, std::move(nearest)});
}

Kustomizations::Presence Kustomizations::presence(std::string_view path) const {
  const auto found = absent_.find(path);
  return found == absent_.end() ? Presence::kRead : found->second.presence;
}

std::string_view Kustomizations::nearest(std::string_view path) const {
  const auto found = absent_.find(path);
  return found == absent_.end() ? std::string_view{} : std::string_view{found->second.nearest};
}

std::optional<Kustomizations::LeadingOut> Kustomizations::leading_out() const {
  for (const Kustomization& kustomization : kustomizations_) {
    for (NamedPath& named : kustomization.named_paths()) {
      if (named.use == NamedPath::Use::kFile || presence(named.path) != Presence::kLeftOut) continue;
      return LeadingOut{kustomization.directory, std::move(named.path)};
    }
  }
  return std::nullopt;
}

void Kustomizations::add_chart(std::string_view directory) { charts_.insert(normalized(directory)); }

}  // namespace vmcp::gitops
