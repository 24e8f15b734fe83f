#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/gitops/work.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// What became of an operation.
enum class Operated : std::uint8_t {
  kDone,
  kFailed,  ///< kustomize refuses to build
  kUnknown  ///< it is not understood here
};

/// Why an operation is refused.
struct OperationFault {
  std::string why;
  std::string meant = {};  ///< what to write instead; empty: not known
  yaml::Mark place;
};

/// The member of an operation that is `key` (`op`, `path`, `from`, `value`), or is meant to be and is misspelt; null
/// pointer when there is none.
const yaml::Member* operation_member(const yaml::Value& operation, std::string_view key);

/// Whether an operation is for a field that an object of ToolHive's has under a misspelt name.
bool misspells(const yaml::Value& object, const yaml::Value& operation);

/// Adds what an operation copies or moves from a field of the object in which a secret stands. `work` is taken from;
/// nothing is added, nor can be copied, when none is left.
void add_copied_secrets(const yaml::Value& object, const yaml::Value& operation, Work& work,
                        std::vector<std::string>& secrets);

/// Applies one operation of RFC 6902 to an object as kustomize's PatchTransformer does, which is more lenient: a key to
/// be replaced need not be there, and -1 is the last item of a list. `work` is taken from; kUnknown when none
/// is left. `fault` says what failed.
Operated operate(yaml::Value& object, const yaml::Value& operation, Work& work, OperationFault& fault);

}  // namespace vmcp::gitops
