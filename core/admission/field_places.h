#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/admission/schema.h"
#include "core/admission/step.h"
#include "core/diag/diagnostic.h"

namespace vmcp::admission {

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

  /// Completes a finding about the unknown field that `at` leads to: what ToolHive has renamed it to, else the nearest
  /// of its `siblings`, else the path of the field of its name at the nearest other level, where there is one nearest.
  /// `holder` describes the mapping that has it. The finding has a cure where one name or place only can be meant; it
  /// holds if the schema there takes the value.
  Meant suggest(diag::Diagnostic& finding, const Step& at, const Schema& holder,
                std::span<const std::string_view> siblings) const;

 private:
  struct Place {
    const Place* parent = nullptr;  ///< null pointer for the root
    std::string_view name;
    bool is_field = false;  ///< else a list's item or a map's value
    const Schema* schema = nullptr;
    bool replaced = false;        ///< what stands here does not count
    std::size_t first_child = 0;  ///< index of the first of its children, which stand together
    std::size_t children = 0;
  };

  void index() const;
  bool is_replaced(const Place& place) const;
  const Place* find(const Step& at) const;
  const Place* at_nearest_level(const Step& at) const;
  static bool is_certain(const Place& place, const Step& at);
  static std::string path_of(const Place& place, const Step& at);

  std::string_view kind_;
  const Schema& root_;
  mutable std::vector<Place> places_;  ///< those above first
  mutable std::unordered_multimap<std::string_view, const Place*> fields_;
};

}  // namespace vmcp::admission
