#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "core/model/auth_server_run_config.h"
#include "core/model/vmcp_config.h"
#include "core/yaml/read.h"

// Holds the rows of what the operator writes against the Go types of each set of releases: keys, order, omitempty and
// types. testdata/shapes/RELEASE has those types, as reflection tells them; where a release has no file, its types are
// those of the release before.
namespace vmcp::model {
namespace {

using release::Set;
using yaml::Value;

/// Fields of Go types that the operator never writes: command line modes of the auth server, and SPIFFE, which the
/// operator refuses.
constexpr std::string_view kNotWritten[] = {
    "authserver.DelegateClientRunConfig.grant_types",
    "authserver.DelegateClientRunConfig.jwks_file",
    "authserver.DelegateClientRunConfig.redirect_uris",
    "authserver.DelegateClientRunConfig.token_endpoint_auth_method",
    "authserver.DelegateClientRunConfig.token_endpoint_auth_signing_alg",
    "authserver.DelegateClientRunConfig.token_exchange",
    "authserver.InboundGrantsRunConfig.spiffe_client_auth",
    "authserver.RunConfig.device_flow_enabled",
    "authserver.RunConfig.spiffe_trust_domains",
    "authserver.UpstreamRunConfig.display_name",
};

/// The Go types of a file of testdata/shapes.
struct Shapes {
  Value types;
  std::string root;
};

std::optional<Shapes> read_shapes(const std::string& release, const std::string& name) {
  std::ifstream in(VMCP_SOURCE_DIR "/testdata/shapes/" + release + '/' + name + ".json");
  if (!in) return std::nullopt;
  source::Sources sources;
  diag::Sink sink;
  std::string text((std::istreambuf_iterator<char>(in)), {});
  std::vector<yaml::Document> documents = yaml::read(sources, sources.add(name, std::move(text)), sink);
  REQUIRE(documents.size() == 1);
  return Shapes{*documents.front().root.find("types"), std::string(documents.front().root.string_at("root"))};
}

template <class T>
inline constexpr std::string_view kGoType = {};
template <>
inline constexpr std::string_view kGoType<std::string> = "string";
template <>
inline constexpr std::string_view kGoType<bool> = "bool";
template <>
inline constexpr std::string_view kGoType<double> = "float64";
template <>
inline constexpr std::string_view kGoType<std::int32_t> = "int32";
template <>
inline constexpr std::string_view kGoType<std::int64_t> = "int";
template <>
inline constexpr std::string_view kGoType<Duration> = "config.Duration";
template <>
inline constexpr std::string_view kGoType<MetaDuration> = "v1.Duration";
template <>
inline constexpr std::string_view kGoType<FreeForm> = "json.Data[interface {}]";
template <>
inline constexpr std::string_view kGoType<FreeFormMap> = "json.Data[map[string]interface {}]";

// json.Data knows by itself whether it holds anything.
template <>
inline constexpr std::string_view kGoType<std::optional<FreeForm>> = kGoType<FreeForm>;

template <class T>
struct Held {
  using Type = T;
  static constexpr std::string_view kPrefix = "";
};
template <class T>
struct Held<std::optional<T>> {
  using Type = T;
  static constexpr std::string_view kPrefix = "*";
};
template <>
struct Held<std::optional<FreeForm>> {
  using Type = FreeForm;
  static constexpr std::string_view kPrefix = "";
};
template <class T>
struct Held<Box<T>> : Held<std::optional<T>> {};
template <class T>
struct Held<std::vector<T>> {
  using Type = T;
  static constexpr std::string_view kPrefix = "[]";
};
template <class T>
struct Held<std::map<std::string, T>> {
  using Type = T;
  static constexpr std::string_view kPrefix = "map[string]";
};

/// Compares structs with Go types, from the root down.
class Comparison {
 public:
  Comparison(const Value& types, Set set) : types_(types), set_(set) {}

