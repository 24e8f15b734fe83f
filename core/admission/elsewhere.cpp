#include "core/admission/elsewhere.h"

#include "core/diag/quoted.h"

namespace vmcp::admission {

std::string elsewhere_text(const yaml::Value& from, std::string_view name_space, bool is_only) {
  const std::string has_one = "; namespace " + diag::quoted(name_space) + " has one";
  if (!is_only || !is_homeless(from)) return has_one + ", but references stay in their namespace";
  return has_one + ": -n " + std::string(name_space) + " puts there what has no namespace";
}

bool is_homeless(const yaml::Value& object) {
  const yaml::Value* metadata = object.find("metadata");
  return metadata != nullptr && metadata->find("namespace") == nullptr;
}

}  // namespace vmcp::admission
