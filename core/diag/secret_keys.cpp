#include "core/diag/secret_keys.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/diag/secrecy.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"
#include "core/text/utf8.h"

namespace vmcp::diag {
namespace {

/// Whether a key is another but for one mistake, or for capitals, or for what is not ASCII and may not be seen.
bool is_nearly(std::string_view key, std::string_view other) {
  if (text::is_ascii(key)) return text::is_within(key, other, 1);
  std::string ascii(key);
  std::erase_if(ascii, [](char c) { return !text::is_ascii(c); });
  return text::is_within(ascii, other, 1);
}

}  // namespace

bool is_data_key(std::string_view key) {
  constexpr std::array<std::string_view, 4> kKeys = {"data", "binaryData", "literals", "secretGenerator"};
  return std::ranges::find(kKeys, key) != kKeys.end();
}

bool is_secret_data_key(std::string_view key) {
  constexpr std::array<std::string_view, 3> kKeys = {"stringData", "encryptedData", "sops"};
  return std::ranges::any_of(kKeys, [&](std::string_view one) { return text::equal_ignoring_case(key, one); });
}

Beside kind_beside(std::string_view key) {
  if (is_nearly(key, "headerName") || key == "header") return Beside::kSecret;
  return is_nearly(key, "name") || is_nearly(key, "key") ? Beside::kSecretByName : Beside::kNothing;
}

bool names_secret_beside(Beside beside, std::string_view text) {
  return beside == Beside::kSecret || (beside == Beside::kSecretByName && names_secret(text));
}

bool is_value_key(std::string_view key) { return is_nearly(key, "value") || key == "default"; }

}  // namespace vmcp::diag
