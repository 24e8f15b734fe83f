#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/field_path.h"
#include "core/gitops/kustomization_fields.h"
#include "core/gitops/work.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// The templates of an Argo CD ApplicationSet, filled in with the parameters that its generators are known to have:
/// `list` elements and `git` directories, of `directories`, which are all that the input has, in the repository that
/// holds `file`; and what a `matrix` or `merge` makes of them. Expressions of what is not known stay. One per set of
/// parameters, as long as there are bytes left for them.
std::vector<yaml::Value> applications_of(const yaml::Value& application_set, std::string_view file,
                                         const std::vector<std::string>& directories, Work& bytes);

/// Visits the generators of what holds some and stands at `path`, with their places: the spec of an ApplicationSet, and
/// each `matrix` and `merge` in it, whose generators come before the one that has it.
void for_each_generator(yaml::Value& holder, const diag::FieldPath& path,
                        const std::function<void(yaml::Value&, const diag::FieldPath&)>& visit);

/// The glob that was probably meant by one that matches no directory; empty: not known.
using MeantGlob = std::function<std::string(std::string_view)>;

/// Gives the directories of `git` generators that match none of `directories` those that were meant. Adds what was
/// misspelt to `faults`.
void mend_directories(yaml::Value& application_set, std::string_view file, const std::vector<std::string>& directories,
                      const MeantGlob& meant, Work& looks, std::vector<FieldFault>& faults);

/// The values of parameters whose names say that they are secret.
std::vector<std::string> secret_parameters(const yaml::Value& application_set);

/// Those of `directories` that its generators leave out of the others, as long as there is work left for looks.
std::vector<std::string> excluded_directories(const yaml::Value& application_set, std::string_view file,
                                              const std::vector<std::string>& directories, Work& looks);

}  // namespace vmcp::gitops
