#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/gitops/inner_places.h"
#include "core/gitops/json_patch.h"
#include "core/gitops/kustomization.h"
#include "core/gitops/name_pattern.h"
#include "core/gitops/piece.h"
#include "core/gitops/work.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// What is done to an object.
enum class Patched : std::uint8_t {
  kNot,  ///< it is not what the patch is for
  kDone,
  kDeleted,
  kFailed,  ///< kustomize refuses to build
  kUnknown  ///< what a build makes of it is not known here
};

/// One entry of a kustomization's patches, ready to be applied: as kustomize's PatchTransformer does.
class Patch {
 public:
  /// The patches in lists of a kustomization, in their order; `kustomizations` has the files that they are in,
  /// and `texts` those of the kustomizations.
  static std::vector<Patch> of(const yaml::Value& holder, std::initializer_list<const char*> lists,
                               std::string_view directory, const Kustomizations& kustomizations, OuterTexts& texts);

  /// `work` is taken from; kUnknown when none is left. `failure` says why the patch does not apply.
  Patched apply(Piece& piece, Work& work, OperationFault& failure) const;

  /// The operations among its contents.
  std::vector<const yaml::Value*> operations() const;

  /// The parts of objects among its contents that each have to be for an object that is there, by its identity.
  std::vector<const yaml::Value*> demands() const;
  /// Whether a part of an object is for this one; what it costs to find out.
  static constexpr std::size_t kForLook = 4;
  static bool is_for(const Piece& piece, const yaml::Value& content);

  /// Where a kustomization has it: `patches[2]`.
  const std::string& path() const { return path_; }
  const yaml::Mark& mark() const { return mark_; }
  /// The normalized path of the file that it is in; empty: none.
  const std::string& file() const { return file_; }
  /// Where its problem is.
  const yaml::Mark& place_of_problem() const { return place_of_problem_; }
  /// Whether its contents have been read.
  bool is_readable() const { return readable_; }
  /// Why kustomize refuses it, whatever is built; empty: it does not.
  const std::string& problem() const { return problem_; }
  /// What selects objects; null pointer when the contents do.
  const yaml::Value* target() const { return target_; }
  /// Whether the target, which there has to be, is for an object.
  bool selects(const Piece& piece) const;

 private:
  /// Whether the target is for an object whatever it is called.
  bool selects_but_for_name(const Piece& piece) const;
  Patched apply_content(Piece& piece, const yaml::Value& content, Work& work, OperationFault& failure) const;

  /// What the fields of a target say.
  struct Patterns {
    NamePattern group;
    NamePattern version;
    NamePattern kind;
    NamePattern name;
    NamePattern name_space;
  };

  std::shared_ptr<const std::vector<yaml::Value>> contents_;  ///< parts of objects, and lists of operations
  const yaml::Value* target_ = nullptr;
  std::optional<Patterns> patterns_;  ///< of the target
  std::string path_;
  std::string file_;
  yaml::Mark mark_;
  std::string problem_;
  yaml::Mark place_of_problem_;
  bool readable_ = true;
  bool renames_ = false;
};

}  // namespace vmcp::gitops
