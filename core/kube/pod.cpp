#include "core/kube/pod.h"

#include <utility>

namespace vmcp::kube {

using yaml::Value;

Value to_value(const EnvVar& variable) {
  Value result = Value::mapping();
  result.set("name", variable.name);
  if (variable.secret) {
    Value key = Value::mapping();
    key.set("key", variable.secret->key);
    if (!variable.secret->name.empty()) key.set("name", variable.secret->name);
    result.set("valueFrom", Value::mapping().set("secretKeyRef", std::move(key)));
  } else if (!variable.value.empty()) {
    result.set("value", variable.value);
  }
  return result;
}

Value to_value(const KeyToPath& item) { return Value::mapping().set("key", item.key).set("path", item.path); }

Value to_value(const SecretProjection& source) {
  Value secret = Value::mapping().set("items", to_value(source.items)).set("name", source.secret);
  return Value::mapping().set("secret", std::move(secret));
}

Value to_value(const Volume& volume) {
  Value source = Value::mapping();
  if (volume.default_mode) source.set("defaultMode", *volume.default_mode);
  if (volume.kind == Volume::Kind::kProjected) {
    source.set("sources", to_value(volume.sources));
    return Value::mapping().set("name", volume.name).set("projected", std::move(source));
  }
  if (!volume.items.empty()) source.set("items", to_value(volume.items));
  const bool secret = volume.kind == Volume::Kind::kSecret;
  if (!volume.object.empty()) source.set(secret ? "secretName" : "name", volume.object);
  return Value::mapping().set("name", volume.name).set(secret ? "secret" : "configMap", std::move(source));
}

Value to_value(const VolumeMount& mount) {
  Value result = Value::mapping();
  result.set("name", mount.name).set("mountPath", mount.mount_path);
  if (mount.read_only) result.set("readOnly", true);
  if (!mount.sub_path.empty()) result.set("subPath", mount.sub_path);
  return result;
}

}  // namespace vmcp::kube
