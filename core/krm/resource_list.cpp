#include "core/krm/resource_list.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/sink.h"
#include "core/emit/emit.h"
#include "core/krm/list_text.h"
#include "core/task/parallel.h"
#include "core/yaml/read.h"

namespace vmcp::krm {
namespace {

using yaml::Value;

constexpr std::string_view kKind = "ResourceList";

/// Appends the text of a value, which has line feeds only, as an item of a block sequence whose dashes stand behind
/// `indent` blanks.
void append_item(std::string& out, std::string_view text, std::size_t indent) {
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
std::optional<ListText> cut(const ResourceList& list, const source::Sources& sources, const Changes& changes) {
  const std::string_view whole = sources.at(list.source).text;
  std::optional<ListText> text = ListText::cut(whole, list.root);
  if (!text) return std::nullopt;
  const auto loses_anchor = [&](const auto& replaced) { return text->may_be_aliased(replaced.first); };
  if (std::ranges::any_of(changes.replaced, loses_anchor)) return std::nullopt;
  if (!std::ranges::all_of(text->members, stands_anywhere) && may_hold_aliases(whole)) return std::nullopt;
  return text;
}

/// On several threads where there are many: a generator's answer is mostly what it adds.
void append_added(std::string& out, std::vector<Value>& added, std::size_t indent) {
  constexpr std::size_t kLeast = 100;
  std::vector<std::string> parts(task::part_count(added.size(), kLeast));
  task::for_each_part(parts.size(), [&](std::size_t part) {
    const task::Range range = task::range_of(part, parts.size(), added.size());
    for (std::size_t i = range.begin; i < range.end; ++i) {
      append_item(parts[part], emit::yaml_portable_sorted(std::exchange(added[i], {})), indent);
    }
  });
  for (const std::string& part : parts) out += part;
}

void append_items(std::string& out, const yaml::Sequence& items, const std::optional<ListText>& text,
                  Changes& changes) {
  if (items.empty() && changes.added.empty()) {
    out += "items: []\n";
    return;
  }
  const std::size_t indent = text ? text->indent : 0;
  append_lines(out, text && !items.empty() && stands_anywhere(text->above_items) ? text->above_items : "items:");
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto replaced = changes.replaced.find(i);
    const bool echoed = replaced == changes.replaced.end();
    if (echoed && text && stands_anywhere(text->items[i].text)) {
      append_lines(out, text->items[i].text);
      continue;
    }
    append_item(out, echoed ? emit::yaml_portable(items[i]) : emit::yaml_portable_sorted(replaced->second), indent);
    if (text && stands_anywhere(text->items[i].comments_behind)) append_lines(out, text->items[i].comments_behind);
  }
  append_added(out, changes.added, indent);
}

/// A member of the list as it came, or anew.
void append_member(std::string& out, const yaml::Member& member, const std::optional<ListText>& text,
                   std::size_t index) {
  if (text && stands_anywhere(text->members[index])) return append_lines(out, text->members[index]);
  out += emit::yaml_portable(Value::mapping().set(member.key, member.value));
}

template <class AppendItems>
std::string write(const ResourceList& list, const std::optional<ListText>& text, const Value& results,
                  const AppendItems& append) {
  std::string out;
  const yaml::Mapping& members = list.root.members();
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].key == "items" || members[i].key == "results") continue;
    append_member(out, members[i], text, i);
  }
  append(out);
  if (!results.items().empty()) out += emit::yaml_portable_sorted(Value::mapping().set("results", results));
  return out;
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

std::string write_resource_list(const ResourceList& list, const source::Sources& sources, Changes changes,
                                const Value& results) {
  const std::optional<ListText> text = cut(list, sources, changes);
  return write(list, text, results, [&](std::string& out) { append_items(out, list.items(), text, changes); });
}

std::string write_without_items(const ResourceList& list, const source::Sources& sources, const Value& results) {
  return write(list, cut(list, sources, {}), results, [](std::string& out) { out += "items: []\n"; });
}

}  // namespace vmcp::krm
