#include "core/krm/resource_list.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/sink.h"
#include "core/emit/emit.h"
#include "core/krm/list_text.h"
#include "core/krm/spelt_numbers.h"
#include "core/yaml/read.h"

namespace vmcp::krm {
namespace {

using yaml::Value;

constexpr std::string_view kKind = "ResourceList";
constexpr std::string_view kNoItems = "items: []\n";

/// Appends the text of a value, which has line feeds only, as an item of a block sequence whose dashes stand behind
/// `indent` blanks.
void append_indented(std::string& out, std::string_view text, std::size_t indent) {
  bool first = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    if (first) {
      out.append(indent, ' ').append("- ");
    } else if (line != "\n") {
      out.append(indent + 2, ' ');
    }
    out += line;
    text.remove_prefix(end);
    first = false;
  }
}

/// The cut text of a list; nothing when it has to be written anew, so that no alias loses what it names.
std::optional<ListText> cut(const ResourceList& list, std::string_view whole) {
  std::optional<ListText> text = ListText::cut(whole, list.root);
  if (text && !std::ranges::all_of(text->members, stands_anywhere) && may_hold_aliases(whole)) return std::nullopt;
  return text;
}

/// A member of the list as it came, or anew.
void append_member(std::string& out, const yaml::Member& member, const ListText* text, std::size_t index) {
  if (text != nullptr && stands_anywhere(text->members[index])) return append_lines(out, text->members[index]);
  out += emit::yaml_portable(Value::mapping().set(member.key, member.value));
}

}  // namespace

const yaml::Sequence& ResourceList::items() const {
  static const yaml::Sequence kNone;
  const Value* items = root.find("items");
  return items == nullptr || !items->is_sequence() ? kNone : items->items();
}

const Value* ResourceList::function_config() const {
  const Value* config = root.find("functionConfig");
  return config == nullptr || config->is_null() ? nullptr : config;
}

std::optional<ResourceList> read_resource_list(const source::Sources& sources, std::uint32_t source) {
  if (sources.at(source).text.find(kKind) == std::string::npos) return std::nullopt;
  diag::Sink unread;
  std::vector<yaml::Document> documents = yaml::read(sources, source, unread, {.lists = yaml::Lists::kKept});
  if (unread.has_errors() || documents.size() != 1) return std::nullopt;
  if (documents.front().root.string_at("kind") != kKind) return std::nullopt;
  return ResourceList{std::move(documents.front().root), source, std::move(unread)};
}

ListWriter::ListWriter(const ResourceList& list, const source::Sources& sources)
    : list_(list), whole_(sources.at(list.source).text), text_(cut(list, whole_)), indent_(text_ ? text_->indent : 0) {}

void ListWriter::append_item(std::string& out, const Value& object) const {
  append_indented(out, emit::yaml_portable_sorted(object), indent_);
}

std::string ListWriter::write(const Changes& changes, const Value& results) const {
  const auto loses_anchor = [&](const auto& replaced) { return text_->may_be_aliased(replaced.first); };
  const bool keeps_text = text_ && std::ranges::none_of(changes.replaced, loses_anchor);
  return write(keeps_text ? &*text_ : nullptr, &changes, results);
}

std::string ListWriter::write_without_items(const Value& results) const {
  return write(text_ ? &*text_ : nullptr, nullptr, results);
}

std::string ListWriter::write(const ListText* text, const Changes* changes, const Value& results) const {
  std::string out;
  const yaml::Mapping& members = list_.root.members();
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].key == "items" || members[i].key == "results") continue;
    append_member(out, members[i], text, i);
  }
  if (changes != nullptr) {
    append_items(out, text, *changes);
  } else {
    out += kNoItems;
  }
  if (!results.items().empty()) out += emit::yaml_portable_sorted(Value::mapping().set("results", results));
  return out;
}

void ListWriter::append_items(std::string& out, const ListText* text, const Changes& changes) const {
  const yaml::Sequence& items = list_.items();
  if (items.empty() && changes.added.empty()) {
    out += kNoItems;
    return;
  }
  append_lines(out,
               text != nullptr && !items.empty() && stands_anywhere(text->above_items) ? text->above_items : "items:");
  std::optional<SpeltNumbers> spelt;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto replaced = changes.replaced.find(i);
    const bool echoed = replaced == changes.replaced.end();
    if (echoed && text != nullptr && stands_anywhere(text->items[i].text)) {
      append_lines(out, text->items[i].text);
      continue;
    }
    if (echoed) {
      if (!spelt) spelt.emplace(whole_);
      append_indented(out, emit::yaml_portable(items[i], spelt->of(items[i])), indent_);
    } else {
      append_indented(out, emit::yaml_portable_sorted(replaced->second), indent_);
    }
    if (text != nullptr && stands_anywhere(text->items[i].comments_behind))
      append_lines(out, text->items[i].comments_behind);
  }
  out += changes.added;
}

}  // namespace vmcp::krm
