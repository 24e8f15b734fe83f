#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/yaml/value.h"

namespace vmcp::krm {

/// What kustomize and kpt write to a function's standard input, and read back from its standard output:
/// `items`, maybe a `functionConfig`, and `results` on the way back.
struct ResourceList {
  yaml::Value root;
  std::uint32_t source = 0;
  diag::Sink reading = {};  ///< knows what of its texts is not to be shown

  /// The items; none when there are none, or when they are no list.
  const yaml::Sequence& items() const;
  /// Null pointer when it is absent or null.
  const yaml::Value* function_config() const;
};

/// The ResourceList that an input consists of. Nothing when the input is anything else; no finding says why.
std::optional<ResourceList> read_resource_list(const source::Sources& sources, std::uint32_t source);

/// What a function does to the items.
struct Changes {
  std::map<std::size_t, yaml::Value> replaced;  ///< by position among the items
  std::vector<yaml::Value> added;
};

/// The list with its changes and results, as one document. What is not changed is the bytes that came, so that scalars
/// keep their types, styles and comments; where the list does not stand in block style (JSON), it is written anew, in
/// the order that it came in.
std::string write_resource_list(const ResourceList& list, const source::Sources& sources, Changes changes,
                                const yaml::Value& results);

/// As above, with an empty list of items.
std::string write_without_items(const ResourceList& list, const source::Sources& sources, const yaml::Value& results);

}  // namespace vmcp::krm
