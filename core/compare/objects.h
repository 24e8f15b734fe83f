#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/admission/effort.h"
#include "core/admission/schemas.h"
#include "core/compare/fields.h"
#include "core/diag/diagnostic.h"
#include "core/diag/secret_lines.h"
#include "core/yaml/value.h"

namespace vmcp::compare {

enum class Verdict : std::uint8_t {
  kSame,
  kChanged,
  kMissing,  ///< we have it, they do not
  kExtra,    ///< they have it, we do not
};

/// same, changed, missing, extra.
std::string_view verdict_name(Verdict verdict);

/// An object and what it is called where it comes from: a file, a release.
struct Named {
  yaml::Value object;
  std::string origin;
};

/// One object on both sides. Nothing here holds a secret.
struct ObjectDifference {
  diag::ResourceId id;
  Verdict verdict = Verdict::kSame;
  std::vector<FieldDifference> fields = {};  ///< of kChanged
  std::string ours = {};                     ///< as YAML, without what is no difference; empty: not there, or the same
  std::string theirs = {};
  std::string our_origin = {};
  std::string their_origin = {};
};

/// What holds for all objects of a comparison.
struct Comparison {
  const admission::Schemas& schemas;
  admission::Effort& effort;           ///< what defaults of all of them may take
  diag::KnownKeys& keys;               ///< what their keys say, found out once
  std::string_view default_namespace;  ///< of their objects that have none
  /// Theirs may come from a cluster, where others than the operator write, too.
  bool of_cluster = true;
};

/// Compares objects by group, kind, namespace and name, in our order. What only they have is left out: see extras(). Of
/// their objects that have no namespace and none in the default one is ours, the one of that kind and name is meant
/// that there is.
std::vector<ObjectDifference> compare_objects(std::span<const Named> ours, std::span<const Named> theirs,
                                              const Comparison& comparison);

/// Their objects that we do not have, of those that `counts`, by their keys.
std::vector<ObjectDifference> extras(std::span<const Named> ours, std::span<const Named> theirs,
                                     const std::function<bool(const yaml::Value& object)>& counts,
                                     const Comparison& comparison);

/// The name of the gateway that an object of a cluster belongs to, by its owner or else by its labels; empty when there
/// is none. What another controller has made of a gateway's objects (ReplicaSets, Pods, Endpoints) belongs to none.
std::string_view gateway_of(const yaml::Value& object);

/// Whether there is nothing to see.
bool is_same(std::span<const ObjectDifference> objects);

}  // namespace vmcp::compare
