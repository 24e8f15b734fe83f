#include "core/diag/secret_keys.h"

#include <algorithm>
#include <array>

#include "core/diag/secrecy.h"

namespace vmcp::diag {

bool is_data_key(std::string_view key) {
  constexpr std::array<std::string_view, 4> kKeys = {"data", "binaryData", "literals", "secretGenerator"};
  return std::ranges::find(kKeys, key) != kKeys.end();
}

bool is_secret_data_key(std::string_view key) {
  constexpr std::array<std::string_view, 3> kKeys = {"stringData", "encryptedData", "sops"};
  return std::ranges::find(kKeys, key) != kKeys.end();
}

bool names_secret_beside(std::string_view key, std::string_view text) {
  if (key == "headerName" || key == "header") return true;
  return (key == "name" || key == "key") && names_secret(text);
}

bool is_value_key(std::string_view key) { return key == "value" || key == "values" || key == "default"; }

}  // namespace vmcp::diag
