#include <algorithm>
#include <cstdint>
#include <doctest/doctest.h>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/admission/embedded_facts.h"
#include "core/admission/schema.h"
#include "core/admission/schemas.h"
#include "core/cluster/cluster.h"

// Holds the rows of the kinds that are decoded against the facts of each set of releases: what a release adds or drops
// fails here until the rows, or the list of fields that nothing here reads, say so.
namespace vmcp::cluster {
namespace {

using admission::Schema;
using release::Set;
using yaml::Value;

/// Fields of the schemas that nothing here reads, with all below them.
constexpr std::string_view kNotRead[] = {
    "EmbeddingServer.args",
    "EmbeddingServer.env",
    "EmbeddingServer.imagePullPolicy",
    "EmbeddingServer.resourceOverrides",
    "EmbeddingServer.resources",
    "MCPRemoteProxy.audit",
    "MCPRemoteProxy.replicas",
    "MCPRemoteProxy.resourceOverrides",
    "MCPRemoteProxy.resources",
    "MCPRemoteProxy.serviceAccount",
    "MCPRemoteProxy.sessionAffinity",
    "MCPRemoteProxy.sessionStorage",
    "MCPRemoteProxy.trustProxyHeaders",
    "MCPServer.args",
    "MCPServer.audit",
    "MCPServer.backendReplicas",
    "MCPServer.maxRequestBodySize",
    "MCPServer.resourceOverrides",
    "MCPServer.resources",
    "MCPServer.secrets",
    "MCPServer.serviceAccount",
    "MCPServer.sessionAffinity",
    "MCPServer.trustProxyHeaders",
    "MCPServer.volumes",
};

/// Kinds whose specs nothing here reads, but for durations.
constexpr std::string_view kNotDecoded[] = {"MCPRegistry", model::kWebhookConfig};

template <class T>
inline constexpr Schema::Type kType = Schema::Type::kInteger;
template <>
inline constexpr Schema::Type kType<std::string> = Schema::Type::kString;
template <>
inline constexpr Schema::Type kType<bool> = Schema::Type::kBoolean;
template <>
inline constexpr Schema::Type kType<model::Duration> = Schema::Type::kString;
template <>
inline constexpr Schema::Type kType<model::MetaDuration> = Schema::Type::kString;

/// Where the schema of a recursive type ends.
bool is_anything(const Schema& schema) { return schema.properties.empty() && schema.preserve_unknown_fields; }

/// Compares structs with schemas, from a kind's spec down.
class Comparison {
 public:
  explicit Comparison(Set set) : set_(set) {}

  template <class T>
  void compare(const T&, const Schema& schema, const std::string& path) {
    if constexpr (requires { T::rows(); }) {
      compare_struct<T>(schema, path);
    } else if (schema.type != kType<T>) {
      fault(path, "is a " + std::string(type_name(schema.type)));
    }
  }
  template <class T>
  void compare(const std::optional<T>&, const Schema& schema, const std::string& path) {
    compare(T{}, schema, path);
  }
  template <class T>
  void compare(const model::Box<T>&, const Schema& schema, const std::string& path) {
    compare(T{}, schema, path);
  }
  template <class T>
  void compare(const std::vector<T>&, const Schema& schema, const std::string& path) {
    if (is_anything(schema)) return;
    if (schema.items == nullptr) return fault(path, "is no list");
    compare(T{}, *schema.items, path + "[]");
  }
  template <class T>
  void compare(const std::map<std::string, T>&, const Schema& schema, const std::string& path) {
    if (is_anything(schema)) return;
    if (schema.additional_properties == nullptr) return fault(path, "is no map");
    compare(T{}, *schema.additional_properties, path + "{}");
  }
  // Taken as they are.
  void compare(const Value&, const Schema&, const std::string&) {}
  void compare(const model::FreeForm&, const Schema&, const std::string&) {}
  void compare(const model::FreeFormMap&, const Schema&, const std::string&) {}

  /// One a line; empty when there is none.
  const std::string& faults() const { return faults_; }
  const std::set<std::string>& not_read() const { return not_read_; }

 private:
  template <class T>
  void compare_struct(const Schema& schema, const std::string& path) {
    if (is_anything(schema)) return;
    std::set<std::string_view> keys;
    const auto compare_row = [&](const auto& row) {
      if (!is_alive(row, set_)) return;
      keys.insert(row.key);
      const std::string field = path + '.' + std::string(row.key);
      const Schema* property = schema.property(row.key);
      if (property == nullptr) return fault(field, "is not in the schema");
      compare(T{}.*row.member, *property, field);
    };
    std::apply([&](const auto&... row) { (compare_row(row), ...); }, T::rows());
    for (const admission::Property& property : schema.properties) {
      if (keys.contains(property.name)) continue;
      std::string field = path + '.' + property.name;
      if (std::ranges::find(kNotRead, field) == std::end(kNotRead)) {
        fault(field, "has no row");
      } else {
        not_read_.insert(std::move(field));
      }
    }
  }

  void fault(const std::string& path, const std::string& what) { faults_ += path + ' ' + what + '\n'; }

  Set set_;
  std::set<std::string> not_read_;
  std::string faults_;
};

template <class... Spec>
class AllKinds {
 public:
  static void compare(Comparison& comparison, const admission::Schemas& schemas) {
    (compare_kind<Spec>(comparison, schemas), ...);
  }

  static std::set<std::string_view> names() { return {kKind<Spec>...}; }

 private:
  template <class T>
  static void compare_kind(Comparison& comparison, const admission::Schemas& schemas) {
    const Schema* schema = schemas.find("v1beta1", kKind<T>);
    REQUIRE(schema != nullptr);
    comparison.compare(T{}, *schema->property("spec"), std::string(kKind<T>));
  }
};

TEST_CASE("the kinds that are decoded have the fields of their schemas in every set of releases") {
  std::set<std::string> not_read;
  for (const Set set : release::kSets) {
    CAPTURE(release::first_tag(set));
    Comparison comparison(set);
    model::ForKinds<AllKinds>::compare(comparison, admission::Schemas::builtin(set));
    CHECK(comparison.faults() == "");
    not_read.insert(comparison.not_read().begin(), comparison.not_read().end());
  }
  for (const std::string_view field : kNotRead) {
    CAPTURE(field);
    CHECK(not_read.contains(std::string(field)));
  }
}

TEST_CASE("every kind that has facts is decoded, or is known not to be") {
  std::set<std::string_view> known = model::ForKinds<AllKinds>::names();
  known.insert(std::begin(kNotDecoded), std::end(kNotDecoded));
  const auto embedded = admission::embedded_kinds();
  CHECK(known == std::set<std::string_view>(embedded.begin(), embedded.end()));
}

}  // namespace
}  // namespace vmcp::cluster
