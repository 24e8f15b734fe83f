#include "core/gitops/stated_releases.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "core/admission/admit.h"
#include "core/diag/code.h"
#include "core/diag/document_reporter.h"
#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/gitops/application_set.h"
#include "core/gitops/expressions.h"
#include "core/gitops/kustomization.h"
#include "core/gitops/work.h"
#include "core/yaml/location.h"

namespace vmcp::gitops {
namespace {

using diag::FieldPath;
using yaml::Value;

constexpr std::string_view kChart = "toolhive-operator";
constexpr std::string_view kCrdsChart = "toolhive-operator-crds";
constexpr std::string_view kImage = "toolhive/operator";
constexpr std::string_view kApplicationSet = "ApplicationSet";
constexpr std::string_view kKustomize = "kustomize.config.k8s.io";

/// Where manifests of a kind name a chart and the version of it that they install.
struct Row {
  std::string_view group;
  std::string_view kind;   ///< empty: all of the group
  std::string_view block;  ///< a mapping, or a list of them
  std::array<std::string_view, 2> charts;
  std::array<std::string_view, 2> versions;  ///< the first that is there counts
};

constexpr std::array kRows = {
    Row{"helm.toolkit.fluxcd.io", "HelmRelease", "spec.chart.spec", {"chart"}, {"version"}},
    Row{"source.toolkit.fluxcd.io", "HelmChart", "spec", {"chart"}, {"version"}},
    Row{"source.toolkit.fluxcd.io", "OCIRepository", "spec", {"url"}, {"ref.semver", "ref.tag"}},
    Row{"argoproj.io", "Application", "spec.source", {"chart", "repoURL"}, {"targetRevision"}},
    Row{"argoproj.io", "Application", "spec.sources", {"chart", "repoURL"}, {"targetRevision"}},
    Row{"argoproj.io", kApplicationSet, "spec.template.spec.source", {"chart", "repoURL"}, {"targetRevision"}},
    Row{"argoproj.io", kApplicationSet, "spec.template.spec.sources", {"chart", "repoURL"}, {"targetRevision"}},
    Row{kKustomize, "", "helmCharts", {"name"}, {"version"}}};

/// The string that a path leads to; empty when there is none.
std::string_view text_at(const Value& value, std::string_view path) {
  const Value* found = path.empty() ? nullptr : yaml::find_location(value, path).value;
  return found != nullptr && found->is_string() ? std::string_view{found->as_string()} : std::string_view{};
}

/// The name of a chart, or with which its address ends. A repository that is no OCI registry may have that for reasons
/// of its own: it is empty then.
std::string_view chart_in(std::string_view name) {
  if (name.find("://") != std::string_view::npos && !name.starts_with("oci://")) return {};
  while (name.ends_with('/')) name.remove_suffix(1);
  return name.substr(name.rfind('/') + 1);
}

/// The version of a chart that lies in Git or a bucket is whatever lies there.
bool is_from_files(const Value& block) {
  const std::string_view kind = text_at(block, "sourceRef.kind");
  return kind == "GitRepository" || kind == "Bucket";
}

/// The tag of an image if it is the operator's, wherever it is mirrored; empty without a tag. Nothing for others.
std::optional<std::string_view> operators_tag(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const std::size_t colon = image.rfind(':');
  const std::size_t slash = image.rfind('/');
  const bool has_tag = colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash);
  const std::string_view repository = has_tag ? image.substr(0, colon) : image;
  const auto is = [&](std::string_view name) {
    return repository == name || (repository.ends_with(name) && repository[repository.size() - name.size() - 1] == '/');
  };
  if (!is(kImage) && !is(kChart)) return std::nullopt;
  return has_tag ? image.substr(colon + 1) : std::string_view{};
}

using Visit = std::function<void(const Value& item, const FieldPath& path)>;

/// Visits the mapping that a path leads to, or each item of the list.
void for_each_block(const Value& root, std::string_view path, const Visit& visit) {
  const Value* found = yaml::find_location(root, path).value;
  const FieldPath at{std::string(path)};
  if (found == nullptr) return;
  if (!found->is_sequence()) return visit(*found, at);
  for (std::size_t i = 0; i < found->items().size(); ++i) visit(found->items()[i], at[i]);
}

/// The group of a document's kind; kustomize takes a file by its name, too.
std::string_view group_of(const Value& root, std::string_view file) {
  const std::string_view api_version = root.string_at("apiVersion");
  if (api_version.empty() && Kustomizations::is_kustomization_file(file)) return kKustomize;
  return admission::group_of(api_version);
}

/// What an ApplicationSet makes of a text of its template: the different ones of its applications.
std::set<std::string> made_of(std::span<const Value> applications, std::string_view path) {
  constexpr std::string_view kTemplate = "spec.template.";
  std::set<std::string> texts;
  for (const Value& application : applications) {
    texts.emplace(text_at(application, path.substr(kTemplate.size())));
  }
  return texts;
}

}  // namespace

bool installs_toolhive(const Value& root) {
  bool installs = false;
  for (const Row& row : kRows) {
    if (row.group != admission::group_of(root.string_at("apiVersion")) || row.kind != root.string_at("kind")) continue;
    for_each_block(root, row.block, [&](const Value& block, const FieldPath&) {
      for (const std::string_view key : row.charts) {
        const std::string_view chart = chart_in(text_at(block, key));
        installs = installs || chart == kChart || chart == kCrdsChart;
      }
    });
  }
  return installs;
}