  /// `where` is what has the type.
  template <class T>
  void compare(std::string_view type, const std::string& where) {
    if constexpr (requires { T::rows(); }) {
      compare_struct<T>(std::string(type));
    } else if constexpr (!Held<T>::kPrefix.empty()) {
      constexpr std::string_view kPrefix = Held<T>::kPrefix;
      if (!type.starts_with(kPrefix)) return fault(where, "is " + std::string(type) + " in Go");
      type.remove_prefix(kPrefix.size());
      // Pointers in lists and maps are never null here.
      if (kPrefix != "*" && type.starts_with('*')) type.remove_prefix(1);
      compare<typename Held<T>::Type>(type, where);
    } else if (type != kGoType<T> && !(type == "int64" && std::is_same_v<T, std::int64_t>)) {
      fault(where, "is " + std::string(type) + " in Go");
    }
  }

  /// One a line; empty when there is none.
  const std::string& faults() const { return faults_; }
  const std::set<std::string>& not_written() const { return not_written_; }

 private:
  template <class T>
  void compare_struct(const std::string& type) {
    if (!seen_.insert(type).second) return;
    const Value* fields = types_.find(type);
    if (fields == nullptr || !fields->is_sequence()) return fault(type, "is no struct in Go");
    std::vector<const Value*> written;
    for (const Value& field : fields->items()) {
      std::string path = type + '.' + std::string(field.string_at("name"));
      if (std::ranges::find(kNotWritten, path) == std::end(kNotWritten)) {
        written.push_back(&field);
      } else {
        not_written_.insert(std::move(path));
      }
    }
    std::size_t next = 0;
    std::apply([&](const auto&... row) { (compare_row(row, type, written, next), ...); }, T::rows());
    for (; next < written.size(); ++next)
      fault(type + '.' + std::string(written[next]->string_at("name")), "has no row");
  }

  template <class Row>
  void compare_row(const Row& row, const std::string& type, const std::vector<const Value*>& fields,
                   std::size_t& next) {
    if (!is_alive(row, set_)) return;
    const std::string where = type + '.' + std::string(row.key);
    if (next == fields.size()) return fault(where, "is no field in Go");
    const Value& field = *fields[next++];
    if (field.string_at("name") != row.key) {
      return fault(where, "stands where Go has " + std::string(field.string_at("name")));
    }
    const bool may_be_left_out = field.find("omitempty") != nullptr;
    if (may_be_left_out != (row.presence == Presence::kOmitEmpty)) fault(where, "differs in omitempty");
    compare_member(row, field.string_at("type"), where);
  }

  template <class Struct, class Member>
  void compare_member(const Row<Struct, Member>&, std::string_view type, const std::string& where) {
    compare<Member>(type, where);
  }

  void fault(const std::string& where, const std::string& what) { faults_ += where + ' ' + what + '\n'; }

  const Value& types_;
  Set set_;
  std::set<std::string> seen_;
  std::set<std::string> not_written_;
  std::string faults_;
};

TEST_CASE("what the operator writes has the fields of its Go types in every set of releases") {
  std::set<std::string> not_written;
  const auto compare = [&]<class Root>(const std::string& name, const Root&) {
    std::optional<Shapes> shapes;
    for (const Set set : release::kSets) {
      CAPTURE(name);
      CAPTURE(release::first_tag(set));
      if (auto own = read_shapes(std::string(release::first_tag(set)), name)) shapes = std::move(own);
      REQUIRE(shapes.has_value());
      Comparison comparison(shapes->types, set);
      comparison.compare<Root>(shapes->root, name);
      CHECK(comparison.faults() == "");
      not_written.insert(comparison.not_written().begin(), comparison.not_written().end());
    }
  };
  compare("vmcp-config", config::Config{});
  compare("authserver-config", authserver::RunConfig{});
  for (const std::string_view field : kNotWritten) {
    CAPTURE(field);
    CHECK(not_written.contains(std::string(field)));
  }
}

}  // namespace
}  // namespace vmcp::model
