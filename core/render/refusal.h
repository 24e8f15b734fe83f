#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/diag/diagnostic.h"

namespace vmcp::render {

/// What the API server has refused in an object, and what follows from that.
///
/// A refused object goes through the later stages for their findings: as it stands, with misspelt fields under the
/// names that they were meant to have. A finding follows from the refusal
/// - where a fault is, and at what it concerns beside: the field that a misspelt one was meant to be, the fields of the
///   value that breaks a rule;
/// - where the value is lost (it is missing, or of another type), also around and below it, and in its whole part of
///   the object, unless it says that what a name names is not there;
/// - where the name or the labels are wrong, in what is made of the object.
/// The parts are the composite tools, each field of spec.config, the pod template and a few more fields of spec on
/// which nothing else depends; the rest is one part.
class Refusal {
 public:
  /// `fault` is an error of admission about the object, or would be one if an older operator did not accept it.
  void add(const diag::Diagnostic& fault);
  /// Whoever gives the object its namespace is told what is wrong with that.
  void add_namespace() { misnamed_ = true; }

  /// Whether groups, auth and what hangs on them may lack what the API server makes sure of: only parts that stand for
  /// themselves can then be judged.
  bool leaves_only_parts() const { return leaves_only_parts_; }

  /// Whether a finding about the object follows from the refusal.
  bool leads_to(const diag::Diagnostic& finding) const;

 private:
  using Steps = std::vector<std::string>;

  static Steps steps_of(const std::string& path);
  static Steps part_of(const Steps& steps);

  void add(Steps at, bool loses, bool is_rule);

  std::set<Steps> faults_;
  std::set<Steps> losses_;  ///< those where the value is lost, or what is asked of it
  std::set<Steps> parts_of_losses_;
  std::set<Steps> rules_;  ///< those about a value as a whole
  bool leaves_only_parts_ = false;
  bool misnamed_ = false;  ///< what is made of the object gets its name and labels
};

/// The refusals that findings tell of, by object.
std::map<diag::ResourceId, Refusal> refusals_in(const std::deque<diag::Diagnostic>& findings);

}  // namespace vmcp::render
