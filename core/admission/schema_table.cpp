#include "core/admission/schema_table.h"

#include <stdexcept>
#include <utility>

#include "core/admission/facts.h"

namespace vmcp::admission {

const Schema* SchemaRef::get() const { return table_ == nullptr ? nullptr : &table_->at(node_); }

SchemaTable::SchemaTable(std::vector<std::string_view> nodes) {
  nodes_.reserve(nodes.size());
  for (const std::string_view text : nodes) nodes_.push_back({text, nullptr});
}

SchemaRef SchemaTable::add(Schema schema) {
  nodes_.push_back({{}, std::make_unique<Schema>(std::move(schema))});
  return {*this, nodes_.size() - 1};
}

std::shared_ptr<const Pattern> SchemaTable::pattern(const std::string& text) {
  std::shared_ptr<const Pattern>& known = patterns_[text];
  if (known == nullptr) known = std::make_shared<const Pattern>(text);
  return known;
}

std::string_view SchemaTable::text(std::size_t node) const {
  if (node >= nodes_.size()) throw std::logic_error("facts refer to a node that they lack");
  return nodes_[node].text;
}

const Schema& SchemaTable::at(std::size_t node) {
  const std::string_view facts = text(node);
  if (nodes_[node].schema == nullptr) {
    // Reading may add nodes, and so move them.
    auto schema = std::make_unique<Schema>(read_node(facts, *this));
    nodes_[node].schema = std::move(schema);
  }
  return *nodes_[node].schema;
}

}  // namespace vmcp::admission
