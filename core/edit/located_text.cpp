#include "core/edit/located_text.h"

#include <algorithm>
#include <span>

#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/text/utf8.h"

namespace vmcp::edit {
namespace {

using yaml::Member;
using yaml::Value;

}  // namespace

bool Content::operator==(const Content& other) const {
  return errors == other.errors &&
         std::ranges::equal(objects, other.objects, {}, &yaml::Document::root, &yaml::Document::root);
}

Content read_content(std::string_view text) {
  source::Sources sources;
  diag::Sink sink;
  Content content;
  content.objects = yaml::read(sources, sources.add("", std::string(text)), sink, {.roots = yaml::Roots::kAny});
  content.errors = sink.error_count();
  return content;
}

const Value& follow(const Value& root, std::span<const std::size_t> way) {
  const Value* at = &root;
  for (const std::size_t index : way) at = at->is_mapping() ? &at->members()[index].value : &at->items()[index];
  return *at;
}

LocatedText::LocatedText(std::string_view text)
    : tokens_(text::without_byte_order_mark(text)), content_(read_content(text)) {}

void LocatedText::index(const Value& value, FieldAt& at) const {
  if (value.is_sequence()) {
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      at.way.push_back(i);
      index(value.items()[i], at);
      at.way.pop_back();
    }
  } else if (value.is_mapping()) {
    for (std::size_t i = 0; i < value.members().size(); ++i) {
      const Member& member = value.members()[i];
      at.way.push_back(i);
      if (member.key_mark.known()) by_place_[{member.key_mark.line, member.key_mark.column}].push_back(at);
      index(member.value, at);
      at.way.pop_back();
    }
  }
}

std::optional<FieldAt> LocatedText::field_at(std::uint32_t line, std::uint32_t column) const {
  if (by_place_.empty()) {
    for (std::size_t i = 0; i < content_.objects.size(); ++i) {
      FieldAt at{i, {}};
      index(root(i), at);
    }
  }
  const auto found = by_place_.find({line, column});
  if (found == by_place_.end() || found->second.size() != 1) return std::nullopt;
  return found->second.front();
}

const Member& LocatedText::member(const FieldAt& field) const { return holder(field).members()[field.way.back()]; }

const Value& LocatedText::holder(const FieldAt& field) const {
  return follow(root(field.object), std::span(field.way).first(field.way.size() - 1));
}

std::optional<Entry> LocatedText::entry(const Member& member) const {
  if (!member.key_mark.known()) return std::nullopt;
  return tokens_.entry(tokens_.offset(member.key_mark.line, member.key_mark.column));
}

}  // namespace vmcp::edit
