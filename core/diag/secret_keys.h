#pragma once

#include <string_view>

namespace vmcp::diag {

/// Whether a member of what makes Secrets holds their values, though in other kinds it holds none.
bool is_data_key(std::string_view key);
/// Whether a member is a Secret's in every kind.
bool is_secret_data_key(std::string_view key);

/// Whether a member says that what stands beside it, below is_value_key(), is a secret: `name: DB_PASSWORD`. Who
/// misspells one of them has a secret all the same.
bool names_secret_beside(std::string_view key, std::string_view text);
bool is_value_key(std::string_view key);

}  // namespace vmcp::diag
