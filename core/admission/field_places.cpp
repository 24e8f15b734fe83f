#include "core/admission/field_places.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <limits>
#include <span>

#include "core/admission/moved_fields.h"
#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/text/nearest.h"
#include "core/text/word_forms.h"

namespace vmcp::admission {
namespace {

constexpr std::string_view kGateway = "VirtualMCPServer";

/// Fields of spec.config that the operator takes from elsewhere in the spec.
bool is_taken_from_elsewhere(std::string_view name) {
  constexpr std::array<std::string_view, 7> kOfConfig = {"backends",     "groupRef",       "incomingAuth", "name",
                                                         "outgoingAuth", "sessionStorage", "telemetry"};
  return std::ranges::find(kOfConfig, name) != kOfConfig.end();
}

/// How many steps away a field of the same name may be meant: the same one at another level, rather than another.
constexpr std::size_t kFarthest = 2;
/// Of how many unknown fields of an object other forms of their names are looked for, which takes long.
constexpr std::size_t kMostInOtherWords = 100;

/// The path of a step without indices and map keys.
std::string plain_path(const Step& at) {
  if (at.parent() == nullptr) return {};
  std::string path = plain_path(*at.parent());
  if (at.is_item() || at.is_key()) return path;
  return path.empty() ? std::string(at.name()) : path + '.' + std::string(at.name());
}

template <class Place>
std::size_t depth_of(const Place* place) {
  std::size_t depth = 0;
  for (; place->parent != nullptr; place = place->parent) ++depth;
  return depth;
}

/// How many steps lead from one place to another.
template <class Place>
std::size_t steps_between(const Place* one, const Place* other) {
  std::size_t steps = 0;
  for (std::size_t a = depth_of(one), b = depth_of(other); one != other; ++steps) {
    if (a >= b) {
      one = one->parent;
      --a;
    } else {
      other = other->parent;
      --b;
    }
  }
  return steps;
}

std::size_t size_of(const Schema& schema) {
  std::size_t size = 1;
  for (const Property& property : schema.properties) size += size_of(*property.schema);
  if (schema.items != nullptr) size += size_of(*schema.items);
  if (schema.additional_properties != nullptr) size += size_of(*schema.additional_properties);
  return size;
}

}  // namespace

bool is_nearly(std::string_view name, std::string_view field) {
  return text::is_within(name, field, std::min<std::size_t>(2, field.size() / 3));
}

/// Whether the operator takes what stands here from elsewhere (as convertConfig): nothing has its place here.
bool FieldPlaces::is_replaced(const Place& place) const {
  return kind_ == kGateway && place.parent->name == "config" && place.parent->parent->name == "spec" &&
         is_taken_from_elsewhere(place.name);
}

std::string FieldPlaces::unread_place(const Step& missing, const yaml::Value& mapping) const {
  const bool of_spec = kind_ == kGateway && plain_path(missing) == "spec." + std::string(missing.name());
  const yaml::Value* config = of_spec ? mapping.find("config") : nullptr;
  if (config == nullptr || !is_taken_from_elsewhere(missing.name()) || config->find(missing.name()) == nullptr) {
    return {};
  }
  return "spec.config." + std::string(missing.name());
}

void FieldPlaces::index() const {
  if (!places_.empty()) return;
  // Room for all: places point to each other.
  places_.reserve(size_of(root_));
  places_.push_back({nullptr, {}, false, &root_});
  for (std::size_t i = 0; i < places_.size(); ++i) {
    Place& place = places_[i];
    place.first_child = places_.size();
    for (const Property& property : place.schema->properties) {
      places_.push_back({&place, property.name, true, property.schema.get(), place.replaced});
      if (is_replaced(places_.back())) places_.back().replaced = true;
      if (!places_.back().replaced) fields_.emplace(property.name, &places_.back());
    }
    for (const auto* inner : {&place.schema->items, &place.schema->additional_properties}) {
      if (*inner != nullptr) places_.push_back({&place, {}, false, inner->get(), place.replaced});
    }
    place.children = places_.size() - place.first_child;
  }
}

bool FieldPlaces::has_pod_template() const {
  const Schema* spec = root_.property("spec");
  return spec != nullptr && spec->property("podTemplateSpec") != nullptr;
}

/// The place that the schema has at the end of a way; null pointer where it has none.
const FieldPlaces::Place* FieldPlaces::find(const Step& at) const {
  if (at.parent() == nullptr) return &places_.front();
  const Place* parent = find(*at.parent());
  if (parent == nullptr) return nullptr;
  const std::span<const Place> children(&places_[parent->first_child], parent->children);
  const bool to_field = !at.is_item() && parent->schema->property(at.name()) != nullptr;
  const auto leads = [&](const Place& child) { return to_field ? child.name == at.name() : !child.is_field; };
  const auto found = std::ranges::find_if(children, leads);
  return found == children.end() ? nullptr : &*found;
}

/// Where a place is, seen from `at`: with the indices and keys of the way that they share.
std::string FieldPlaces::path_of(const Place& place, const Step& at) {
  std::vector<const Place*> way;
  for (const Place* step = &place; step->parent != nullptr; step = step->parent) way.push_back(step);
  std::ranges::reverse(way);
  std::vector<const Step*> own;
  for (const Step* step = &at; step->parent() != nullptr; step = step->parent()) own.push_back(step);
  std::ranges::reverse(own);
  diag::FieldPath path;
  bool shared = true;
  for (std::size_t i = 0; i < way.size(); ++i) {
    const Step* step = shared && i < own.size() ? own[i] : nullptr;
    if (way[i]->is_field) {
      shared = step != nullptr && !step->is_item() && step->name() == way[i]->name;
      path = path / way[i]->name;
    } else if (step != nullptr) {
      path = step->path(MapKeys::kDotted);
    } else {
      path = diag::FieldPath(path.str() + "[]");
    }
  }
  return path.str();
}

/// The one place that is nearest of those of the field's name, or of the same words in another form; null pointer where
/// there is none.
const FieldPlaces::Place* FieldPlaces::at_nearest_level(const Step& at, bool in_other_words) const {
  index();
  const Place* from = at.parent() == nullptr ? nullptr : find(*at.parent());
  if (from == nullptr) return nullptr;
  const Place* nearest = nullptr;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  bool several = false;
  const auto consider = [&](const Place& field) {
    const std::size_t distance = steps_between(from, field.parent);
    if (distance > kFarthest || distance > least) return;
    // Its siblings have been considered, those that are given already left out.
    if (in_other_words && (distance == 0 || !text::have_same_words(at.name(), field.name))) return;
    several = distance == least;
    least = distance;
    nearest = &field;
  };
  if (in_other_words) {
    for (const Place& place : places_) {
      if (place.is_field && !place.replaced) consider(place);
    }
  } else {
    const auto [begin, end] = fields_.equal_range(at.name());
    for (auto field = begin; field != end; ++field) consider(*field->second);
  }
  return several ? nullptr : nearest;
}

/// Whether a field that stands where `at` leads to means the same at another place: on the way there is no list or map
/// of which others may have more, and what has to be made to hold it needs nothing else.
bool FieldPlaces::is_certain(const Place& place, const Step& at) {
  std::vector<const Place*> way;
  for (const Place* step = &place; step->parent != nullptr; step = step->parent) way.push_back(step);
  std::ranges::reverse(way);
  std::vector<const Step*> own;
  for (const Step* step = &at; step->parent() != nullptr; step = step->parent()) own.push_back(step);
  std::ranges::reverse(own);
  const auto same = [](const Step* step, const Place* other) {
    const bool is_of_many = step->is_item() || step->is_key();
    return other->is_field ? !is_of_many && step->name() == other->name : is_of_many;
  };
  const auto [own_rest, rest] = std::ranges::mismatch(own, way, same);
  const auto is_plain = [](const Step* step) { return !step->is_item() && !step->is_key(); };
  const auto needs_nothing_else = [](const Place* step) {
    return step->is_field && std::ranges::all_of(step->parent->schema->required,
                                                 [&](const std::string& name) { return name == step->name; });
  };
  // A path tells a dot in a map's key from none that joins two fields.
  const auto is_clear = [](const Step* step) { return step->name().find_first_of(".[") == std::string_view::npos; };
  if (rest == way.end() || !(*rest)->is_field || !std::ranges::all_of(own, is_clear)) return false;
  return std::all_of(own_rest, own.end(), is_plain) && std::all_of(std::next(rest), way.end(), needs_nothing_else);
}

FieldPlaces::Meant FieldPlaces::suggest(diag::Message& message, const Step& at, const Schema& holder,
                                        std::span<const std::string_view> siblings) const {
  const auto rename = [&](std::string_view name, bool certain) -> Meant {
    message.suggestion = name;
    if (certain) message.cured_by({diag::Cure::Kind::kRename, std::string(name), {}});
    return {name, holder.property(name)};
  };
  const std::string_view near = text::nearest(at.name(), siblings);
  const auto rename_to_nearest = [&] {
    return near.empty() ? Meant{} : rename(near, text::only_nearest(at.name(), siblings) == near);
  };
  if (!at.shows_key()) return rename_to_nearest();
  const std::string path = plain_path(at);
  if (const MovedField* moved = find_moved_field(kind_, path)) {
    if (!moved->note.empty()) message.message += "; " + std::string(moved->note);
    message.suggestion = moved->successor;
    if (std::ranges::find(siblings, moved->successor) == siblings.end()) return {};
    return rename(moved->successor, moved->note.empty());
  }
  if (!near.empty()) return rename_to_nearest();
  if (const Place* place = at_nearest_level(at, false)) {
    message.suggestion = path_of(*place, at);
    if (is_certain(*place, at)) message.cured_by({diag::Cure::Kind::kMove, message.suggestion, {}});
    return {{}, place->schema};
  }
  if (has_pod_template()) message.suggestion = place_in_pod_template(path);
  if (!message.suggestion.empty()) return {};
  const auto is_misspelt = [&](const Property& property) { return is_nearly(at.name(), property.name); };
  if (const auto given = std::ranges::find_if(holder.properties, is_misspelt); given != holder.properties.end()) {
    message.message += "; " + diag::quoted(given->name) + " is there already";
    return {};
  }
  if (words_looked_at_ == kMostInOtherWords) return {};
  ++words_looked_at_;
  const std::string_view other_form = text::of_same_words(at.name(), siblings);
  if (!other_form.empty()) return rename(other_form, false);
  if (const Place* place = at_nearest_level(at, true)) message.suggestion = path_of(*place, at);
  return {};
}

}  // namespace vmcp::admission
