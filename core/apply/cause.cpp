#include "core/apply/cause.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "core/kube/shape.h"
#include "core/model/path_of.h"
#include "core/operator/names.h"
#include "core/operator/vmcp_container.h"
#include "core/operator/wiring.h"
#include "core/text/ascii.h"

namespace vmcp::apply {
namespace {

using diag::FieldPath;
using model::path_of;
using yaml::Value;
using Step = Causes::Step;
using Walk = Causes::Walk;

std::vector<Step> steps_of(std::string_view path) {
  std::vector<Step> steps;
  while (!path.empty()) {
    const bool bracketed = path.front() == '[';
    if (bracketed || path.front() == '.') path.remove_prefix(1);
    const std::size_t end = std::min(bracketed ? path.find(']') : path.find_first_of(".["), path.size());
    steps.push_back({path.substr(0, end), bracketed});
    path.remove_prefix(end);
    if (bracketed && !path.empty()) path.remove_prefix(1);
  }
  return steps;
}

std::optional<std::size_t> index_of(const Step& step) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(step.name.data(), step.name.data() + step.name.size(), index);
  if (!step.bracketed || error != std::errc{} || end != step.name.data() + step.name.size()) return std::nullopt;
  return index;
}

/// The member that Go's decoder takes for a field: of that name, or of it in another case.
const yaml::Member* find_member(const Value& value, std::string_view field, yaml::MemberSearch& search) {
  if (!value.is_mapping()) return nullptr;
  if (const yaml::Member* member = search.find(value, field)) return member;
  const auto same = [&](const yaml::Member& member) { return text::to_lower(member.key) == text::to_lower(field); };
  const auto found = std::ranges::find_if(value.members(), same);
  return found == value.members().end() ? nullptr : &*found;
}

/// Follows a path of the merged object in one of the values that were merged.
class Follower {
 public:
  Follower(const Value* merged, const Value* part, const kube::Shape* shape, FieldPath path, yaml::MemberSearch& search,
           ItemPlaces& places)
      : merged_(merged), part_(part), shape_(shape), walk_{std::move(path)}, search_(search), places_(places) {}

  Walk follow(const std::vector<Step>& steps) {
    for (const Step& step : steps) {
      const auto index = index_of(step);
      if (index && merged_ != nullptr && merged_->is_sequence()) {
        to_item(*index);
      } else {
        to_member(step);
      }
      if (part_ == nullptr) break;
      ++walk_.matched;
    }
    return std::move(walk_);
  }

 private:
  void to_member(const Step& step) {
    const yaml::Member* member = find_member(*part_, step.name, search_);
    if (step.bracketed) {
      walk_.path = walk_.path.key(step.name);
    } else {
      field_ = shape_ == nullptr ? nullptr : shape_->find(step.name);
      shape_ = field_ == nullptr ? nullptr : field_->type.shape;
      walk_.path = walk_.path / (member == nullptr ? step.name : std::string_view(member->key));
    }
    part_ = member == nullptr ? nullptr : &member->value;
    const yaml::Member* merged = merged_ == nullptr ? nullptr : search_.find(*merged_, step.name);
    merged_ = merged == nullptr ? nullptr : &merged->value;
  }

  void to_item(std::size_t index) {
    const yaml::Sequence& all = merged_->items();
    merged_ = index < all.size() ? &all[index] : nullptr;
    const Value* list = std::exchange(part_, nullptr);
    if (list->is_sequence()) {
      const std::size_t place = place_of(list->items(), index);
      if (place < list->items().size()) {
        part_ = &list->items()[place];
        walk_.path = walk_.path[place];
      }
    }
    walk_.ends_at_item = part_ == nullptr;
  }

  /// Where the item of the merged list stands in another; behind the end when it does not.
  std::size_t place_of(const yaml::Sequence& items, std::size_t index) const {
    if (field_ == nullptr || !field_->merged || merged_ == nullptr) return index;
    const std::string_view key = field_->merge_key;
    const auto key_of = [&](const Value& item) { return key.empty() ? &item : item.find(key); };
    const Value* wanted = key_of(*merged_);
    // An item of something that was added whole is where it was; its key may be there twice.
    if (index < items.size() && ItemPlaces::is_same(key_of(items[index]), wanted)) return index;
    return places_.find(items, key, wanted);
  }

