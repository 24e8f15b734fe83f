#include "core/apply/mounts.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "core/apply/formats.h"

namespace vmcp::apply {
namespace {

constexpr std::array<std::string_view, 3> kPropagations = {"None", "HostToContainer", "Bidirectional"};
constexpr std::array<std::string_view, 3> kRecursiveReadOnly = {"Disabled", "IfPossible", "Enabled"};

/// The names and places of another list, of those of one name the last: what the API server compares with.
struct Places {
  std::unordered_map<std::string_view, std::string_view> by_name;
  std::unordered_set<std::string_view> all;

  bool has_name(std::string_view name) const { return by_name.contains(name); }
  bool has_path(std::string_view path) const { return all.contains(path); }
};

Places places(const Node& list, std::string_view path_field) {
  Places result;
  for_each_item(list, [&](const Node& item) { result.by_name[item["name"].text()] = item[path_field].text(); });
  for (const auto& [name, path] : result.by_name) result.all.insert(path);
  return result;
}

// as validateMountPropagation
void check_propagation(const Node& container, std::string_view propagation, const Node& at, Refusals& refusals) {
  check_word(at, propagation, kPropagations, refusals);
  const Node security = container["securityContext"];
  if (propagation == "Bidirectional" && !security["privileged"].is_true()) {
    refusals.forbidden(at, "may be Bidirectional only in privileged containers");
  }
}

// as validateMountRecursiveReadOnly
void check_recursive_read_only(const Node& mount, const Node& at, Refusals& refusals) {
  const Node mode = mount["recursiveReadOnly"];
  if (!mode.exists() || mode.text() == "Disabled") return;
  if (mode.text() != "Enabled" && mode.text() != "IfPossible") {
    check_word(at, mode.text(), kRecursiveReadOnly, refusals);
    return;
  }
  if (!mount["readOnly"].is_true()) refusals.forbidden(at, "must not be set unless readOnly is true");
  const Node propagation = mount["mountPropagation"];
  if (propagation.exists() && propagation.text() != "None") {
    refusals.forbidden(at, "must not be set beside a mountPropagation other than None");
  }
}

void check_volume_mounts(const Node& container, const Volumes& volumes, const Places& devices, Refusals& refusals) {
  const Node mounts = container["volumeMounts"];
  // The API server leaves the index out of these.
  const Node sub_path_of_any = mounts["subPath"];
  const Node sub_path_expr_of_any = mounts["subPathExpr"];
  const Node propagation_of_any = mounts["mountPropagation"];
  const Node recursive_of_any = mounts["recursiveReadOnly"];
  std::set<std::string_view> paths;
  for_each_item(mounts, [&](const Node& mount) {
    const Node name = mount["name"];
    const Node path = mount["mountPath"];
    refusals.required_text(name);
    if (!volumes.contains(name.text())) refusals.not_found(name, name.text(), "a volume of the pod");
    refusals.required_text(path);
    if (!paths.insert(path.text()).second) refusals.invalid_text(path, "must be the path of one mount only");
    if (devices.has_name(name.text())) refusals.invalid_text(name, "must not be a volume device, too");
    if (devices.has_path(path.text())) refusals.invalid_text(path, "must not be the path of a volume device, too");

    const std::string_view sub_path = mount["subPath"].text();
    const Node expression = mount["subPathExpr"];
    refusals.invalid_text(sub_path_of_any, sub_path, descending_path_fault(sub_path));
    if (!expression.text().empty() && !sub_path.empty()) refusals.invalid(expression, "must not stand beside subPath");
    refusals.invalid_text(sub_path_expr_of_any, expression.text(), descending_path_fault(expression.text()));
    if (const Node propagation = mount["mountPropagation"]; propagation.exists()) {
      check_propagation(container, propagation.text(), propagation_of_any, refusals);
    }
    check_recursive_read_only(mount, recursive_of_any, refusals);
  });
}

void check_volume_devices(const Node& container, const Volumes& volumes, const Places& mounts, Refusals& refusals) {
  std::set<std::string_view> names;
  std::set<std::string_view> paths;
  const Node devices = container["volumeDevices"];
  for_each_item(devices, [&](const Node& device) {
    const Node name = device["name"];
    const Node path = device["devicePath"];
    refusals.required_text(name);
    if (names.contains(name.text())) refusals.invalid_text(name, "must be the volume of one device only");
    const auto volume = volumes.find(name.text());
    if (volume == volumes.end()) {
      refusals.not_found(name, name.text(), "a volume of the pod");
    } else if (volume->second->find("persistentVolumeClaim") == nullptr &&
               volume->second->find("ephemeral") == nullptr) {
      refusals.invalid_text(name, "must be a volume of a claim to be a device");
    }
    refusals.required_text(path);
    if (paths.contains(path.text())) refusals.invalid_text(path, "must be the path of one device only");
    if (const std::string fault = backstep_fault(path.text()); !fault.empty()) {
      refusals.invalid_text(path, fault);
    } else {
      paths.insert(path.text());
    }
    if (mounts.has_name(name.text())) refusals.invalid_text(name, "must not be mounted, too");
    if (mounts.has_path(path.text())) refusals.invalid_text(path, "must not be the path of a mount, too");
    if (!name.text().empty()) names.insert(name.text());
  });
}

}  // namespace

void check_mounts(const Node& container, const Volumes& volumes, Refusals& refusals) {
  const Node mounts = container["volumeMounts"];
  const Node devices = container["volumeDevices"];
  check_volume_mounts(container, volumes, places(devices, "devicePath"), refusals);
  check_volume_devices(container, volumes, places(mounts, "mountPath"), refusals);
}

}  // namespace vmcp::apply
