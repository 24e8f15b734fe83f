#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/diag/sink.h"
#include "core/krm/list_text.h"
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

/// Items that became others, by their position.
using Replaced = std::map<std::size_t, yaml::Value>;

/// What a function does to the items.
struct Changes {
  Replaced replaced;
  std::string added;  ///< by ListWriter::append_item()
};

/// Writes a list back, as one document. What is not changed is the bytes that came, so that scalars keep their types,
/// styles and comments; where the list does not stand in block style (JSON), it is written anew, in the order that it
/// came in. Both outlive the writer.
class ListWriter {
 public:
  ListWriter(const ResourceList& list, const source::Sources& sources);

  /// The text of a new item. Called on several threads at once.
  void append_item(std::string& out, const yaml::Value& object) const;

  std::string write(const Changes& changes, const yaml::Value& results) const;
  std::string write_without_items(const yaml::Value& results) const;

 private:
  void append_items(std::string& out, const ListText* text, const Changes& changes) const;
  /// Null pointers: anew, and without items.
  std::string write(const ListText* text, const Changes* changes, const yaml::Value& results) const;

  const ResourceList& list_;
  std::string_view whole_;
  std::optional<ListText> text_;  ///< nothing where the list has to be written anew
  std::size_t indent_;            ///< blanks in front of an item's dash
};

}  // namespace vmcp::krm