void StatedReleases::state(const yaml::Document& document, const source::Sources& sources, std::string path,
                           std::string_view text) {
  std::optional<release::Choice> choice = release::choose_of_chart(text);
  const yaml::Mark mark = yaml::find_location(document.root, path).mark;
  (choice ? statements_ : without_version_)
      .push_back({std::string(text), std::move(choice).value_or(release::Choice{}), yaml::place_of(sources, mark),
                  std::move(path), admission::identify(document.root, {""}).id()});
}

void StatedReleases::add(const yaml::Document& document, const source::Sources& sources) {
  const Value& root = document.root;
  if (!root.is_mapping()) return;
  const std::string& file = sources.at(document.source).name;
  const std::string_view group = group_of(root, file);
  const std::string_view kind = root.string_at("kind");
  std::optional<std::vector<Value>> applications;  // of an ApplicationSet, as far as they are known
  for (const Row& row : kRows) {
    if (row.group != group || (!row.kind.empty() && row.kind != kind)) continue;
    for_each_block(root, row.block, [&](const Value& block, const FieldPath& path) {
      const auto names_chart = [&](std::string_view key) { return chart_in(text_at(block, key)) == kChart; };
      const auto* const chart = std::ranges::find_if(row.charts, names_chart);
      if (chart == row.charts.end()) return;
      const auto* const version =
          std::ranges::find_if(row.versions, [&](std::string_view key) { return !text_at(block, key).empty(); });
      if (version == row.versions.end() || is_from_files(block)) {
        return state(document, sources, (path / *chart).str(), "");
      }
      const std::string at = (path / *version).str();
      const std::string_view text = text_at(block, *version);
      std::set<std::string> texts;
      if (kind == kApplicationSet && is_template(text)) {
        constexpr std::size_t kMostFilled = std::size_t{256} << 10U;
        Work bytes(kMostFilled);
        if (!applications) applications = applications_of(root, file, {}, bytes);
        texts = made_of(*applications, at);
      }
      if (texts.empty()) texts.emplace(text);
      for (const std::string& one : texts) state(document, sources, at, one);
    });
  }
  if (group != "apps" || kind != "Deployment") return;
  for_each_block(root, "spec.template.spec.containers", [&](const Value& container, const FieldPath& path) {
    const std::optional<std::string_view> tag = operators_tag(container.string_at("image"));
    if (tag) state(document, sources, (path / "image").str(), *tag);
  });
}

void StatedReleases::report(diag::Severity severity, diag::Code code, const Statement& at, diag::Message message,
                            diag::Sink& sink) {
  diag::DocumentReporter(sink, diag::Stage::kParse)
      .report(severity, code, at.place, std::move(message), at.path, at.resource);
}

/// What is reproduced though nobody says so.
void StatedReleases::note_assumption(diag::Sink& sink) const {
  const Statement& first = without_version_.front();
  diag::Message message = (first.text.empty() ? "no version of the operator is stated here"
                                              : diag::quoted(first.text) + " is no version of the operator") +
                          "; ToolHive " + std::string(release::kDefault.tag) +
                          R"(, the newest that is known, is reproduced; the option "toolhive" names another)";
  for (const Statement& other : std::span(without_version_).subspan(1)) {
    message.because({other.place, "the operator is installed here, too"});
  }
  report(diag::Severity::kNote, "unknown-release", first, std::move(message), sink);
}

const StatedReleases::Statement& StatedReleases::newest() const {
  const auto rank = [](const Statement& one) {
    const auto* const known = one.choice.release ? std::ranges::find(release::kReleases, *one.choice.release) : nullptr;
    // Of two that are reproduced as the oldest, that which is itself.
    return std::tuple(known, !one.choice.older, one.choice.older);
  };
  return *std::ranges::max_element(statements_, {}, rank);
}

std::optional<release::Version> StatedReleases::older() const {
  return statements_.empty() ? std::nullopt : newest().choice.older;
}

std::optional<release::Release> StatedReleases::choose(diag::Sink& sink) const {
  if (statements_.empty()) {
    if (!without_version_.empty()) note_assumption(sink);
    return std::nullopt;
  }
  const Statement& newest = this->newest();
  const std::optional<release::Release>& release = newest.choice.release;

  const auto agrees = [&](const Statement& other) { return other.choice == newest.choice; };
  if (!release) {
    report(diag::Severity::kError, "unknown-release", newest,
           newest.choice.message + R"(; the option "toolhive" names another)", sink);
  } else if (!std::ranges::all_of(statements_, agrees)) {
    diag::Message message = "several versions of the operator are named; ToolHive " + std::string(release->tag) +
                            " is reproduced, the " +
                            (newest.choice.older ? "oldest that is known" : "newest of them that is known") +
                            R"(; the option "toolhive" chooses one)";
    for (const Statement& other : statements_) {
      if (!agrees(other)) message.because({other.place, diag::quoted(other.text) + " is named here"});
    }
    report(diag::Severity::kWarning, "conflicting-releases", newest, std::move(message), sink);
  } else if (!newest.choice.message.empty()) {
    report(diag::Severity::kWarning, "unknown-release", newest, newest.choice.message, sink);
  } else {
    report(diag::Severity::kNote, "stated-release", newest,
           diag::quoted(newest.text) + " is the operator's version here, so ToolHive " + std::string(release->tag) +
               " is reproduced",
           sink);
  }
  return release;
}

}  // namespace vmcp::gitops
