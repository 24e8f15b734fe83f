#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/go/json.h"
#include "core/kube/checksum.h"
#include "core/kube/pod.h"

namespace vmcp::kube {
namespace {

/// Writes a Go struct: fields in the order of their declaration.
class Object {
 public:
  explicit Object(std::string& out) : out_(out) { out_ += '{'; }
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  ~Object() { out_ += '}'; }

  /// Begins a field; its value is to follow.
  std::string& field(std::string_view name) {
    if (out_.back() != '{') out_ += ',';
    go::append_json_string(out_, name);
    return out_ += ':';
  }
  void text(std::string_view name, std::string_view value) { go::append_json_string(field(name), value); }
  void text_or_none(std::string_view name, std::string_view value) {
    if (!value.empty()) text(name, value);
  }

 private:
  std::string& out_;
};

void append(std::string& out, const KeyToPath& item) {
  Object object(out);
  object.text("key", item.key);
  object.text("path", item.path);
}

template <class T>
void append(std::string& out, const std::vector<T>& items);

void append(std::string& out, const SecretProjection& source) {
  Object object(out);
  object.field("secret");
  Object secret(out);
  secret.text_or_none("name", source.secret);
  append(secret.field("items"), source.items);
}

void append(std::string& out, const Volume& volume) {
  Object object(out);
  object.text("name", volume.name);
  if (volume.kind == Volume::Kind::kProjected) {
    object.field("projected");
    Object projected(out);
    append(projected.field("sources"), volume.sources);
    if (volume.default_mode) projected.field("defaultMode") += std::to_string(*volume.default_mode);
    return;
  }
  const bool secret = volume.kind == Volume::Kind::kSecret;
  object.field(secret ? "secret" : "configMap");
  Object source(out);
  source.text_or_none(secret ? "secretName" : "name", volume.object);
  if (!volume.items.empty()) append(source.field("items"), volume.items);
  if (volume.default_mode) source.field("defaultMode") += std::to_string(*volume.default_mode);
}

void append(std::string& out, const VolumeMount& mount) {
  Object object(out);
  object.text("name", mount.name);
  if (mount.read_only) object.field("readOnly") += "true";
  object.text("mountPath", mount.mount_path);
  object.text_or_none("subPath", mount.sub_path);
}

template <class T>
void append(std::string& out, const std::vector<T>& items) {
  out += '[';
  for (const T& item : items) {
    if (&item != &items.front()) out += ',';
    append(out, item);
  }
  out += ']';
}

}  // namespace

std::string volumes_hash(const Volumes& volumes) {
  Volumes sorted = volumes;
  std::ranges::stable_sort(sorted.volumes, {}, &Volume::name);
  std::ranges::stable_sort(sorted.mounts, {}, [](const VolumeMount& mount) {
    return std::tie(mount.name, mount.mount_path, mount.sub_path);
  });
  std::string text;
  {
    Object object(text);
    append(object.field("Volumes"), sorted.volumes);
    append(object.field("VolumeMounts"), sorted.mounts);
  }
  return sha256_hex(text);
}

}  // namespace vmcp::kube
