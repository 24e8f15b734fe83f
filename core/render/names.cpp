#include "core/render/names.h"

#include <algorithm>
#include <mutex>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/admission/reporter.h"
#include "core/operator/auth_server/auth_server.h"
#include "core/operator/cross_references/check_names.h"
#include "core/render/gateways.h"

namespace vmcp::render {
namespace {

/// An object's apiVersion, kind, namespace and name, and a path in it.
using Field = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view, std::string_view>;

Field field_of(const diag::Diagnostic* finding) {
  const diag::ResourceId& resource = finding->resource;
  return {resource.api_version, resource.kind, resource.name_space, resource.name, finding->path};
}

const diag::Place& place_of(const diag::Diagnostic* finding) { return finding->place; }

/// The fields that findings are about, also those that are suppressed, by their place, and by their object and path
/// where they have none. The findings must outlive this.
class SpokenOf {
 public:
  SpokenOf(diag::Sink& sink, const admission::Reporter& reporter) : reporter_(reporter) {
    by_place_.reserve(sink.all().size());
    sink.for_each([&](const diag::Diagnostic& finding) { by_place_.push_back(&finding); });
    std::ranges::sort(by_place_, {}, place_of);
  }

  /// Whether a finding is about the field.
  bool operator()(const cluster::Object& object, const diag::FieldPath& path) const {
    const diag::Place place = reporter_.place(object, path);
    if (place.line != 0 && std::ranges::binary_search(by_place_, place, {}, place_of)) return true;
    const Field field{object.api_version, object.kind, object.name_space, object.name, path.str()};
    return std::ranges::binary_search(by_field(), field, {}, field_of);
  }

 private:
  /// Most of what is asked for is found by its place.
  const std::vector<const diag::Diagnostic*>& by_field() const {
    std::call_once(by_field_is_made_, [this] {
      by_field_ = by_place_;
      std::ranges::sort(by_field_, {}, field_of);
    });
    return by_field_;
  }

  const admission::Reporter& reporter_;
  std::vector<const diag::Diagnostic*> by_place_;
  mutable std::once_flag by_field_is_made_;
  mutable std::vector<const diag::Diagnostic*> by_field_;
};

}  // namespace

void judge_names(const cluster::Cluster& cluster, const Options& options, const source::Sources& sources,
                 diag::Sink& sink) {
  const admission::Reporter reporter(sink, sources, diag::Stage::kOperator);
  const SpokenOf spoken_of(sink, reporter);
  op::NameRules rules;
  rules.strict = options.settings.strict;
  rules.unmet = options.start == Start::kError ? diag::Severity::kError : diag::Severity::kWarning;
  rules.pods = options.start != Start::kOff;
  rules.is_wanted = [&](const cluster::Object& object) { return is_wanted(object, options); };
  rules.told = [&](const cluster::Object& object, const diag::FieldPath& path) { return spoken_of(object, path); };
  diag::Sink found(sink.suppressions());
  op::check_names(cluster, rules, reporter.into(found));
  op::warn_of_older_grants(cluster, options.settings.release.set, rules.told, reporter.into(found));
  sink.take(found);
}

}  // namespace vmcp::render
