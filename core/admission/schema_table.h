#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/admission/schema.h"

namespace vmcp::admission {

/// The nodes of schemas, and rules beside them, which refer to each other by their numbers. One that was given as text
/// is read when it is first looked at, so that a table must not be used by several threads at once.
class SchemaTable {
 public:
  SchemaTable() = default;
  /// The facts of a node each, as JSON; the text outlives the table.
  explicit SchemaTable(std::vector<std::string_view> nodes);
  SchemaTable(const SchemaTable&) = delete;
  SchemaTable& operator=(const SchemaTable&) = delete;

  SchemaRef add(Schema schema);

  /// The one pattern of that text.
  std::shared_ptr<const Pattern> pattern(const std::string& text);

  /// The facts that a node was given as. Throws std::logic_error for one that is not there.
  std::string_view text(std::size_t node) const;

  /// Throws std::logic_error for a node that is not there, or whose text is none of facts.
  const Schema& at(std::size_t node);

 private:
  struct Node {
    std::string_view text;
    std::unique_ptr<Schema> schema;
  };
  std::vector<Node> nodes_;
  std::map<std::string, std::shared_ptr<const Pattern>> patterns_;
};

}  // namespace vmcp::admission