  const Value* merged_;
  const Value* part_;
  const kube::Shape* shape_;
  const kube::Field* field_ = nullptr;
  Walk walk_;
  yaml::MemberSearch& search_;
  ItemPlaces& places_;
};

/// The API server leaves `metadata` out of some paths of the template.
std::string full_path(std::string_view path) {
  constexpr std::string_view kTemplate = "spec.template.";
  std::string full(path);
  for (const std::string_view field : {"labels", "annotations"}) {
    const std::string prefix = std::string(kTemplate).append(field);
    if (full.starts_with(prefix)) full.insert(kTemplate.size(), "metadata.");
  }
  return full;
}

/// The steps of a path below the template of the Deployment's pods; nothing for another one.
std::optional<std::vector<Step>> template_steps(std::string_view path) {
  constexpr std::string_view kTemplate = "spec.template.";
  if (!path.starts_with(kTemplate)) return std::nullopt;
  return steps_of(path.substr(kTemplate.size()));
}

/// The item of a pod's list that a step leads to; null pointer when there is none.
const Value* item_at(const Value* owner, std::string_view list, const Step& step) {
  const auto index = index_of(step);
  const Value* items = owner == nullptr ? nullptr : owner->find(list);
  if (!index || items == nullptr || !items->is_sequence() || *index >= items->items().size()) return nullptr;
  return &items->items()[*index];
}

std::string_view name_of(const Value* item) { return item == nullptr ? std::string_view{} : item->string_at("name"); }

std::string_view item_name(const Value* owner, std::string_view list, const Step& step) {
  return name_of(item_at(owner, list, step));
}

/// Whether the source of a projected volume on the way of `steps` is what a row of the wiring takes its file from.
bool projects(const Value& source, const std::vector<Step>& steps, const op::Content& content) {
  constexpr std::size_t kItems = 7;
  const Value* object = source.find(content.kind == op::Content::Kind::kSecret ? "secret" : "configMap");
  if (object == nullptr || object->string_at("name") != content.object) return false;
  if (steps.size() <= kItems + 1 || steps[kItems].name != "items") return true;
  const Value* item = item_at(object, "items", steps[kItems + 1]);
  return item == nullptr || item->string_at("key") == content.key;
}

/// Which part of a reference, its name or its key, a field of a variable or volume was made from.
FieldPath part_of_reference(const FieldPath& reference, std::string_view field) {
  if (field == "key" || field == "path") return reference / model::field<&model::SecretKeyRef::key>();
  if (field == "name" || field == "secretName") return reference / model::field<&model::SecretKeyRef::name>();
  return reference;
}

}  // namespace

Cause Causes::of_deployment(std::string_view path) const {
  const std::string full = full_path(path);
  if (subject_.stands_in_input) return {subject_.given, FieldPath(full)};
  if (auto cause = in_pod_template(full)) return *std::move(cause);
  if (auto cause = in_given(full)) return *std::move(cause);
  if (auto cause = in_wiring(full)) return *std::move(cause);
  if (auto cause = in_pull_secrets(full)) return *std::move(cause);
  const cluster::Object* server = context_.server.object;
  if (full == "spec.template.spec.serviceAccountName") {
    return {server, path_of<&model::VirtualMcpServerSpec::service_account>()};
  }
  if (full == "spec.replicas") return {server, FieldPath(full)};
  if (auto cause = beside_what_is_stated(full)) return *std::move(cause);
  return {server, FieldPath("metadata.name")};
}

bool Causes::is_stated(std::string_view path) const {
  const std::string full = full_path(path);
  if (subject_.stands_in_input) return true;
  const auto of_template = template_steps(full);
  if (of_template && context_.spec().pod_template_spec &&
      walk_pod_template(*of_template).matched == of_template->size()) {
    return true;
  }
  if (in_pull_secrets(full)) return true;
  const std::vector<Step> steps = steps_of(full);
  return subject_.given != nullptr && walk_given(steps).matched == steps.size();
}

Walk Causes::walk_pod_template(const std::vector<Step>& steps) const {
  Follower follower(op::pod_template(subject_.deployment), &*context_.spec().pod_template_spec,
                    &kube::shape("PodTemplateSpec"), path_of<&model::VirtualMcpServerSpec::pod_template_spec>(),
                    search_, places_);
  return follower.follow(steps);
}

Walk Causes::walk_given(const std::vector<Step>& steps) const {
  Follower follower(&subject_.deployment, &subject_.given->value, &kube::shape("Deployment"), FieldPath(), search_,
                    places_);
  return follower.follow(steps);
}

std::optional<Cause> Causes::in_pod_template(std::string_view path) const {
  const auto steps = template_steps(path);
  if (!context_.spec().pod_template_spec || !steps) return std::nullopt;
  Walk walk = walk_pod_template(*steps);
  if (walk.ends_at_item || !says_more_than_the_way(*steps, walk.matched)) return std::nullopt;
  return Cause{context_.server.object, std::move(walk.path)};
}

