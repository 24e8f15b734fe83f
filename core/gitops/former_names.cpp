#include "core/gitops/former_names.h"

#include <algorithm>
#include <cstddef>

#include "core/gitops/file_paths.h"
#include "core/text/ascii.h"
#include "core/yaml/fields.h"
#include "core/yaml/secret_texts.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

constexpr std::string_view kNamePath = "/metadata/name";

bool is_of_name(char c) { return text::is_alphanumeric(c) || c == '-' || c == '.'; }

bool is_plain(std::string_view pattern) { return !pattern.empty() && std::ranges::all_of(pattern, is_of_name); }

bool renames(const std::vector<Value>& contents) {
  return std::ranges::any_of(contents, [](const Value& content) {
    return content.is_sequence() && std::ranges::any_of(content.items(), [](const Value& operation) {
             return operation.string_at("path") == kNamePath;
           });
  });
}

}  // namespace

void FormerNames::add_patch(const Value& patch, std::string_view directory, const Kustomizations& kustomizations) {
  const std::string_view path = patch.string_at("path");
  const bool is_rename = yaml::is_true(patch, {"options", "allowNameChange"}) ||
                         patch.string_at("patch").find(kNamePath) != std::string_view::npos ||
                         (!path.empty() && renames(kustomizations.patches_in(joined(directory, path))));
  if (is_rename) add_renamed(yaml::text_at(patch, {"target", "name"}));
  add_words_in(patch.string_at("patch"));
  // One file may be named again and again.
  if (path.empty() || !files_.insert(joined(directory, path)).second) return;
  for (const Value& content : kustomizations.patches_in(joined(directory, path))) add_words(content);
}

void FormerNames::add_words_in(std::string_view text) {
  constexpr std::size_t kMost = 20'000;
  while (!text.empty() && !may_be_any_) {
    const auto* const end = std::ranges::find_if_not(text, is_of_name);
    const std::string_view word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    if (!word.empty()) stated_.emplace(word);
    may_be_any_ = stated_.size() > kMost;
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
}

void FormerNames::add_words(const Value& patch) {
  yaml::for_each_scalar(patch, [&](const yaml::PlacedScalar& scalar) { add_words_in(scalar.text()); });
}

void FormerNames::add_renamed(std::string_view pattern) {
  if (is_plain(pattern)) {
    stated_.emplace(pattern);
  } else {
    may_be_any_ = true;
  }
}

void FormerNames::add_replacements(const Value& root) {
  if (root.is_sequence()) {
    for (const Value& replacement : root.items()) add_replacements(replacement);
    return;
  }
  if (const std::string_view name = yaml::text_at(root, {"source", "name"}); !name.empty()) {
    stated_.emplace(name);
  }
  for (const Value& target : yaml::items_at(root, {"targets"})) {
    const yaml::Sequence& paths = yaml::items_at(target, {"fieldPaths"});
    const bool is_rename = paths.empty() || std::ranges::any_of(paths, [](const Value& path) {
                             return path.is_string() && path.as_string() == "metadata.name";
                           });
    if (is_rename) add_renamed(yaml::text_at(target, {"select", "name"}));
  }
}

void FormerNames::add(const Value& root, std::string_view directory, const Kustomizations& kustomizations) {
  if (root.is_sequence()) {
    for (const Value& item : root.items()) add(item, directory, kustomizations);
  }
  if (!root.is_mapping()) return;
  for (const yaml::Member& member : root.members()) {
    const bool is_text = member.value.is_string() && !member.value.as_string().empty();
    if (member.key == "namePrefix" && is_text) prefixes_.insert(member.value.as_string());
    if (member.key == "nameSuffix" && is_text) suffixes_.insert(member.value.as_string());
    const bool is_patches = member.key == "patches" || member.key == "patchesJson6902";
    if (is_patches && member.value.is_sequence()) {
      for (const Value& patch : member.value.items()) add_patch(patch, directory, kustomizations);
    } else if (member.key == "patchesStrategicMerge" || member.key == "configMapGenerator") {
      add_words(member.value);
    } else if (member.key == "replacements") {
      add_replacements(member.value);
    } else {
      add(member.value, directory, kustomizations);
    }
  }
}

std::vector<std::string> FormerNames::before(std::string_view name) const {
  // Each shortens the name, but there may be many ways to do it.
  constexpr std::size_t kMost = 1000;
  std::set<std::string> seen;
  std::vector<std::string> open = {std::string(name)};
  while (!open.empty() && seen.size() < kMost) {
    const std::string one = std::move(open.back());
    open.pop_back();
    const auto add = [&](std::string shorter) {
      if (!shorter.empty() && seen.insert(shorter).second) open.push_back(std::move(shorter));
    };
    for (const std::string& prefix : prefixes_) {
      if (one.starts_with(prefix)) add(one.substr(prefix.size()));
    }
    for (const std::string& suffix : suffixes_) {
      if (one.ends_with(suffix)) add(one.substr(0, one.size() - suffix.size()));
    }
  }
  return {seen.begin(), seen.end()};
}

}  // namespace vmcp::gitops
