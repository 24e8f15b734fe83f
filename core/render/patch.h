#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/render/kustomization.h"
#include "core/render/name_pattern.h"
#include "core/render/work.h"
#include "core/yaml/value.h"

namespace vmcp::render {

/// What is done to an object.
enum class Patched : std::uint8_t {
  kNot,  ///< it is not what the patch is for
  kDone,
  kDeleted,
  kUnknown  ///< what a build makes of it is not known here
};

/// One entry of a kustomization's patches, ready to be applied: as kustomize's PatchTransformer does.
class Patch {
 public:
  /// The patches of a kustomization, or of a Flux Kustomization's `spec`, in the order in which kustomize applies
  /// them; `kustomizations` has the files that they are in.
  static std::vector<Patch> of(const yaml::Value& holder, std::string_view directory,
                               const Kustomizations& kustomizations);

  /// `work` is taken from; kUnknown when none is left.
  Patched apply(yaml::Value& object, Work& work) const;

 private:
  bool is_for(const yaml::Value& object, const yaml::Value& content) const;

  std::shared_ptr<const std::vector<yaml::Value>> contents_;  ///< parts of objects, and lists of operations
  const yaml::Value* target_ = nullptr;
  NamePattern name_{""};  ///< of the target
  NamePattern name_space_{""};
  bool readable_ = true;
};

}  // namespace vmcp::render
