#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/krm/resource_list.h"
#include "core/yaml/value.h"

namespace vmcp::krm {

/// The items of a list, found by what they are and by where they stand. The list outlives it.
class Items {
 public:
  Items(const ResourceList& list, std::string_view default_namespace);

  /// The position of the item of the same group, kind, namespace and name; nothing when there is none.
  std::optional<std::size_t> find(const yaml::Value& object) const;

  /// The item, or the functionConfig, in whose text a place of the list stands; null pointer when it is in neither.
  const yaml::Value* object_at(const diag::Place& place) const;

 private:
  using Identity = std::tuple<std::string, std::string, std::string, std::string>;
  struct Start {
    yaml::Mark mark;
    const yaml::Value* object = nullptr;
  };

  Identity identity_of(const yaml::Value& object) const;

  std::string default_namespace_;
  std::map<Identity, std::size_t> by_identity_;
  std::vector<Start> starts_;
};

}  // namespace vmcp::krm
