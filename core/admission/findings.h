#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "core/admission/effort.h"
#include "core/admission/object.h"
#include "core/admission/reporter.h"
#include "core/admission/step.h"
#include "core/diag/code.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// Reports findings about one object while it is walked. A value of the wrong type is described by its type, as the API
/// server does; what else is wrong with a value may show it, unless it stands where a secret does (diag::Secrecy) or
/// looks like one. Of a Secret only what it is called is shown, and of its keys, where a secret may have been pasted,
/// those that are names: a message about another describes it, and no path leads further than to what has it.
class Findings {
 public:
  Findings(const Reporter& reporter, const Object& object, bool secret = false, Effort* effort = nullptr)
      : reporter_(reporter), object_(object), secret_(secret), effort_(effort) {}

  void error(diag::Code code, const Step& at, diag::Message message, MapKeys keys = MapKeys::kDotted) const;
  /// As error(), about `value`: nobody hears of one that holds an unsubstituted `${VAR}`, unless that does not matter.
  void error(diag::Code code, const Step& at, const yaml::Value& value, diag::Message message,
             MapKeys keys = MapKeys::kDotted) const;
  /// The value cannot be of the type that is wanted. `suggestion` is what to write instead, if that is known, `cure`
  /// what makes that of it.
  void wrong_type(const Step& at, const yaml::Value& value, std::string_view expected, std::string_view suggestion = {},
                  diag::Cure cure = {}) const;
  /// `name`, to which `at` leads, is no field of its mapping.
  /// A Secret's own is not shown unless a suggestion says that it is nearly a field.
  void unknown_field(const Step& at, std::string_view name, std::string_view suggestion, diag::Cure cure) const;
  /// What is said of that, for a caller that has more to say.
  [[nodiscard]] static diag::Message unknown_field_message(const Step& at, std::string_view name);
  /// The key of a map, to which `at` leads, has a fault ("must be ..."); `as_shown` is what to call it if it may be
  /// shown.
  void invalid_key(const Step& at, std::string_view fault, std::string_view as_shown) const;

  diag::Place place(const Step& at) const { return reporter_.place(at.mark()); }
  diag::Related related(const Step& at, std::string message) const { return {place(at), std::move(message)}; }

  /// The value at a place as a message shows it: scalars as written in JSON and cut when long, others and those that
  /// must not be shown by their type.
  std::string shown(const yaml::Value& value, const Step& at) const;

  /// `text` without the values in `value`, found at `at`, that must not be shown.
  std::string without_secrets(std::string text, const yaml::Value& value, const Step& at) const;

  const Reporter& reporter() const { return reporter_; }
  const Object& object() const { return object_; }
  Effort* effort() const { return effort_; }
  /// Takes what a step costs; false when that is not left, and the step is to be left out.
  bool take(std::uint64_t units) const { return effort_ == nullptr || effort_->take(units); }

 private:
  /// Whether a scalar may be shown: neither where it stands nor, by an alias, elsewhere in the object it is a secret.
  std::string_view hint_of_quotes(const yaml::Value& value) const;
  bool shows(std::string_view scalar, const Step& at) const;
  /// Whether the key that `at` leads to may be shown.
  bool shows_key(const Step& at) const;
  /// Without the keys that must not be shown: such a path ends in front of the first.
  diag::FieldPath path(const Step& at, MapKeys keys) const;

  const Reporter& reporter_;
  const Object& object_;
  bool secret_;
  Effort* effort_;                                                            ///< null pointer: nothing bounds it
  mutable std::optional<std::unordered_set<std::string_view>> hidden_texts_;  ///< found when one is to be shown
};

}  // namespace vmcp::admission
