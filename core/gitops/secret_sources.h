#pragma once

#include <string_view>

#include "core/yaml/value.h"

namespace vmcp::gitops {

/// What an object that makes a Secret names as the origin of its values or its signature.
struct SecretSource {
  std::string_view kind = {};
  const yaml::Value* name = nullptr;  ///< a text; null pointer: it names none
  std::string_view reference = {};    ///< the path of what has it
};

/// Of an ExternalSecret or ClusterExternalSecret its store, and of a Certificate its issuer.
SecretSource source_of(const yaml::Value& maker);

/// Whether a kind is one of those that are named so.
bool is_secret_source(std::string_view kind);

}  // namespace vmcp::gitops
