#include "core/operator/wiring.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "core/operator/context.h"
#include "core/operator/references.h"

namespace vmcp::op {
namespace {

void look_up(const Context& context, const Wire& wire) {
  const Content& content = wire.content;
  const bool is_secret = content.kind == Content::Kind::kSecret;
  if (wire.lookup == Lookup::kRequired) {
    require_secret_key(context, *wire.origin.object, wire.origin.path, content.object, content.key);
  } else if (wire.lookup == Lookup::kExpected && !content.optional) {
    assume_for_pod(context, *wire.origin.object, wire.origin.path, is_secret ? "Secret" : "ConfigMap", content.object,
                   content.key);
  }
}

void append_variables(const std::vector<Wire>& rows, std::vector<kube::EnvVar>& env) {
  for (const Wire& wire : rows) {
    if (wire.kind == Wire::Kind::kVariable && wire.wired == Wired::kByOperator) env.push_back(wire.env_var());
  }
}

/// Adds what another file of it is to a projected volume: files of one Secret side by side.
void join(kube::Volume& volume, kube::SecretProjection added) {
  if (volume.sources.back().secret != added.secret) {
    volume.sources.push_back(std::move(added));
    return;
  }
  std::ranges::move(added.items, std::back_inserter(volume.sources.back().items));
}

void append_volumes(const std::vector<Wire>& rows, kube::Volumes& volumes) {
  for (const Wire& wire : rows) {
    if (wire.kind != Wire::Kind::kFile || wire.wired != Wired::kByOperator) continue;
    kube::Volume volume = wire.volume();
    const bool is_begun =
        wire.mounting->projected && !volumes.volumes.empty() && volumes.volumes.back().name == volume.name;
    if (is_begun) {
      join(volumes.volumes.back(), std::move(volume.sources.front()));
      continue;
    }
    volumes.volumes.push_back(std::move(volume));
    volumes.mounts.push_back(wire.mount());
  }
}

}  // namespace

Wire Wire::variable(std::string name, Content content) {
  Wire wire;
  wire.name = std::move(name);
  wire.content = std::move(content);
  return wire;
}

Wire Wire::file(Content content, std::string directory, std::string file, std::string volume, bool alone) {
  Wire wire;
  wire.kind = Kind::kFile;
  wire.name = directory + '/' + file;
  wire.content = std::move(content);
  wire.mounting = {std::move(volume), alone ? wire.name : std::move(directory), std::move(file), alone, {}};
  return wire;
}

kube::EnvVar Wire::env_var() const {
  if (content.kind == Content::Kind::kSecret) return kube::EnvVar::from_secret(name, content.object, content.key);
  return kube::EnvVar::literal(name, content.text);
}

kube::Volume Wire::volume() const {
  kube::Volume volume;
  volume.name = mounting->volume;
  volume.default_mode = mounting->mode;
  if (mounting->projected) {
    volume.kind = kube::Volume::Kind::kProjected;
    volume.sources = {{content.object, {{content.key, mounting->file}}}};
    return volume;
  }
  volume.kind = content.kind == Content::Kind::kSecret ? kube::Volume::Kind::kSecret : kube::Volume::Kind::kConfigMap;
  volume.object = content.object;
  if (!content.whole) volume.items = {{content.key, mounting->file}};
  return volume;
}

kube::VolumeMount Wire::mount() const {
  kube::VolumeMount mount;
  mount.name = mounting->volume;
  mount.mount_path = mounting->path;
  mount.read_only = true;
  if (mounting->alone) mount.sub_path = mounting->file;
  return mount;
}

void Wiring::add(Concern concern, Wire wire) {
  // Rows are large: moving them is work, and the room that they leave is of no use to small ones.
  constexpr std::size_t kUsual = 4;
  std::vector<Wire>& of_concern = rows(concern);
  if (of_concern.empty()) of_concern.reserve(kUsual);
  of_concern.push_back(std::move(wire));
}

std::vector<const Wire*> Wiring::read(Wire::Kind kind) const {
  std::vector<const Wire*> result;
  for (const std::vector<Wire>& rows : rows_) {
    for (const Wire& wire : rows) {
      if (wire.kind == kind && !wire.reader.name.empty()) result.push_back(&wire);
    }
  }
  std::ranges::stable_sort(result, {}, [](const Wire* wire) { return std::tuple(wire->use, wire->reader.turn); });
  return result;
}

std::vector<kube::EnvVar> wired_variables(const std::vector<Wire>& rows) {
  std::vector<kube::EnvVar> env;
  append_variables(rows, env);
  return env;
}

kube::Volumes wired_volumes(const std::vector<Wire>& rows) {
  kube::Volumes volumes;
  append_volumes(rows, volumes);
  return volumes;
}

std::vector<kube::EnvVar> wired_variables(const Wiring& wiring) {
  std::vector<kube::EnvVar> env;
  for (const std::vector<Wire>& rows : wiring.all()) append_variables(rows, env);
  return env;
}

kube::Volumes wired_volumes(const Wiring& wiring) {
  kube::Volumes volumes;
  for (const std::vector<Wire>& rows : wiring.all()) append_volumes(rows, volumes);
  return volumes;
}

void wire(const Context& context, Concern concern, Wire wire) {
  look_up(context, wire);
  context.notes->wiring.add(concern, std::move(wire));
}

void wire_sorted(const Context& context, Concern concern, std::vector<Wire> rows) {
  std::ranges::stable_sort(rows, {}, &Wire::name);
  for (Wire& row : rows) wire(context, concern, std::move(row));
}

}  // namespace vmcp::op
