#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/yaml/locator.h"
#include "core/yaml/merge.h"
#include "core/yaml/strictness.h"
#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Builds a Value from the nodes of one document, in their order: the decoder of go.yaml.in/yaml/v2 and what
/// sigs.k8s.io/yaml makes of its result. Every member may throw Problem.
class TreeBuilder {
 public:
  /// Numbers a document's anchors from 1; 0 is a node without one.
  using Anchor = std::size_t;

  /// `text_size` is that of the text which holds the document, in bytes; copies are limited by it.
  TreeBuilder(Locator& locator, Strictness strictness, std::size_t text_size)
      : locator_(locator), strictness_(strictness), text_size_(text_size) {}

  /// A scalar without a tag is resolved when it is plain and is text when it is not.
  void plain_scalar(std::size_t offset, std::string_view text, Anchor anchor);
  void text_scalar(std::size_t offset, std::string text, Anchor anchor);
  void tagged_scalar(std::size_t offset, std::string_view tag, std::string_view text, Anchor anchor);
  /// A node with no text; `offset` may be behind the place where it would stand.
  void empty(std::size_t offset, Anchor anchor);
  void alias(std::size_t offset, Anchor anchor);
  void begin_sequence(std::size_t offset, Anchor anchor) { begin(Value::sequence(), offset, anchor); }
  void begin_mapping(std::size_t offset, Anchor anchor) { begin(Value::mapping(), offset, anchor); }
  void end_sequence();
  void end_mapping();

  Value take_root() { return std::move(root_); }

  bool has_aliases() const { return has_aliases_; }
  /// The marks of keys that are aliases.
  const std::set<Mark>& aliased_keys() const { return aliased_keys_; }

 private:
  /// What decoding costs, aliases inside followed.
  struct Cost {
    std::uint64_t nodes = 0;
    std::uint64_t bytes = 0;  ///< of keys and texts

    Cost& operator+=(const Cost& other) {
      nodes += other.nodes;
      bytes += other.bytes;
      return *this;
    }
    Cost operator-(const Cost& other) const { return {nodes - other.nodes, bytes - other.bytes}; }
  };
  struct Collection {
    Value value;  ///< empty until the collection ends
    /// Where its items or members begin among those of the open collections.
    std::size_t first = 0;
    Anchor anchor = 0;
    Cost decoded_before;
    /// Of a mapping: the key whose value comes next.
    std::string key;
    Mark key_mark;
    bool has_key = false;
    bool key_is_merge = false;
    std::vector<Merge> merges;
  };
  struct Anchored {
    Value value;
    Cost cost;
  };

  bool at_key() const { return !open_.empty() && open_.back().value.is_mapping() && !open_.back().has_key; }
  void key(std::string text, Mark mark);
  void merge_key(Mark mark);
  void begin(Value value, std::size_t offset, Anchor anchor);
  void end();
  void add(Value value);
  void remember(Anchor anchor, const Value& value, const Cost& cost);
  void count_alias(const Cost& cost, Mark mark);
  /// Whether copies have more text than any document needs.
  bool is_too_much(const Cost& copies) const;
  static void check_merge(const Value& value, const Collection& into);

  Locator& locator_;
  Strictness strictness_;
  Value root_;
  std::vector<Collection> open_;
  /// What the open collections hold so far, the innermost one's last: each is then allocated once, at its size.
  Sequence items_;
  Mapping members_;
  std::map<Anchor, Anchored> anchors_;
  std::size_t text_size_;
  Cost decoded_{1, 0};
  Cost decoded_in_aliases_;
  Cost remembered_;
  bool has_aliases_ = false;
  std::set<Mark> aliased_keys_;
};

}  // namespace vmcp::yaml
