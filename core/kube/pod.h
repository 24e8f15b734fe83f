#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::kube {

/// A container's environment variable: a literal, or a key of a Secret.
struct EnvVar {
  struct SecretKey {
    std::string name;
    std::string key;
  };
  std::string name;
  std::string value;
  std::optional<SecretKey> secret;

  static EnvVar literal(std::string name, std::string value) { return {std::move(name), std::move(value), {}}; }
  static EnvVar from_secret(std::string name, std::string secret, std::string key) {
    return {std::move(name), {}, SecretKey{std::move(secret), std::move(key)}};
  }
};

/// A key of a Secret or ConfigMap as a file.
struct KeyToPath {
  std::string key;
  std::string path;
};

/// Keys of one Secret among the sources of a projected volume.
struct SecretProjection {
  std::string secret;
  std::vector<KeyToPath> items;
};

/// A pod volume filled from a Secret or ConfigMap, or from several Secrets.
struct Volume {
  enum class Kind { kSecret, kConfigMap, kProjected };
  std::string name;
  Kind kind = Kind::kConfigMap;
  std::string object;            ///< name of the Secret or ConfigMap
  std::vector<KeyToPath> items;  ///< empty: all keys
  std::optional<int> default_mode;
  std::vector<SecretProjection> sources = {};  ///< of a projected volume, which has neither object nor items
};

struct VolumeMount {
  std::string name;
  std::string mount_path;
  std::string sub_path;
  bool read_only = false;
};

/// Volumes and the mounts that belong to them, as a concern of the reconciler adds them to the pod.
struct Volumes {
  std::vector<Volume> volumes;
  std::vector<VolumeMount> mounts;
};

/// The SHA-256 of volumes and mounts, each sorted, as Go's encoding/json writes a struct of them. As the operator's
/// hash of the pod's volumes.
std::string volumes_hash(const Volumes& volumes);

yaml::Value to_value(const EnvVar& variable);
yaml::Value to_value(const KeyToPath& item);
yaml::Value to_value(const SecretProjection& source);
yaml::Value to_value(const Volume& volume);
yaml::Value to_value(const VolumeMount& mount);
template <class T>
yaml::Value to_value(const std::vector<T>& items) {
  yaml::Value result = yaml::Value::sequence();
  for (const T& item : items) result.push(to_value(item));
  return result;
}

}  // namespace vmcp::kube
