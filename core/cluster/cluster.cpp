#include "core/cluster/cluster.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/admission/variable.h"

namespace vmcp::cluster {

std::string_view ConfigMapKeys::nearest(std::string_view key) const {
  const std::array<std::string_view, 2> candidates = {text.nearest(key),
                                                      binary == nullptr ? std::string_view{} : binary->nearest(key)};
  return text::nearest(key, candidates);
}

bool Cluster::may_be(std::string_view group, std::string_view kind, std::string_view name_space,
                     std::string_view name) const {
  constexpr std::size_t kMostWithVariables = 500;
  const bool anywhere = !admission::variables_in(name_space).empty();
  if (anywhere && !namespace_with(group, kind, name).empty()) return true;
  const auto is_it = [&](const Identity& identity) {
    const auto& [its_group, its_kind, its_namespace, its_name] = identity;
    return admission::may_become(its_name, name) &&
           (anywhere || its_namespace.empty() || admission::may_become(its_namespace, name_space));
  };
  const auto is_in = [&](std::string_view its_namespace) {
    const auto found = with_variables_.find({group, kind, its_namespace});
    return found != with_variables_.end() &&
           (found->second.size() > kMostWithVariables || std::ranges::any_of(found->second, is_it));
  };
  if (!anywhere) return is_in({}) || is_in(name_space);
  return count_with_variables_ > kMostWithVariables || std::ranges::any_of(with_variables_, [&](const auto& in) {
           return std::get<0>(in.first) == group && std::get<1>(in.first) == kind &&
                  std::ranges::any_of(in.second, is_it);
         });
}

std::string_view Cluster::unbuilt(std::string_view name_space) const {
  const auto found = notes_->unbuilt.find(name_space);
  return found == notes_->unbuilt.end() ? std::string_view{} : std::string_view{found->second};
}

std::string_view Cluster::renamed(std::string_view kind, std::string_view name_space, std::string_view name) const {
  const auto found = notes_->renamed.find({std::string(kind), std::string(name_space), std::string(name)});
  return found == notes_->renamed.end() ? std::string_view{} : std::string_view{found->second.text};
}

std::string_view Cluster::built_elsewhere(std::string_view kind, std::string_view name_space,
                                          std::string_view name) const {
  const auto found = notes_->built.find({std::string(kind), std::string(name_space), std::string(name)});
  return found == notes_->built.end() ? std::string_view{} : std::string_view{found->second};
}

std::string_view Cluster::as_written(std::string_view kind, std::string_view name_space, std::string_view name) const {
  const auto found = names().written.find({kind, name_space, name});
  return found == names().written.end() ? name : found->second;
}

bool Cluster::may_be_wanting(std::string_view group, std::string_view kind, std::string_view name_space,
                             std::string_view name) const {
  // What is nearly the name of something else is a mistake by itself.
  return notes_->refused.contains(name_space) && nearest_name(group, kind, name_space, name).empty();
}

std::string_view Cluster::unlisted(const Object& from, std::string_view kind, std::string_view name,
                                   bool beside) const {
  const auto found = notes_->unlisted.find({std::string(kind), std::string(name)});
  const std::size_t source = from.value.mark().source;
  if (found == notes_->unlisted.end() || source >= notes_->files.size()) return {};
  const std::string& path = notes_->files[source].path;
  const BuildNotes::Unlisted* nearest = nullptr;
  std::size_t most = 0;
  for (const BuildNotes::Unlisted& one : found->second) {
    const auto end = std::ranges::mismatch(one.directory, path).in1;
    const auto common = static_cast<std::size_t>(end - one.directory.begin());
    const bool is_above = common == one.directory.size() && (common == 0 || path.substr(common).starts_with('/'));
    if (beside && !is_above) continue;
    if (nearest != nullptr && common <= most) continue;
    nearest = &one;
    most = common;
  }
  return nearest == nullptr ? std::string_view{} : std::string_view{nearest->text};
}

bool Cluster::is_unlisted(const Object& from, const Object& target) const {
  const auto is = [&](const Object& object, bool BuildNotes::File::*state) {
    const std::size_t source = object.value.mark().source;
    return source < notes_->files.size() && notes_->files[source].*state;
  };
  return is(from, &BuildNotes::File::built) && is(target, &BuildNotes::File::unlisted);
}

const yaml::Value* Cluster::entry(const Object& object, std::string_view field, std::string_view key) const {
  const yaml::Value* mapping = object.value.find(field);
  const auto wide = wide_.find(mapping);
  if (wide == wide_.end()) return mapping == nullptr ? nullptr : mapping->find(key);
  const auto value = wide->second.find(key);
  return value == wide->second.end() ? nullptr : value->second;
}

const Cluster::Names& Cluster::names() const {
  std::call_once(names_are_made_, [this] { index_names(); });
  return names_;
}

Cluster::Identity Cluster::identity_of(const Object& object) {
  return {object.group(), object.kind, object.name_space, object.name};
}

const Object* Cluster::find(std::string_view group, std::string_view kind, std::string_view name_space,
                            std::string_view name) const {
  const auto found = by_identity_.find(Identity{group, kind, name_space, name});
  return found == by_identity_.end() ? nullptr : *found;
}

std::string_view Cluster::nearest_name(std::string_view group, std::string_view kind, std::string_view name_space,
                                       std::string_view name) const {
  const auto& of_kind = names().of_kind;
  const auto found = of_kind.find({group, kind, name_space});
  const std::string_view near = found == of_kind.end() ? std::string_view{} : found->second.nearest(name);
  const auto before = names().former.find({kind, name_space});
  const std::string_view former = before == names().former.end() ? std::string_view{} : before->second.nearest(name);
  if (former.empty() || text::nearest(name, std::array{near, former}) == near) return near;
  return notes_->renamed.at({std::string(kind), std::string(name_space), std::string(former)}).now;
}

std::string_view Cluster::namespace_with(std::string_view group, std::string_view kind, std::string_view name) const {
  const std::vector<Identity>& by_name = names().by_name;
  const auto found = std::ranges::lower_bound(by_name, Identity{group, kind, name, {}});
  return found != by_name.end() && is_called(*found, group, kind, name) ? std::get<3>(*found) : std::string_view{};
}

std::optional<ConfigMapKeys> Cluster::config_map(std::string_view name_space, std::string_view name) const {
  std::optional<Keys> text = config_maps_.find(name_space, name);
  if (!text) return std::nullopt;
  const auto binary = binary_keys_.find({name_space, name});
  return ConfigMapKeys{*std::move(text), binary == binary_keys_.end() ? nullptr : &binary->second};
}

std::string_view Cluster::only_namespace_with(std::string_view group, std::string_view kind,
                                              std::string_view name) const {
  const std::vector<Identity>& by_name = names().by_name;
  const auto found = std::ranges::lower_bound(by_name, Identity{group, kind, name, {}});
  if (found == by_name.end() || !is_called(*found, group, kind, name)) return {};
  const auto next = std::next(found);
  const bool is_only = next == by_name.end() || !is_called(*next, group, kind, name);
  return is_only ? std::get<3>(*found) : std::string_view{};
}

const Object* Cluster::filler(std::string_view kind, std::string_view name_space, std::string_view name) const {
  const auto in_it = fillers_.find({kind, name_space, name});
  const auto found = in_it != fillers_.end() ? in_it : fillers_.find({kind, {}, name});
  return found == fillers_.end() ? nullptr : found->second;
}

const diag::Related* Cluster::misspelt(std::string_view kind, std::string_view name_space,
                                       std::string_view name) const {
  const auto found = misspelt_.find({kind, name_space, name});
  return found == misspelt_.end() ? nullptr : &found->second;
}

bool Cluster::is_filled_in(std::string_view kind, std::string_view name_space, std::string_view name) const {
  return (kind == "Secret" ? secrets_ : config_maps_).is_filled_in(name_space, name);
}

bool Cluster::is_called(const Identity& by_name, std::string_view group, std::string_view kind, std::string_view name) {
  return std::tie(std::get<0>(by_name), std::get<1>(by_name), std::get<2>(by_name)) == std::tie(group, kind, name);
}

bool Cluster::was_refused(std::string_view group, std::string_view kind, std::string_view name_space,
                          std::string_view name) const {
  return refused_.contains({group, kind, name_space, name}) || unread_.mention(kind, name);
}

bool Cluster::has_refused(std::string_view group, std::string_view kind, std::string_view name_space) const {
  const auto at = refused_.lower_bound({group, kind, name_space, {}});
  const bool refused = at != refused_.end() && std::tie(std::get<0>(*at), std::get<1>(*at), std::get<2>(*at)) ==
                                                   std::tie(group, kind, name_space);
  return refused || unread_.may_hold(kind, name_space);
}

}  // namespace vmcp::cluster
