#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/field_path.h"
#include "core/gitops/application_set.h"
#include "core/gitops/kustomization_fields.h"
#include "core/gitops/work.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// What a generator fills templates in with: by their names in templates, without the dot that Go's have in front.
using Parameters = std::map<std::string, std::string, std::less<>>;

/// More applications than that are not told apart.
inline constexpr std::size_t kMostApplications = 1000;
/// What a copy of a value costs beside its text.
inline constexpr std::size_t kOfValue = 64;

/// A text with what parameters fill in; one that gets too long stays as it is.
std::string filled_in(const std::string& text, const Parameters& parameters, Work& bytes);

/// Adds those that a `git` generator with a `pathParamPrefix`, or none, has of a directory, if there are bytes left.
void add_parameters_of_path(std::string_view directory, std::string_view prefix, Parameters& parameters, Work& bytes);

/// A path of the input, and what is left of it in a repository.
struct RepositoryPath {
  std::string_view whole;
  std::string_view path;
};

/// Those of `paths` that match in a repository that holds `file`: of several that they may be in, the one nearest to
/// the root. A look at one costs as much as it and `glob` are long.
std::vector<RepositoryPath> matching_paths(std::string_view file, std::span<const std::string> paths,
                                           std::string_view glob, const std::function<bool(std::string_view)>& matches,
                                           Work& looks);

/// What entries of a `git` generator take, whole and by the paths in the repository, without what others `exclude`.
/// `matching` tells what a glob of theirs matches.
std::map<std::string_view, std::string_view> taken_paths(
    const yaml::Sequence& entries, const std::function<std::vector<RepositoryPath>(std::string_view)>& matching);

/// The generators of an ApplicationSet that `file` states, of which `list` elements and `git` directories are known,
/// and what `matrix` and `merge` make of them.
class SetGenerators {
 public:
  /// `directories` are all that the input has. What is looked at and copied is taken from `bytes`.
  SetGenerators(std::string_view file, const std::vector<std::string>& directories, Work& bytes)
      : file_(file), directories_(directories), bytes_(bytes) {}

  /// Adds the directories that generators leave out, however deep these stand in matrices.
  void add_excluded(const yaml::Value& generators, std::vector<std::string>& excluded) const;
  /// Of a generator that stands at `at`: gives globs that match nothing the text that was meant.
  void mend(yaml::Value& generator, const diag::FieldPath& at, const MeantGlob& meant,
            std::vector<FieldFault>& faults) const;
  /// One for each application; of what is not known one with nothing in it. `depth`: in how many others it stands.
  std::vector<Parameters> parameters(const yaml::Value& generator, int depth = 0) const;

 private:
  std::vector<Parameters> known_parameters(const yaml::Value& generator, int depth) const;
  std::vector<Parameters> with_values(const yaml::Value& generator, std::vector<Parameters> all) const;
  std::vector<Parameters> of_directories(const yaml::Value& generator) const;
  std::vector<RepositoryPath> matching(std::string_view glob) const;
  std::vector<Parameters> of_matrix(const yaml::Value& generator, int depth) const;
  std::vector<Parameters> of_merge(const yaml::Value& generator, int depth) const;

  std::string_view file_;
  const std::vector<std::string>& directories_;
  Work& bytes_;
};

}  // namespace vmcp::gitops
