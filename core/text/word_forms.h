#pragma once

#include <span>
#include <string_view>

namespace vmcp::text {

/// Whether two names say the same words in another form: `compositeToolRef` and `compositeToolRefs`,
/// `external_auth_config_ref` and `externalAuthConfigRef`, `issuerUri` and `issuerUrl`.
bool have_same_words(std::string_view one, std::string_view other);

/// The one candidate that has the same words as `seen`, one of which may be cut short, or else one word more or less:
/// `addr` for `address`, `passwordSecretRef` for `passwordRef`, `url` for `remoteUrl`. Empty when there is none, or
/// several.
std::string_view of_same_words(std::string_view seen, std::span<const std::string_view> candidates);

}  // namespace vmcp::text
