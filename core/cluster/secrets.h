#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/object.h"
#include "core/diag/nearest.h"

namespace vmcp::cluster {

/// What the input says about a Secret: its keys, never their values. Lives no longer than the table that it is from.
class SecretKeys {
 public:
  /// False when the Secret cannot have the key; an ExternalSecret may fetch keys that it does not name.
  bool may_have(std::string_view key) const;
  /// The key nearest to `key`; empty when none is near.
  std::string_view nearest(std::string_view key) const;

 private:
  friend class Secrets;
  struct Part {
    std::vector<std::string_view> keys;
    /// Whether `keys` are all.
    bool complete = true;
    std::unique_ptr<const diag::NameIndex> index = nullptr;
  };

  std::vector<const Part*> parts_;
};

/// The Secrets of a cluster as the objects that make them state their keys: a Secret (SOPS-encrypted or not),
/// SealedSecret, ExternalSecret or ClusterExternalSecret.
class Secrets {
 public:
  /// Adds the Secrets that an object makes, if any; the object must outlive this.
  void add(const admission::Object& object);
  /// To be called when all objects have been added, before find().
  void index();

  /// The keys of a Secret; nothing when no object makes it.
  std::optional<SecretKeys> find(std::string_view name_space, std::string_view name) const;

 private:
  using Part = SecretKeys::Part;
  using Name = std::pair<std::string_view, std::string_view>;  ///< namespace and name

  void add_sealed(const admission::Object& object);
  void add_external(const admission::Object& object);
  void add_cluster_external(const admission::Object& object);

  /// What the objects of a namespace make of a Secret in it.
  std::map<Name, Part> made_in_place_;
  /// What ClusterExternalSecrets make, each for many namespaces; those for any have an empty one.
  std::deque<Part> spread_;
  std::map<Name, std::vector<const Part*>> spread_to_;
};

}  // namespace vmcp::cluster
