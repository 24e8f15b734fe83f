#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/gitops/envsubst.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// The variables of `--var` and `--var-file`, by name.
using GivenVariables = std::map<std::string, std::string, std::less<>>;

/// The variables that are substituted in an object: those that are given, then those of a Flux Kustomization.
class Variables {
 public:
  explicit Variables(const GivenVariables& given) : given_(given) {}

  /// A variable of the Kustomization; a later one of the same name takes its place. Line breaks are dropped, as Flux
  /// does.
  void set(std::string_view name, std::string_view value);
  /// One that has a value which is not known here, or must not be shown.
  void set_unknown(std::string_view name);
  /// There may be more than those that were set.
  void set_incomplete() { complete_ = false; }

  /// Whether anything is substituted at all: Flux leaves objects alone where no variable is stated.
  bool empty() const { return given_.empty() && stated_.empty() && complete_; }
  Binding find(std::string_view name) const;
  /// Adds the names of all that are given or stated.
  void add_names(std::set<std::string>& names) const;
  /// The values of those whose names say that they are secret.
  std::vector<std::string> secrets() const;

 private:
  const GivenVariables& given_;
  std::map<std::string, Binding, std::less<>> stated_;
  bool complete_ = true;
};

/// What the substitutions of a run have made so far.
struct Substituted {
  /// What all texts that are made may have together, in bytes; what would go beyond stays as it is written.
  std::size_t budget = std::size_t{64} << 20U;
  /// What may be made and thrown away since it goes beyond that, in bytes; when nothing is left, nothing is tried.
  std::size_t vain = std::size_t{256} << 20U;
  /// The places of texts in which a variable was escaped: what looks like one there now is none.
  std::set<yaml::Mark> literal = {};
  /// Texts that were made of the values of secret variables by more than putting them there, as `${TOKEN:0:8}` does.
  std::vector<std::string> secrets = {};
};

/// Replaces what expand() replaces in the keys and values of an object, unless a label or annotation
/// `kustomize.toolkit.fluxcd.io/substitute: disabled` forbids it. As in Flux, a text that needed no quotes in YAML is
/// read anew, quoted or not: "${REPLICAS}" becomes a number. Marks stay.
void substitute(yaml::Value& object, const Variables& variables, Substituted& done);

}  // namespace vmcp::gitops
