#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/kube/pod.h"
#include "core/model/references.h"
#include "core/operator/origins.h"

namespace vmcp::op {

struct Context;

/// The part of a gateway that something is wired up for, in the order in which the operator lists variables and
/// volumes.
enum class Concern : std::uint8_t {
  kGateway,
  kIncomingAuth,
  kOutgoingAuth,
  kHeaderForward,
  kEntries,
  kSessions,
  kTelemetry,
  kAuthServer,
  kSessionCa,
  kRuntime,
};
inline constexpr std::size_t kConcernCount = static_cast<std::size_t>(Concern::kRuntime) + 1;

/// What vmcp reads something for, in the order in which it comes to it when it starts.
enum class Use : std::uint8_t {
  kBackendAuth,
  kMemberWatch,
  kStorageCredentials,
  kStorageCa,
  kDelegateSecret,
  kSigningKey,
  kHmacSecret,
  kUpstreamSecret,
  kUpstreamCa,
  kIssuerCa,
  kIncomingAuth,
  kBackendCa,
  kSessionCa,
  kSessionPassword,
  kTlsListener,
  kOther,
};

/// When vmcp misses what it needs.
enum class Urgency : std::uint8_t {
  kValueAtStart,  ///< it refuses to start without, or with an empty one
  kAtStart,       ///< it refuses to start without
  kLater,         ///< it serves, and what needs it fails
};

/// Who reads something, and why.
struct Reader {
  std::string name = {};  ///< `backend "docs"`; empty when no part of vmcp is known to read it
  Urgency urgency = Urgency::kLater;
  diag::FieldPath cause = {};  ///< the VirtualMCPServer's field because of which it is read
  std::size_t turn = 0;        ///< its place among the readers of one use
};

/// What a variable or file holds.
struct Content {
  enum class Kind : std::uint8_t { kUnstated, kLiteral, kSecret, kConfigMap };
  Kind kind = Kind::kUnstated;
  std::string text = {};    ///< of a literal
  std::string object = {};  ///< name of the Secret or ConfigMap
  std::string key = {};     ///< may be empty, as the reference has it
  bool whole = false;       ///< all keys, as files of a directory; `key` has no meaning then
  bool optional = false;    ///< whether the pod starts without the object

  static Content literal(std::string text) { return {.kind = Kind::kLiteral, .text = std::move(text)}; }
  static Content secret(std::string name, std::string key) {
    return {.kind = Kind::kSecret, .object = std::move(name), .key = std::move(key)};
  }
  static Content secret(const model::SecretKeyRef& reference) { return secret(reference.name, reference.key); }
  static Content config_map(std::string name, std::string key) {
    return {.kind = Kind::kConfigMap, .object = std::move(name), .key = std::move(key)};
  }
  static Content whole_config_map(std::string name) {
    return {.kind = Kind::kConfigMap, .object = std::move(name), .whole = true};
  }
};

/// How a file comes into the container: as one file, or with the directory of its volume.
struct Mounting {
  std::string volume;
  std::string path;       ///< mountPath
  std::string file = {};  ///< below the volume; empty: all of the volume
  bool alone = false;     ///< whether it is mounted by itself (subPath)
  std::optional<int> mode = {};
  bool projected = false;  ///< whether the volume holds all of the concern's files that are mounted with it
};

/// Who puts a variable or file into the operator's Deployment.
enum class Wired : std::uint8_t {
  kByOperator,
  kByAnotherRow,  ///< the operator does, because of another field
  kByKubelet,     ///< every pod has it
  kForgotten,     ///< nobody does
};

/// What the operator does about an object that it wires up.
enum class Lookup : std::uint8_t {
  kNone,      ///< nothing, and there is nothing to say: it is its own, or spoken of elsewhere
  kExpected,  ///< nothing: the pod is what misses it
  kRequired,  ///< it refuses a gateway without
};

/// One variable or file that the pod needs.
struct Wire {
  enum class Kind : std::uint8_t { kVariable, kFile };
  Kind kind = Kind::kVariable;
  std::string name = {};  ///< of the variable; the file's absolute path
  Content content = {};
  Origin origin = {};  ///< the field that names the Secret or ConfigMap; its fields are `name` and `key`
  Lookup lookup = Lookup::kNone;
  Wired wired = Wired::kByOperator;
  Use use = Use::kOther;
  Reader reader = {};
  std::optional<Mounting> mounting = {};  ///< of a file that is wired up

  static Wire variable(std::string name, Content content);
  /// A file of that directory, mounted by itself or with all of it.
  static Wire file(Content content, std::string directory, std::string file, std::string volume, bool alone);

  kube::EnvVar env_var() const;
  /// Of a projected one the part that this file is.
  kube::Volume volume() const;
  kube::VolumeMount mount() const;
};

/// All that the gateway's pod needs of variables and files: noted by the concern that needs it, and seen from many
/// sides.
class Wiring {
 public:
  void add(Concern concern, Wire wire);

  std::vector<Wire>& rows(Concern concern) { return rows_[static_cast<std::size_t>(concern)]; }
  const std::vector<Wire>& rows(Concern concern) const { return rows_[static_cast<std::size_t>(concern)]; }
  const std::array<std::vector<Wire>, kConcernCount>& all() const { return rows_; }

  /// The rows of a kind that some part of vmcp is known to read, in the order in which it reads them.
  std::vector<const Wire*> read(Wire::Kind kind) const;

 private:
  std::array<std::vector<Wire>, kConcernCount> rows_;
};

/// What the operator wires up for one concern, and for all of them in its order.
std::vector<kube::EnvVar> wired_variables(const std::vector<Wire>& rows);
kube::Volumes wired_volumes(const std::vector<Wire>& rows);
std::vector<kube::EnvVar> wired_variables(const Wiring& wiring);
kube::Volumes wired_volumes(const Wiring& wiring);

/// Notes a row, and says what its `lookup` has to say about the object that it names.
void wire(const Context& context, Concern concern, Wire wire);

/// As above, for several; by the names of the variables or files, those of one name as they are given.
void wire_sorted(const Context& context, Concern concern, std::vector<Wire> rows);

}  // namespace vmcp::op