std::optional<Cause> Causes::in_given(std::string_view path) const {
  if (subject_.given == nullptr) return std::nullopt;
  const std::vector<Step> steps = steps_of(path);
  Walk walk = walk_given(steps);
  if (walk.ends_at_item || walk.matched + 1 < steps.size()) return std::nullopt;
  return Cause{subject_.given, std::move(walk.path)};
}

std::optional<Cause> Causes::beside_what_is_stated(std::string_view path) const {
  const auto steps = template_steps(path);
  if (!steps) return std::nullopt;
  if (context_.spec().pod_template_spec) return Cause{context_.server.object, walk_pod_template(*steps).path};
  if (subject_.given != nullptr) return Cause{subject_.given, walk_given(steps_of(path)).path};
  return std::nullopt;
}

bool Causes::says_more_than_the_way(const std::vector<Step>& steps, std::size_t matched) const {
  if (matched == steps.size()) return true;
  // Every template that changes the gateway's container has to name it.
  const bool is_gateway = steps.size() > 2 && steps[0].name == "spec" && steps[1].name == "containers" &&
                          item_name(op::pod_spec(subject_.deployment), "containers", steps[2]) == op::kGatewayContainer;
  return matched > (is_gateway ? 3U : 1U);
}

std::optional<Cause> Causes::in_wiring(std::string_view path) const {
  const auto steps = template_steps(path);
  if (!steps || steps->size() < 3 || steps->front().name != "spec") return std::nullopt;
  const Value* pod = op::pod_spec(subject_.deployment);
  const std::string_view last = steps->back().name;

  std::string_view variable;
  std::string_view volume;
  const Value* source = nullptr;
  if ((*steps)[1].name == "volumes") {
    const Value* holder = item_at(pod, "volumes", (*steps)[2]);
    volume = name_of(holder);
    const Value* projected = holder == nullptr ? nullptr : holder->find("projected");
    if (projected != nullptr && steps->size() > 5 && (*steps)[4].name == "sources") {
      source = item_at(projected, "sources", (*steps)[5]);
    }
  } else if ((*steps)[1].name == "containers" && steps->size() > 4) {
    const Value* container = item_at(pod, "containers", (*steps)[2]);
    if (name_of(container) != op::kGatewayContainer) return std::nullopt;
    const std::string_view list = (*steps)[3].name;
    const std::string_view name = item_name(container, list, (*steps)[4]);
    if (list == "env") variable = name;
    if (list == "volumeMounts") volume = name;
  }
  if (variable.empty() && volume.empty()) return std::nullopt;
  const bool is_variable = !variable.empty();
  const auto& known = is_variable ? wires().variables : wires().volumes;
  const auto rows = known.find(is_variable ? variable : volume);
  if (rows == known.end()) return std::nullopt;
  for (const op::Wire* wire : rows->second) {
    if (!is_variable && source != nullptr && !projects(*source, *steps, wire->content)) continue;
    // What a container misses is what made its volume a faulty one.
    const bool names_itself = is_variable && steps->size() == 6;
    return Cause{wire->origin.object, names_itself ? wire->origin.path : part_of_reference(wire->origin.path, last)};
  }
  return std::nullopt;
}

const Causes::Wires& Causes::wires() const {
  if (wires_) return *wires_;
  Wires& wires = wires_.emplace();
  for (const std::vector<op::Wire>& rows : rendered_.notes.wiring.all()) {
    for (const op::Wire& wire : rows) {
      if (wire.origin.object == nullptr) continue;
      if (wire.kind == op::Wire::Kind::kVariable) wires.variables[wire.name].push_back(&wire);
      if (wire.mounting) wires.volumes[wire.mounting->volume].push_back(&wire);
    }
  }
  return wires;
}

std::optional<Cause> Causes::in_pull_secrets(std::string_view path) const {
  constexpr std::string_view kField = "imagePullSecrets";
  const auto steps = template_steps(path);
  if (!steps || steps->size() < 3 || (*steps)[1].name != kField) return std::nullopt;
  const Value* spec = context_.server.object->value.find("spec");
  const Value* secrets = spec == nullptr ? nullptr : spec->find(kField);
  if (secrets == nullptr || !secrets->is_sequence()) return std::nullopt;
  const Value* secret = item_at(op::pod_spec(subject_.deployment), kField, (*steps)[2]);
  const std::size_t found = places_.find(secrets->items(), "name", secret == nullptr ? nullptr : secret->find("name"));
  if (found == secrets->items().size()) return std::nullopt;
  return Cause{context_.server.object,
               path_of<&model::VirtualMcpServerSpec::image_pull_secrets, &model::LocalObjectReference::name>(found)};
}

}  // namespace vmcp::apply
