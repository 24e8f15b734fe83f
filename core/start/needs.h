#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/operator/reconcile.h"
#include "core/yaml/value.h"

namespace vmcp::start {

class Pod;

/// A variable or file that vmcp needs: a row of the wiring that it is known to read, or something else that the
/// operator's own Deployment has for it.
struct Need {
  std::string name;               ///< of the variable; the file's absolute path
  const op::Wire* row = nullptr;  ///< null pointer for something else

  std::string_view reader() const;
  op::Urgency urgency() const;
  /// The VirtualMCPServer's field because of which it is needed.
  const diag::FieldPath& cause() const;
  /// Whether the operator leaves it out; otherwise a pod template must have taken it away.
  bool is_forgotten() const { return row != nullptr && row->wired == op::Wired::kForgotten; }
};

struct NeededVariable : Need {
  std::optional<yaml::Value> source = {};  ///< as an item of `env`, where that is known
};

struct NeededFile : Need {
  const yaml::Value* mount = nullptr;  ///< the operator's; null pointer when it has none
};

struct Needs {
  std::vector<NeededVariable> variables;
  std::vector<NeededFile> files;
};

/// What `rendered` says that vmcp reads, in the order in which it does, then what the operator's Deployment has
/// besides. Lives no longer than `rendered`.
Needs needs_of(const op::Rendered& rendered);

bool is_missing(const NeededVariable& needed, const Pod& pod);

/// What a pod lacks of the needs, as a patch of its template: variables as the referenced objects state them, mounts
/// and volumes as the operator makes them. An empty mapping when there is nothing to add.
yaml::Value missing_wiring(const Needs& needs, const op::Rendered& rendered, const Pod& pod);

}  // namespace vmcp::start
