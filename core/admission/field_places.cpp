#include "core/admission/field_places.h"

#include <algorithm>
#include <array>
#include <cstddef>
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
/// At how many places fields of an object are looked for: more are not meant to be found.
constexpr std::size_t kMostPlaces = 1'000'000;

/// The path of a step without indices and map keys.
std::string plain_path(const Step& at) {
  if (at.parent() == nullptr) return {};
  std::string path = plain_path(*at.parent());
  if (at.is_item() || at.is_key()) return path;
  return path.empty() ? std::string(at.name()) : path + '.' + std::string(at.name());
}

/// The steps from below the root to one.
std::vector<const Step*> steps_to(const Step& at) {
  std::vector<const Step*> steps;
  for (const Step* step = &at; step->parent() != nullptr; step = step->parent()) steps.push_back(step);
  std::ranges::reverse(steps);
  return steps;
}

}  // namespace

bool is_nearly(std::string_view name, std::string_view field) {
  return text::is_within(name, field, std::min<std::size_t>(2, field.size() / 3));
}

std::string FieldPlaces::unread_place(const Step& missing, const yaml::Value& mapping) const {
  const bool of_spec = kind_ == kGateway && plain_path(missing) == "spec." + std::string(missing.name());
  const yaml::Value* config = of_spec ? mapping.find("config") : nullptr;
  if (config == nullptr || !is_taken_from_elsewhere(missing.name()) || config->find(missing.name()) == nullptr) {
    return {};
  }
  return "spec.config." + std::string(missing.name());
}

bool FieldPlaces::has_pod_template() const {
  const Schema* spec = root_.property("spec");
  return spec != nullptr && spec->property("podTemplateSpec") != nullptr;
}

/// What is right below the end of a way. What the operator takes from elsewhere (as convertConfig) has no place there.
std::vector<FieldPlaces::Place> FieldPlaces::children_of(const Way& way) const {
  const Place& parent = way.back();
  const bool is_config =
      kind_ == kGateway && way.size() > 1 && parent.name == "config" && way[way.size() - 2].name == "spec";
  std::vector<Place> children;
  for (const Property& property : parent.schema->properties) {
    const bool replaced = parent.replaced || (is_config && is_taken_from_elsewhere(property.name));
    children.push_back({property.name, true, property.schema.get(), replaced});
  }
  for (const SchemaRef* inner : {&parent.schema->items, &parent.schema->additional_properties}) {
    if (*inner != nullptr) children.push_back({{}, false, inner->get(), parent.replaced});
  }
  return children;
}

/// The way that the schema has to where `at` leads; empty where it has none.
FieldPlaces::Way FieldPlaces::find(const Step& at) const {
  if (at.parent() == nullptr) return {{{}, false, &root_}};
  Way way = find(*at.parent());
  if (way.empty()) return {};
  const bool to_field = !at.is_item() && way.back().schema->property(at.name()) != nullptr;
  const auto leads = [&](const Place& child) { return to_field ? child.name == at.name() : !child.is_field; };
  const std::vector<Place> children = children_of(way);
  const auto found = std::ranges::find_if(children, leads);
  if (found == children.end()) return {};
  way.push_back(*found);
  return way;
}

/// Where a way leads, seen from `at`: with the indices and keys of what they share.
std::string FieldPlaces::path_of(const Way& way, const Step& at) {
  const std::vector<const Step*> own = steps_to(at);
  diag::FieldPath path;
  bool shared = true;
  for (std::size_t i = 1; i < way.size(); ++i) {
    const Step* step = shared && i - 1 < own.size() ? own[i - 1] : nullptr;
    if (way[i].is_field) {
      shared = step != nullptr && !step->is_item() && step->name() == way[i].name;
      path = path / way[i].name;
    } else if (step != nullptr) {
      path = step->path(MapKeys::kDotted);
    } else {
      path = diag::FieldPath(path.str() + "[]");
    }
  }
  return path.str();
}

/// The way to the one place that is nearest of those of the field's name, or of the same words in another form; empty
/// where there is none.
FieldPlaces::Way FieldPlaces::at_nearest_level(const Step& at, bool in_other_words) const {
  const Way from = at.parent() == nullptr ? Way() : find(*at.parent());
  Way nearest;
  std::size_t least = kFarthest;
  bool several = false;
  const auto consider = [&](const Way& way, const Place& field, std::size_t distance) {
    if (!field.is_field || field.replaced || distance > least) return;
    // Its siblings have been considered, those that are given already left out.
    if (in_other_words ? distance == 0 || !text::have_same_words(at.name(), field.name) : field.name != at.name()) {
      return;
    }
    several = !nearest.empty() && distance == least;
    least = distance;
    nearest = way;
    nearest.push_back(field);
  };
  // Looks at what the end of `way`, so many steps away, holds, and below it, but not at what `seen` holds.
  const auto look = [&](const auto& self, Way& way, std::size_t distance, const Place* seen) -> void {
    const std::vector<Place> children = children_of(way);
    places_looked_at_ += children.size();
    for (const Place& child : children) {
      consider(way, child, distance);
      if (distance == kFarthest) continue;
      if (seen != nullptr && child.is_field == seen->is_field && child.name == seen->name) continue;
      way.push_back(child);
      self(self, way, distance + 1, nullptr);
      way.pop_back();
    }
  };
  for (std::size_t up = 0; up <= kFarthest && up < from.size(); ++up) {
    Way way(from.begin(), from.end() - static_cast<std::ptrdiff_t>(up));
    look(look, way, up, up == 0 ? nullptr : &from[way.size()]);
  }
  return several ? Way() : nearest;
}

/// Whether a field that stands where `at` leads to means the same at the end of a way: there is no list or map on it of
/// which others may have more, and what has to be made to hold it needs nothing else.
bool FieldPlaces::is_certain(const Way& way, const Step& at) {
  const std::vector<const Step*> own = steps_to(at);
  const auto same = [](const Step* step, const Place& other) {
    const bool is_of_many = step->is_item() || step->is_key();
    return other.is_field ? !is_of_many && step->name() == other.name : is_of_many;
  };
  const auto own_rest = std::ranges::mismatch(own, std::span(way).subspan(1), same).in1;
  const auto is_plain = [](const Step* step) { return !step->is_item() && !step->is_key(); };
  const auto needs_nothing_else = [](const Place& holder, const Place& field) {
    return field.is_field &&
           std::ranges::all_of(holder.schema->required, [&](const std::string& name) { return name == field.name; });
  };
  // A path tells a dot in a map's key from none that joins two fields.
  const auto is_clear = [](const Step* step) { return step->name().find_first_of(".[") == std::string_view::npos; };
  const auto first = static_cast<std::size_t>(own_rest - own.begin()) + 1;
  if (first == way.size() || !way[first].is_field || !std::ranges::all_of(own, is_clear)) return false;
  if (!std::all_of(own_rest, own.end(), is_plain)) return false;
  for (std::size_t i = first + 1; i < way.size(); ++i) {
    if (!needs_nothing_else(way[i - 1], way[i])) return false;
  }
  return true;
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
  places_looked_at_ += holder.properties.size();
  if (places_looked_at_ > kMostPlaces) return {};
  if (const Way way = at_nearest_level(at, false); !way.empty()) {
    message.suggestion = path_of(way, at);
    if (is_certain(way, at)) message.cured_by({diag::Cure::Kind::kMove, message.suggestion, {}});
    return {{}, way.back().schema};
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
  if (const Way way = at_nearest_level(at, true); !way.empty()) message.suggestion = path_of(way, at);
  return {};
}

}  // namespace vmcp::admission
