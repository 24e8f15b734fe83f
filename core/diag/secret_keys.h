#pragma once

#include <cstdint>
#include <string_view>

namespace vmcp::diag {

/// Whether a member of what makes Secrets holds their values, though in other kinds it holds none.
bool is_data_key(std::string_view key);
/// Whether a member is a Secret's in every kind.
bool is_secret_data_key(std::string_view key);

/// What a member says of what stands beside it, below is_value_key().
enum class Beside : std::uint8_t { kNothing, kSecretByName, kSecretByPath, kSecret };

/// As a key has it; who misspells one has a secret all the same.
Beside kind_beside(std::string_view key);
bool is_value_key(std::string_view key);
/// Whether a member with that text says that what stands beside it is a secret: `name: DB_PASSWORD`, or in a JSON patch
/// `path: /stringData/a`.
bool names_secret_beside(Beside beside, std::string_view text);

}  // namespace vmcp::diag
