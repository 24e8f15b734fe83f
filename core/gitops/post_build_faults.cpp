#include "core/gitops/post_build_faults.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using diag::FieldPath;
using yaml::Value;

// As kustomize-controller's API has them at v1.8.
constexpr std::array<std::string_view, 1> kSpec = {"postBuild"};
constexpr std::array<std::string_view, 3> kPostBuild = {"substitute", "substituteFrom", "substituteStrategy"};
constexpr std::array<std::string_view, 3> kEntry = {"kind", "name", "optional"};
constexpr std::array<std::string_view, 2> kKinds = {"ConfigMap", "Secret"};

class Faults {
 public:
  /// The keys of a mapping that are nearly one of `known`.
  void add_keys(const Value& mapping, const FieldPath& at, std::span<const std::string_view> known) {
    if (!mapping.is_mapping()) return;
    for (const yaml::Member& member : mapping.members()) {
      if (std::ranges::find(known, member.key) != known.end()) continue;
      const std::string_view near = text::nearest(member.key, known);
      if (near.empty()) continue;
      add((at / member.key).str(), member.key_mark, "Flux has no field " + diag::quoted(member.key) + " here", near);
    }
  }

  void add_kind(const Value& entry, const FieldPath& at) {
    const yaml::Member* kind = entry.find_member("kind");
    if (kind == nullptr || !kind->value.is_string()) return;
    const std::string& name = kind->value.as_string();
    if (std::ranges::find(kKinds, name) != kKinds.end() || name.find('$') != std::string::npos) return;
    add((at / "kind").str(), kind->value.mark(), "Flux takes variables from ConfigMaps and Secrets alone",
        text::nearest(name, kKinds));
  }

  std::vector<PostBuildFault> take() { return std::move(faults_); }

 private:
  void add(std::string path, yaml::Mark mark, std::string message, std::string_view nearest) {
    faults_.push_back({std::move(path), mark, std::move(message), std::string(nearest)});
  }

  std::vector<PostBuildFault> faults_;
};

}  // namespace

std::vector<PostBuildFault> post_build_faults(const Value& spec) {
  Faults faults;
  const FieldPath at("spec");
  faults.add_keys(spec, at, kSpec);
  if (const Value* post_build = spec.find("postBuild")) {
    faults.add_keys(*post_build, at / "postBuild", kPostBuild);
    const FieldPath list = at / "postBuild" / "substituteFrom";
    const yaml::Sequence& entries = yaml::items_at(*post_build, {"substituteFrom"});
    for (std::size_t i = 0; i < entries.size(); ++i) {
      faults.add_keys(entries[i], list[i], kEntry);
      faults.add_kind(entries[i], list[i]);
    }
  }
  return faults.take();
}

}  // namespace vmcp::gitops
