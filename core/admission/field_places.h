#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/admission/schema.h"
#include "core/admission/step.h"
#include "core/diag/diagnostic.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// Whether a name is that of a field but for a few letters: then it is hardly another one that was meant.
bool is_nearly(std::string_view name, std::string_view field);

/// Where the fields of a kind stand, and stood in older releases: what an unknown field was meant to be. Nothing is
/// looked at before it is asked for.
class FieldPlaces {
 public:
  /// `root` is the kind's schema; both live longer.
  FieldPlaces(std::string_view kind, const Schema& root) : kind_(kind), root_(root) {}

  /// What an unknown field was meant to be.
  struct Meant {
    std::string_view sibling;        ///< empty where it is none
    const Schema* schema = nullptr;  ///< of what the finding's cure would make of the field
  };

  /// Completes what is said of the unknown field that `at` leads to: what ToolHive has renamed it to, else the nearest
  /// of its `siblings`, else the path of the field of its name at the nearest other level, where there is one nearest,
  /// or its place in a pod template, else a sibling or field that says the same in another form. `holder` describes the
  /// mapping that has it. The message has a cure where one name or place only can be meant; it holds if the schema
  /// there takes the value.
  Meant suggest(diag::Message& message, const Step& at, const Schema& holder,
                std::span<const std::string_view> siblings) const;

  /// The path of the field of that name which a mapping has where nothing reads it, though the one that is missing
  /// from it is read; empty when there is none.
  std::string unread_place(const Step& missing, const yaml::Value& mapping) const;

 private:
  struct Place {
    std::string_view name;
    bool is_field = false;  ///< else a list's item or a map's value
    const Schema* schema = nullptr;
    bool replaced = false;  ///< what stands here does not count
  };
  /// From the root to a place, both included.
  using Way = std::vector<Place>;

  bool has_pod_template() const;
  std::vector<Place> children_of(const Way& way) const;
  Way find(const Step& at) const;
  Way at_nearest_level(const Step& at, bool in_other_words) const;
  static bool is_certain(const Way& way, const Step& at);
  static std::string path_of(const Way& way, const Step& at);

  std::string_view kind_;
  const Schema& root_;
  mutable std::size_t words_looked_at_ = 0;
  mutable std::size_t places_looked_at_ = 0;
};

}  // namespace vmcp::admission
