#include "core/operator/cross_references/surroundings.h"

#include <algorithm>
#include <array>

#include "core/admission/variable.h"

namespace vmcp::op {
namespace {

constexpr std::string_view kGateway = "VirtualMCPServer";
constexpr std::array<std::string_view, 3> kMemberKinds = {"MCPServer", "MCPRemoteProxy", "MCPServerEntry"};

bool is_member(const cluster::Object& object) {
  return std::ranges::find(kMemberKinds, object.kind) != kMemberKinds.end();
}

std::string_view group_of(const cluster::Object& object) {
  return yaml::text_at(object.value, {"spec", "groupRef", "name"});
}

}  // namespace

bool is_stated(std::string_view name) {
  return !name.empty() && admission::variables_in(name).empty() && name.find("{{") == std::string_view::npos;
}

Surroundings::Surroundings(const cluster::Cluster& cluster, const NameRules& rules, const admission::Reporter& reporter)
    : index_(std::make_shared<Index>(Index{cluster, rules})), reporter_(reporter) {
  const auto add = [&](const cluster::Object& object) {
    if (object.group() != admission::kToolhiveGroup || !is_stated(object.name_space)) return;
    if (object.kind != kGateway || !rules.is_wanted || rules.is_wanted(object)) index_->objects.push_back(&object);
    const std::string_view group = group_of(object);
    if (is_member(object) && !group.empty()) index_->members[{object.name_space, group}].push_back(&object);
  };
  for (const cluster::Object& object : cluster.objects()) add(object);
  for (const cluster::Object& object : cluster.refused_objects()) {
    add(object);
    if (object.group() == admission::kToolhiveGroup) {
      index_->refused.try_emplace({object.kind, object.name_space, object.name}, &object);
    }
  }
  std::erase_if(index_->members, [&](const auto& entry) {
    return std::ranges::any_of(entry.second, [](const auto* member) { return !is_stated(member->name); }) ||
           cluster.has_unread_objects(entry.first.first);
  });
  for (const auto& [group, members] : index_->members) {
    std::vector<std::string_view> names;
    for (const cluster::Object* member : members) names.push_back(member->name);
    index_->member_names.try_emplace(group, std::move(names));
  }
}

std::vector<const cluster::Object*> Surroundings::of_kind(std::string_view kind) const {
  std::vector<const cluster::Object*> found;
  std::ranges::copy_if(index_->objects, std::back_inserter(found),
                       [&](const auto* object) { return object->kind == kind; });
  return found;
}

const cluster::Object* Surroundings::find(std::string_view kind, std::string_view name_space,
                                          std::string_view name) const {
  if (const auto* found = cluster().find(admission::kToolhiveGroup, kind, name_space, name)) return found;
  const auto found = index_->refused.find({kind, name_space, name});
  return found == index_->refused.end() ? nullptr : found->second;
}

const std::vector<const cluster::Object*>& Surroundings::members_of(const cluster::Object& gateway) const {
  static const std::vector<const cluster::Object*> kNone;
  const auto found = index_->members.find({gateway.name_space, group_of(gateway)});
  return found == index_->members.end() ? kNone : found->second;
}

const text::NameIndex* Surroundings::member_names(const cluster::Object& gateway) const {
  const auto found = index_->member_names.find({gateway.name_space, group_of(gateway)});
  return found == index_->member_names.end() ? nullptr : &found->second;
}

void Surroundings::warn(const cluster::Object& object, diag::Code code, const diag::FieldPath& path,
                        diag::Message message) const {
  if (!told(object, path)) reporter_.warning(object, code, path, std::move(message));
}

}  // namespace vmcp::op
