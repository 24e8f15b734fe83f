#include "core/render/origin_comments.h"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/diag/field_path.h"
#include "core/diag/visible.h"
#include "core/operator/names.h"
#include "core/operator/vmcp_container.h"
#include "core/yaml/fields.h"

namespace vmcp::render {
namespace {

using yaml::Value;

constexpr std::string_view kOwn = "the operator's own";

/// An item of a list, and the list's path with its index.
struct Item {
  const Value* value = nullptr;  ///< null pointer: there is none
  diag::FieldPath path;
};

/// The items of a list by their `key`: of some with the same, the first.
class Items {
 public:
  Items(const Item& holder, std::string_view list, std::string_view key) : path_(holder.path / list) {
    if (holder.value == nullptr) return;
    items_ = yaml::items_at(*holder.value, {list});
    for (std::size_t i = 0; i < items_.size(); ++i) by_key_.try_emplace(yaml::text_at(items_[i], {key}), i);
  }

  Item find(std::string_view text) const {
    const auto found = by_key_.find(text);
    return found == by_key_.end() ? Item{} : Item{&items_[found->second], path_[found->second]};
  }

 private:
  diag::FieldPath path_;
  std::span<const Value> items_;
  std::unordered_map<std::string_view, std::size_t> by_key_;
};

/// What the operator wires up, by what a list of a pod knows it by.
using Rows = std::map<std::string, const op::Wire*, std::less<>>;

class Commentator {
 public:
  Commentator(const op::Context& context, const op::Rendered& rendered) : context_(context) {
    for (const std::vector<op::Wire>& rows : rendered.notes.wiring.all()) {
      for (const op::Wire& wire : rows) {
        if (wire.kind == op::Wire::Kind::kVariable) {
          variables_.try_emplace(wire.name, &wire);
        } else if (wire.mounting) {
          mounts_.try_emplace(wire.mounting->path, &wire);
          volumes_.try_emplace(wire.mounting->volume, &wire);
        }
      }
    }
  }

  void add_of(const Value& deployment, emit::Comments& comments) const {
    const Value* pod = op::pod_spec(deployment);
    if (pod == nullptr) return;
    const Value& gateway = context_.server.object->value;
    const Item stated{yaml::value_at(gateway, {"spec", "podTemplateSpec", "spec"}),
                      diag::FieldPath("spec.podTemplateSpec.spec")};
    static const Rows kNone;
    for (const std::string_view containers : {"containers", "initContainers"}) {
      const Items own_containers(stated, containers, "name");
      for (const Value& container : yaml::items_at(*pod, {containers})) {
        const std::string_view name = yaml::text_at(container, {"name"});
        const bool is_vmcp = name == op::kGatewayContainer;
        const Item own = own_containers.find(name);
        add({container, "env", "name"}, own, is_vmcp ? variables_ : kNone, comments);
        add({container, "volumeMounts", "mountPath"}, own, is_vmcp ? mounts_ : kNone, comments);
      }
    }
    add({*pod, "volumes", "name"}, stated, volumes_, comments);
  }

 private:
  /// A list whose items are known by one of their fields.
  struct List {
    const Value& holder;
    std::string_view name;
    std::string_view key;
  };

  /// `stated` is what the podTemplateSpec has in the place of the list's holder.
  void add(const List& list, const Item& stated, const Rows& rows, emit::Comments& comments) const {
    const Items own_items(stated, list.name, list.key);
    for (const Value& item : yaml::items_at(list.holder, {list.name})) {
      const std::string_view name = yaml::text_at(item, {list.key});
      const Item own = own_items.find(name);
      const auto row = rows.find(name);
      comments.emplace(&item, diag::visible(own.value != nullptr
                                                ? located(context_.reporter.place(own.value->mark()), own.path.str())
                                                : origin_of(item, row == rows.end() ? nullptr : row->second)));
    }
  }

  std::string origin_of(const Value& item, const op::Wire* wire) const {
    if (wire != nullptr && wire->origin.object != nullptr) return field_of(*wire->origin.object, wire->origin.path);
    if (wire != nullptr && !wire->reader.cause.str().empty()) {
      return field_of(*context_.server.object, wire->reader.cause);
    }
    if (wire == nullptr && item.mark().known()) return located(context_.reporter.place(item.mark()), "");
    return std::string(kOwn);
  }

  std::string field_of(const cluster::Object& object, const diag::FieldPath& path) const {
    std::string field;
    if (&object != context_.server.object) field = object.kind + ' ' + object.name + ": ";
    return located(context_.reporter.place(object, path), field + path.str());
  }

  static std::string located(const diag::Place& place, std::string_view field) {
    std::string text = place.file;
    if (place.line != 0) text += ':' + std::to_string(place.line);
    if (!text.empty() && !field.empty()) text += ": ";
    return text.append(field);
  }

  const op::Context& context_;
  Rows variables_;
  Rows mounts_;
  Rows volumes_;
};

}  // namespace

emit::Comments origin_comments(const op::Context& context, const op::Rendered& rendered,
                               std::span<const Value> objects) {
  const Commentator commentator(context, rendered);
  emit::Comments comments;
  for (const Value& object : objects) {
    if (object.string_at("kind") == "Deployment") commentator.add_of(object, comments);
  }
  return comments;
}

}  // namespace vmcp::render
