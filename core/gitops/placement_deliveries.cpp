#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/gitops/placement_steps.h"
#include "core/yaml/location.h"

/// What is wrong with deliveries, and with what builds them: of concern where they bring objects of ToolHive's, or
/// others that do.
namespace vmcp::gitops {

/// Whether a file in a directory or below it states a delivery of concern.
bool Placement::holds_bringing(const std::string& directory) const {
  return std::ranges::any_of(files_below(files_, directory), [&](const Files::value_type& file) {
    return std::ranges::any_of(
        file.second, [&](std::size_t document) { return bringing_.contains(documents_[document].root.mark()); });
  });
}

/// To be called when all deliveries are built.
void Placement::judge_strays(const std::vector<DeliveryQueue::Stray>& strays) {
  for (const DeliveryQueue::Stray& stray : strays) {
    if (holds_toolhive(stray.directory)) bringing_.insert(stray.delivery->object);
  }
  for (auto brought = brought_.rbegin(); brought != brought_.rend(); ++brought) {
    const auto is_bringing = [&](const yaml::Mark& delivery) { return bringing_.contains(delivery); };
    if (brought->toolhives || std::ranges::any_of(brought->deliveries, is_bringing)) bringing_.insert(brought->by);
  }
  std::set<diag::Place> told;  // of a template once, for all that is made of it
  for (const DeliveryQueue::Stray& stray : strays) {
    if (!holds_toolhive(stray.directory) && !holds_bringing(stray.directory)) continue;
    bringing_.insert(stray.delivery->object);
    if (!told.insert(stray.delivery->path_place).second) continue;
    reporter_.report(diag::Severity::kWarning, "build-refused", stray.delivery->path_place,
                     diag::Message(diag::quoted(stray.written) + " is no directory of this tree").suggest(stray.meant),
                     stray.delivery->path_field);
  }
}

/// To be called when all is built.
void Placement::judge_deliveries() {
  for (const auto& [delivery, faults] : faults_) {
    if (!bringing_.contains(delivery)) continue;
    for (const FieldFault& fault : faults) {
      reporter_.report(diag::Severity::kWarning, "build-refused", yaml::place_of(sources_, fault.mark),
                       diag::Message(fault.message).suggest(fault.meant), fault.path);
    }
  }
  for (Brought& brought : brought_) {
    const auto is_bringing = [&](const yaml::Mark& delivery) { return bringing_.contains(delivery); };
    if (std::ranges::none_of(brought.deliveries, is_bringing)) continue;
    Build build;
    build.refused = std::move(brought.refused);
    build.repeated = std::move(brought.repeated);
    report_refused(build, true);
  }
}

}  // namespace vmcp::gitops
