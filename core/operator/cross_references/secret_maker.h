#pragma once

#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/model/secret_makers.h"
#include "core/operator/cross_references/surroundings.h"

/// What the checks of objects that make Secrets share; for their sources only.
namespace vmcp::op {

/// The Secrets that ToolHive objects name.
class SecretsReferredTo {
 public:
  explicit SecretsReferredTo(const Surroundings& all);

  bool contains(const model::MadeObject& made) const;
  /// Whether a text anywhere in a value is the name of one.
  bool contains_name_in(const yaml::Value& value) const;

 private:
  std::set<std::pair<std::string_view, std::string_view>> identities_;  ///< namespaces and names
  std::set<std::string_view> names_;
};

/// An object that makes Secrets. What is wrong with it is of interest where something refers to one of them, which is
/// found out when something is: most are right.
class MakerObject {
 public:
  MakerObject(const Surroundings& all, const cluster::Object& object, const model::SecretMaker& maker,
              std::optional<SecretsReferredTo>& referred_to)
      : all_(all), object_(object), maker_(maker), referred_to_(referred_to) {}

  const cluster::Object& object() const { return object_; }
  bool told(const diag::FieldPath& path) const { return all_.told(object_, path); }
  void warn(diag::Code code, const diag::FieldPath& path, diag::Message message);

 private:
  bool is_referred_to() const;

  const Surroundings& all_;
  const cluster::Object& object_;
  const model::SecretMaker& maker_;
  std::optional<SecretsReferredTo>& referred_to_;  ///< which all makers share
  std::optional<bool> matters_;
};

/// Keys that its templates read and nothing gives it.
void check_secret_templates(MakerObject& maker);
/// Fields and values that are nearly known ones.
void check_secret_maker_fields(MakerObject& maker);

}  // namespace vmcp::op
