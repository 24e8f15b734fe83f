#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/gitops/expressions.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/placement_steps.h"
#include "core/gitops/stated_releases.h"
#include "core/source/glob.h"
#include "core/text/ascii.h"
#include "core/yaml/fields.h"
#include "core/yaml/location.h"

/// What is wrong with deliveries, and with what builds them: told where they bring objects of concern, or others that
/// do.
namespace vmcp::gitops {
namespace {

/// A path with stars for its expressions; empty: it has none, or an unfinished one.
std::string as_glob(std::string_view path) {
  std::string glob;
  const std::size_t whole = path.size();
  while (const std::optional<Expression> expression = take_expression(path))
    glob.append(expression->before).append("*");
  return path.size() == whole || is_template(path) ? std::string() : glob.append(path);
}

}  // namespace

/// Whether a directory holds objects or deliveries of concern, or the former are built of it.
bool Placement::leads_to_bringing(const std::string& directory) const {
  const auto is_bringing = [&](std::size_t document) { return bringing_.contains(documents_[document].root.mark()); };
  return built_of_concern_.contains(directory) || holds_concern(directory) ||
         std::ranges::any_of(files_below(files_, directory), [&](const Files::value_type& file) {
           return std::ranges::any_of(file.second, is_bringing);
         });
}

/// What was probably meant by a glob that matches no directory with objects of concern; empty: not known.
std::string Placement::meant_glob(std::string_view glob, const Directories& directories) const {
  const std::size_t above = directories.root.empty() ? 0 : directories.root.size() + 1;
  for (const std::string& directory : directories.all) {
    if (directory.size() < above) continue;
    std::string meant = meant_path(glob, std::string_view(directory).substr(above));
    if (meant.empty()) continue;
    // It may be meant for directories with others.
    const auto differs = std::mismatch(glob.begin(), glob.end(), meant.begin(), meant.end()).first - glob.begin();
    const std::string_view mistaken = glob.substr(0, glob.find('/', static_cast<std::size_t>(differs)));
    if (!kustomizations_.is_directory(joined(directories.root, mistaken))) return meant;
  }
  return {};
}

/// Finds the ApplicationSets of which something is wrong, not all parameters are known, and the paths say enough beside
/// them: they may bring what a directory that fits has.
void Placement::find_perhaps_bringing() {
  std::set<std::string, std::less<>> directories(built_of_concern_.begin(), built_of_concern_.end());
  for (const auto& [file, documents] : files_) {
    if (has_concern_among(documents)) directories.emplace(directory_of(file));
  }
  constexpr std::size_t kMostLooks = 1'000'000;
  Work looks(kMostLooks);
  for (const yaml::Document& document : documents_) {
    const yaml::Mark& mark = document.root.mark();
    if (!faults_.contains(mark) || bringing_.contains(mark)) continue;
    const auto may_bring = [&](const yaml::Value* source) {
      const std::string glob = normalized(as_glob(source == nullptr ? std::string_view{} : source->string_at("path")));
      const bool says_enough = std::ranges::any_of(glob, text::is_alphanumeric);
      if (!says_enough || !looks.take(directories.size() * (1 + text_units(glob.size())))) return false;
      const source::Glob pattern("**/" + glob);
      return std::ranges::any_of(directories, [&](const std::string& one) { return pattern.matches('/' + one); });
    };
    const yaml::Value* spec = yaml::value_at(document.root, {"spec", "template", "spec"});
    if (spec == nullptr) continue;
    const auto any = [&](const yaml::Value& source) { return may_bring(&source); };
    if (may_bring(spec->find("source")) || std::ranges::any_of(yaml::items_at(*spec, {"sources"}), any)) {
      bringing_.insert(mark);
    }
  }
}

/// Finds what installs ToolHive: charts of it, and the releases that name those.
void Placement::find_installing() {
  std::set<std::pair<std::string_view, std::string_view>> charts;
  for (const yaml::Document& document : documents_) {
    if (!installs_toolhive(document.root)) continue;
    bringing_.insert(document.root.mark());
    charts.emplace(document.root.string_at("kind"), yaml::text_at(document.root, {"metadata", "name"}));
  }
  for (const yaml::Document& document : documents_) {
    const yaml::Value* chart = yaml::value_at(document.root, {"spec", "chartRef"});
    if (chart == nullptr || !is_of_deliveries(document.root)) continue;
    if (charts.contains({chart->string_at("kind"), chart->string_at("name")})) bringing_.insert(document.root.mark());
  }
}

/// Finds what deliveries of concern name of which something is wrong: repositories and projects.
void Placement::find_serving() {
  const auto is_faulty = [&](const yaml::Document& document) {
    return serves_deliveries(document.root) && faults_.contains(document.root.mark());
  };
  if (std::ranges::none_of(documents_, is_faulty)) return;
  std::set<std::pair<std::string_view, std::string_view>> named;
  for (const yaml::Document& document : documents_) {
    if (!bringing_.contains(document.root.mark())) continue;
    for (const std::string_view path : {"spec.sourceRef", "spec.chartRef", "spec.chart.spec.sourceRef"}) {
      const yaml::Value* source = yaml::find_location(document.root, path).value;
      if (source != nullptr) named.emplace(source->string_at("kind"), source->string_at("name"));
    }
    named.emplace("AppProject", yaml::text_at(document.root, {"spec", "project"}));
    named.emplace("AppProject", yaml::text_at(document.root, {"spec", "template", "spec", "project"}));
  }
  for (const yaml::Document& document : documents_) {
    const std::string_view name = yaml::text_at(document.root, {"metadata", "name"});
    if (is_faulty(document) && named.contains({document.root.string_at("kind"), name})) {
      bringing_.insert(document.root.mark());
    }
  }
}

void Placement::judge_strays() {
  std::set<diag::Place> told;  // of a template once, for all that is made of it
  for (const auto& [delivery, meant, directory] : strays_) {
    if (!leads_to_bringing(directory)) continue;
    bringing_.insert(delivery.object);
    const diag::Place place = yaml::place_of(sources_, delivery.path_mark);
    if (!told.insert(place).second) continue;
    reporter_.report(diag::Severity::kWarning, "build-refused", place,
                     diag::Message(diag::quoted(delivery.path) + " is no directory of this tree").suggest(meant),
                     delivery.path_field);
  }
}

/// To be called when all is built.
void Placement::judge_deliveries() {
  if (!has_deliveries_ && brought_.empty()) return;
  const auto is_any_bringing = [&](const Brought& brought) {
    const auto is_bringing = [&](const yaml::Mark& delivery) { return bringing_.contains(delivery); };
    return brought.concerns || std::ranges::any_of(brought.deliveries, is_bringing);
  };
  find_concerns();
  find_installing();
  for (const DeliveryQueue::Stray& stray : strays_) {
    if (leads_to_bringing(stray.directory)) bringing_.insert(stray.delivery.object);
  }
  for (auto brought = brought_.rbegin(); brought != brought_.rend(); ++brought) {
    if (is_any_bringing(*brought)) bringing_.insert(brought->by);
  }
  judge_strays();
  find_perhaps_bringing();
  find_serving();
  for (const auto& [delivery, faults] : faults_) {
    if (!bringing_.contains(delivery)) continue;
    for (const FieldFault& fault : faults) {
      reporter_.report(diag::Severity::kWarning, "build-refused", yaml::place_of(sources_, fault.mark),
                       diag::Message(fault.message).suggest(fault.meant), fault.path);
    }
  }
  for (Brought& brought : brought_) {
    if (!is_any_bringing(brought)) continue;
    Build build;
    build.refused = std::move(brought.refused);
    build.repeated = std::move(brought.repeated);
    build.one_of_two = std::move(brought.one_of_two);
    report_refused(build, true);
  }
}

}  // namespace vmcp::gitops
