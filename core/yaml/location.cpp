#include "core/yaml/location.h"

#include <charconv>
#include <cstddef>
#include <system_error>

namespace vmcp::yaml {

Location find_location(const Value& root, std::string_view field_path, MemberSearch* search) {
  const auto find_member = [&](const Value& value, std::string_view key) {
    return search == nullptr ? value.find_member(key) : search->find(value, key);
  };
  const Value* at = &root;
  Mark mark = root.mark();
  while (!field_path.empty()) {
    std::string_view part;
    if (field_path.front() == '[') {
      // A map key in brackets may itself hold brackets; the path's writer does not escape them, so the
      // longest key that the mapping has is the one meant.
      std::size_t close = field_path.find(']');
      if (close == std::string_view::npos) return {nullptr, mark};
      part = field_path.substr(1, close - 1);
      while (at->is_mapping() && find_member(*at, part) == nullptr) {
        const std::size_t next = field_path.find(']', close + 1);
        if (next == std::string_view::npos) break;
        close = next;
        part = field_path.substr(1, close - 1);
      }
      field_path.remove_prefix(close + 1);
    } else {
      if (field_path.front() == '.') field_path.remove_prefix(1);
      part = field_path.substr(0, field_path.find_first_of(".["));
      field_path.remove_prefix(part.size());
    }
    if (at->is_sequence()) {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
      if (error != std::errc{} || end != part.data() + part.size() || index >= at->items().size()) {
        return {nullptr, mark};
      }
      at = &at->items()[index];
      if (at->mark().known()) mark = at->mark();
    } else {
      const Member* member = find_member(*at, part);
      if (member == nullptr) return {nullptr, mark};
      at = &member->value;
      if (member->key_mark.known()) mark = member->key_mark;
    }
  }
  return {at, mark};
}

diag::Place place_of(const source::Sources& sources, const Mark& mark) {
  if (!mark.known()) return {};
  return {sources.at(mark.source).name, mark.line, mark.column};
}

}  // namespace vmcp::yaml
