#pragma once

#include <string_view>
#include <vector>

namespace vmcp::diag {

/// Whether a variable's name says that its value is a secret: not where the value is a part of a reference, as of
/// `CLIENT_SECRET_KEY: client-secret`, which says where one is kept, or a property, as of `AUTH_TYPE: oidc`.
bool is_secret_variable(std::string_view name, std::string_view value);

/// What a text has of secrets in its expressions of variables: the defaults and other arguments of those whose names
/// say that they are secret (`${TOKEN:=argument}`), and of what stands in these.
std::vector<std::string_view> secret_arguments(std::string_view text);

/// Whether an expression in a text changes the value of a secret variable (`${TOKEN:0:8}`).
bool has_secret_expression(std::string_view text);

}  // namespace vmcp::diag
