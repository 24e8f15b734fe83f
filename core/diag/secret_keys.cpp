#include "core/diag/secret_keys.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/diag/secrecy.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"
#include "core/text/take.h"
#include "core/text/utf8.h"
#include "core/text/words.h"

namespace vmcp::diag {
namespace {

/// Whether a key is another but for one mistake, or for capitals, or for what is not ASCII and may not be seen.
bool is_nearly(std::string_view key, std::string_view other) {
  if (text::is_ascii(key)) return text::is_within(key, other, 1);
  std::string ascii(key);
  std::erase_if(ascii, [](char c) { return !text::is_ascii(c); });
  return text::is_within(ascii, other, 1);
}

/// Whether a JSON pointer leads into what a Secret holds, or to what is called like a secret.
bool leads_to_secret(std::string_view pointer) {
  if (!text::take(pointer, '/')) return false;
  Secrecy here;
  while (!pointer.empty()) {
    const std::string_view part = text::take_word(pointer, '/');
    if (is_data_key(part) || is_secret_data_key(part)) return true;
    here = here.below(part);
  }
  return !here.shows({});
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
  if (is_nearly(key, "path")) return Beside::kSecretByPath;
  // `targetEnvName`
  const bool is_name = is_nearly(key, "name") || is_nearly(key, "key") || key.ends_with("Name") || key == "variable";
  return is_name ? Beside::kSecretByName : Beside::kNothing;
}

bool names_secret_beside(Beside beside, std::string_view text) {
  switch (beside) {
    case Beside::kNothing:
      return false;
    case Beside::kSecretByName:
      return names_secret(text);
    case Beside::kSecretByPath:
      return leads_to_secret(text);
    case Beside::kSecret:
      return true;
  }
  return false;
}

bool is_value_key(std::string_view key) {
  constexpr std::array<std::string_view, 6> kKeys = {"array",        "content", "default",
                                                     "defaultValue", "literal", "string"};
  return is_nearly(key, "value") || std::ranges::find(kKeys, key) != kKeys.end();
}

}  // namespace vmcp::diag
