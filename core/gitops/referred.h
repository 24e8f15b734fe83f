#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

#include "core/operator/settings.h"
#include "core/yaml/read.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// The Secrets, ConfigMaps, Deployments, Services and service accounts that objects refer to, as far as the fields of
/// any object tell it by their names: `clientSecretRef`, `secretName`, `configMapKeyRef`, or a `name` beside a `key`.
class Referred {
 public:
  struct Object {
    std::string_view kind;
    std::string name_space;
    std::string name;

    auto operator<=>(const Object&) const = default;
  };

  /// Adds what an object names, whatever its kind, and wherever it does: `spec` may be misspelt.
  void add(const yaml::Value& root, const std::string& default_namespace);
  /// Adds what the references of a list name, in a namespace.
  void add_references(const yaml::Value& list, const std::string& name_space) { add(list, {}, name_space); }
  /// Adds what ToolHive's objects among the documents refer to, and the Deployments of gateways that are known already.
  void add_all(std::span<const yaml::Document> documents, const std::string& default_namespace,
               const op::Settings& settings);

  bool has(std::string_view kind, std::string_view name_space, std::string_view name) const;
  /// Whether a Secret of this name is referred to in any namespace.
  bool has_secret(std::string_view name) const { return secrets_.contains(name); }
  const std::set<Object>& all() const { return all_; }

 private:
  void add_of_gateway(const std::string& name_space, const std::string& name, const op::Settings& settings);
  /// `as`: the kind that a text is taken to name; empty where it names nothing.
  void add(const yaml::Value& value, std::string_view as, const std::string& name_space);
  void insert(std::string_view kind, const std::string& name_space, const std::string& name);

  std::set<Object> all_;
  std::set<std::string, std::less<>> secrets_;  ///< the names of the Secrets
};

}  // namespace vmcp::gitops
