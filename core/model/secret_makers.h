#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::model {

/// What an object makes of a Secret or ConfigMap of a name. Texts are those of the object.
struct MadeObject {
  enum class Kind : std::uint8_t { kSecret, kConfigMap };

  Kind kind = Kind::kSecret;
  std::string_view name_space = {};  ///< empty: any, where only labels or patterns say which
  std::string_view name = {};
  std::vector<std::string_view> keys = {};
  bool complete = true;  ///< whether `keys` are all
  bool creates = true;   ///< false: the keys go into one that something else makes
  /// The name where it is the object's own with an ending; `name` is empty then.
  std::string composed = {};
};

/// A custom resource as its maker sees it.
struct NamedValue {
  std::string_view name_space;
  std::string_view name;
  const yaml::Value& root;
};

/// The name that an object may have which makes a Secret of this name by adding an ending to its own; empty when none
/// does.
std::string_view name_of_maker(std::string_view secret);

/// A kind of another project whose controller makes Secrets or ConfigMaps. There is a row for each such kind; one that
/// only reads Secrets (PushSecret, InfisicalPushSecret, CSISecrets) has none.
struct SecretMaker {
  std::string_view group;
  std::string_view kind;
  /// As the controller does it, of an object that it would take; nothing of one that it would not.
  std::vector<MadeObject> (*make)(const NamedValue& resource);
  bool namespaced = true;
  bool holds_values = false;  ///< the object itself has values of Secrets, if encrypted
  bool joins_names = false;   ///< what it makes is called after several of its parts: name_of_maker() does not tell it
};

std::span<const SecretMaker> secret_makers();

/// The row of a kind; null pointer when it makes none.
const SecretMaker* find_secret_maker(std::string_view group, std::string_view kind);

/// What a Secret or ConfigMap itself is in a cluster: the object with the keys that it states and those that
/// controllers add to it, and its copies in other namespaces.
std::vector<MadeObject> made_of_secret(const NamedValue& secret);
std::vector<MadeObject> made_of_config_map(const NamedValue& config_map);

}  // namespace vmcp::model
