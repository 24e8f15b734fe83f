#include "core/gitops/wanted_names.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "core/admission/variable.h"
#include "core/model/secret_makers.h"
#include "core/operator/names.h"

namespace vmcp::gitops {
namespace {

std::set<std::string> names_of(const Referred& referred, const FormerNames& former) {
  std::set<std::string> names = former.stated();
  const auto add = [&](std::string_view name) {
    names.emplace(name);
    const std::string_view maker = model::name_of_maker(name);
    if (!maker.empty()) names.emplace(maker);
  };
  for (const Referred::Object& object : referred.all()) {
    add(object.name);
    // A gateway's is called as it is.
    if (object.kind == "Deployment") names.insert(op::service_name(object.name));
    for (const std::string& before : former.before(object.name)) add(before);
  }
  return names;
}

}  // namespace

WantedNames::WantedNames(const Referred& referred, const FormerNames& former)
    : names_(names_of(referred, former)), index_({names_.begin(), names_.end()}), any_(former.may_be_any()) {
  std::ranges::copy_if(names_, std::back_inserter(open_),
                       [](const std::string& name) { return !admission::variables_in(name).empty(); });
  constexpr std::size_t kMostOpen = 100;
  any_ = any_ || open_.size() > kMostOpen;
}

bool WantedNames::may_stand_in(const Sketch& sketch) const {
  const auto may_be = [&](const Sketch::Name& name) {
    return index_.contains(name.text) ||
           (name.of_object && (!index_.nearest(name.text).empty() || std::ranges::any_of(open_, [&](const auto& open) {
              return admission::may_become(open, name.text);
            })));
  };
  return any_ || sketch.any_name || std::ranges::any_of(sketch.names, may_be);
}

}  // namespace vmcp::gitops
