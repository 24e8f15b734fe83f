#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/diag/field_path.h"
#include "core/operator/context.h"
#include "core/operator/reconcile.h"
#include "core/start/container.h"
#include "core/yaml/value.h"

namespace vmcp::start {

/// What a Deployment gives to the vmcp program in it, as the kubelet puts it together: variables, files, arguments.
/// What the input does not tell (the keys of a Secret that is elsewhere, a volume that is no Secret or ConfigMap) is
/// taken to be there.
class Pod {
 public:
  /// `rendered` has the ConfigMap that the operator makes. All three outlive this.
  Pod(const op::Context& context, const op::Rendered& rendered, const yaml::Value& deployment);

  /// The container in which vmcp runs, and its path in the Deployment; null pointer when there is none.
  const yaml::Value* container() const { return container_; }
  const diag::FieldPath& container_path() const { return container_path_; }

  enum class Presence : std::uint8_t { kAbsent, kEmpty, kSet };
  struct Variable {
    Presence presence = Presence::kAbsent;
    bool from_secret = false;  ///< whether a Secret in the input says so; what is empty there may be filled in later
  };
  /// What the program finds under this name in its environment.
  Variable variable(std::string_view name) const;

  /// Why the file is not there; nothing when it is. The path is absolute.
  std::optional<std::string> missing_file(std::string_view path) const;

  /// The value that `vmcp serve` gets for a flag, as `--flag=value` or `--flag value`: `fallback` when it is not given;
  /// nothing when that cannot be told, since a command or an image of the user's own starts the program.
  std::optional<std::string> flag(std::string_view name, std::string_view fallback) const;

 private:
  /// Of a volume, or of a source of a projected one.
  void index_files(const yaml::Value& volume);
  Variable from_source(const yaml::Value& source, const Variable& otherwise) const;
  Variable from_sources(std::string_view name) const;
  /// The mount that has the path, and the path below it; null pointer when there is none.
  std::pair<const yaml::Value*, std::string_view> mount_of(std::string_view path) const;
  std::optional<std::string> missing_in(const yaml::Value& volume, std::string_view file) const;
  bool source_may_hold(const yaml::Value& source, std::string_view kind, std::string_view name,
                       std::string_view file) const;
  /// Whether a Secret or ConfigMap has this key: one of the input, one that the operator makes, or one that is assumed.
  bool may_have(std::string_view kind, std::string_view name, std::string_view key) const;

  const op::Context& context_;
  const op::Rendered& rendered_;
  const yaml::Value* spec_;
  const yaml::Value* container_;
  std::unordered_map<std::string_view, const yaml::Value*> variables_;  ///< the last of a name
  NamedItems volumes_;
  /// The items that a volume's source lists, by the paths of their files.
  std::unordered_map<const yaml::Value*, std::unordered_multimap<std::string_view, const yaml::Value*>> files_;
  std::unordered_map<std::string_view, const yaml::Value*> mounts_;  ///< by directory, without a final slash
  diag::FieldPath container_path_;
  mutable std::size_t looks_ = 0;  ///< at sources of projected volumes
};

}  // namespace vmcp::start
