#include "core/edit/change.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/diag/lines.h"
#include "core/emit/emit.h"
#include "core/text/ascii.h"
#include "core/yaml/scalar.h"

namespace vmcp::edit {
namespace {

using diag::Cure;
using yaml::Member;
using yaml::Token;
using yaml::Value;

constexpr std::size_t kUsualStep = 2;

/// Whether a text, of whole tokens and what is between them, may hold a comment. A `#` in a text counts, too.
bool may_have_comment(std::string_view text) { return text.find('#') != std::string_view::npos; }

/// Lines with `more` blanks in front of each but the first, or so many less; lines of blanks stay.
std::string indented(std::string_view lines, std::ptrdiff_t more, bool first_too = false) {
  std::string result;
  bool is_first = true;
  for (std::size_t at = 0; at < lines.size();) {
    const diag::Line line = diag::line_from(lines, at);
    std::string_view content = lines.substr(line.begin, line.next - line.begin);
    const bool is_blank =
        lines.substr(line.begin, line.end - line.begin).find_first_not_of(' ') == std::string_view::npos;
    if ((first_too || !is_first) && !is_blank) {
      if (more > 0) result.append(static_cast<std::size_t>(more), ' ');
      for (std::ptrdiff_t i = more; i < 0 && content.starts_with(' '); ++i) content.remove_prefix(1);
    }
    result += content;
    is_first = false;
    at = line.next;
  }
  return result;
}

std::ptrdiff_t difference(std::size_t to, std::size_t from) {
  return static_cast<std::ptrdiff_t>(to) - static_cast<std::ptrdiff_t>(from);
}

/// A text in flow style: in double quotes, unless it reads the same without and `plain` wants that.
std::string flow_scalar(const Value& value, bool plain) {
  constexpr std::string_view kHarmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";
  if (plain && value.is_string() && !value.as_string().empty() && text::is_alpha(value.as_string().front())) {
    const std::string& text = value.as_string();
    const bool is_harmless = text.find_first_not_of(kHarmless) == std::string::npos;
    if (is_harmless && yaml::to_value(yaml::resolve_plain(text)) == value) return text;
  }
  return emit::json(value);
}

/// A value in one line of flow style, with blanks that let JSON read as YAML.
std::string flow_text(const Value& value, bool plain) {
  if (value.is_mapping()) {
    std::string text = "{";
    for (const Member& member : value.members()) {
      text +=
          (text.size() > 1 ? ", " : "") + flow_scalar(Value(member.key), plain) + ": " + flow_text(member.value, plain);
    }
    return text + '}';
  }
  if (value.is_sequence()) {
    std::string text = "[";
    for (const Value& item : value.items()) text += (text.size() > 1 ? ", " : "") + flow_text(item, plain);
    return text + ']';
  }
  return flow_scalar(value, plain);
}

class Changer {
 public:
  Changer(const LocatedText& located, const Operation& operation)
      : located_(located),
        text_(located.tokens()),
        operation_(operation),
        member_(located.member(operation.field)),
        to_(operation.cure.to) {}

  std::vector<Change> run(const Original& original) {
    const std::optional<Entry> entry = located_.entry(member_);
    if (!entry) return {};
    switch (operation_.cure.kind) {
      case Cure::Kind::kNone:
        break;
      case Cure::Kind::kRename:
        rename(*entry, to_);
        break;
      case Cure::Kind::kReplace:
        replace(*entry);
        break;
      case Cure::Kind::kWrap:
        wrap(*entry);
        break;
      case Cure::Kind::kMove:
        if (!move(*entry)) return {};
        break;
      case Cure::Kind::kCopy:
        if (!copy(*entry, original)) return {};
        break;
    }
    std::ranges::sort(changes_, {}, &Change::begin);
    return std::move(changes_);
  }

 private:
  void change(Range range, std::string text) { changes_.push_back({range.begin, range.end, std::move(text)}); }

  /// A name in the quotes, if any, of the token at hand.
  static std::string in_quotes_of(std::string_view token, std::string_view name) {
    const bool quoted = token.starts_with('"') || token.starts_with('\'');
    return quoted ? std::string(1, token.front()).append(name).append(1, token.front()) : std::string(name);
  }
  std::string key_like(const Entry& entry, std::string_view name) const {
    return in_quotes_of(text_.part({entry.key_begin(), entry.key_end()}), name);
  }

  /// Whether a key has no quotes: what is written like it needs none.
  bool is_plain(const Entry& entry) const { return key_like(entry, "x") == "x"; }

  void rename(const Entry& entry, std::string_view name) {
    change({entry.key_begin(), entry.key_end()}, key_like(entry, name));
  }

  /// The one token that a scalar value is; null pointer where the value is more or something else.
  static const Token* scalar(const Entry& entry) {
    const bool is_one = entry.end == entry.value + 1 && entry.token(entry.value).kind == Token::Kind::kScalar;
    return is_one ? &entry.token(entry.value) : nullptr;
  }

  void replace(const Entry& entry) {
    const Token* value = scalar(entry);
    if (value == nullptr) return;
    const Range range{value->begin, value->end};
    const std::string_view old = text_.part(range);
    if (!old.starts_with('|') && !old.starts_with('>')) change(range, in_quotes_of(old, to_));
  }

  void wrap(const Entry& entry) {
    const Token* value = scalar(entry);
    if (value == nullptr) return;
    const std::string key = key_like(entry, to_) + ": ";
    if (entry.in_flow()) {
      change({value->begin, value->begin}, '{' + key);
      change({value->end, value->end}, "}");
    } else if (text_.line_begin(value->begin) != text_.line_begin(entry.key_begin())) {
      change({value->begin, value->begin}, key);
    } else if (may_have_comment(text_.part({entry.colon_end(), value->begin})) ||
               text_.line_end(value->begin) < value->end) {
      return;
    } else {
      const std::string line(text_.line_break(entry.key_begin()));
      change({entry.colon_end(), value->begin}, line + std::string(entry.column + step(), ' ') + key);
    }
  }

  /// How much deeper fields are than those that hold them, in the part of the object that the field is in.
  std::size_t step() const {
    const Value& root = located_.root(operation_.field.object);
    const Member& part = root.members()[operation_.field.way.front()];
    if (!part.value.is_mapping() || part.value.members().empty()) return kUsualStep;
    const std::optional<Entry> outer = located_.entry(part);
    const std::optional<Entry> inner = located_.entry(part.value.members().front());
    const bool are_blocks = outer && inner && !outer->in_flow() && !inner->in_flow();
    return are_blocks && inner->column > outer->column ? inner->column - outer->column : kUsualStep;
  }

  bool move(const Entry& entry) {
    const Value& root = located_.root(operation_.field.object);
    const std::optional<Destination> to = destination(root, to_);
    if (!to) return false;
    const Value& into = follow(root, to->way);
    const bool stays = &into == &located_.holder(operation_.field);
    if (stays && to->missing.size() == 1) {
      rename(entry, to->missing.front());
      return true;
    }
    const std::span<const std::string> above(to->missing.data(), to->missing.size() - 1);
    if (entry.in_flow()) {
      if (stays) return nest_in_flow(entry, above, to->missing.back());
    } else {
      if (!text_.is_first_on_line(entry.key_begin())) return false;
      if (stays) return nest(entry, above, to->missing.back());
    }
    return insert(entry, *to, into) && remove(entry);
  }

  /// The lines of an entry in block style with its key renamed, indented anew.
  std::string lines_at(const Entry& entry, std::size_t column, std::string_view name) const {
    const Range lines = text_.lines_of(entry);
    const std::string moved = std::string(text_.part({lines.begin, entry.key_begin()})) + key_like(entry, name) +
                              std::string(text_.part({entry.key_end(), lines.end}));
    return indented(moved, difference(column, entry.column), true);
  }

  /// Keys of mappings, one in the other, from a column on.
  std::string keys(std::span<const std::string> names, std::size_t column, std::string_view line_break) const {
    std::string lines;
    for (const std::string& name : names) {
      lines += std::string(column, ' ') + name + ':';
      lines += line_break;
      column += step();
    }
    return lines;
  }

  bool nest(const Entry& entry, std::span<const std::string> above, std::string_view name) {
    change(text_.lines_of(entry), keys(above, entry.column, text_.line_break(entry.key_begin())) +
                                      lines_at(entry, entry.column + above.size() * step(), name));
    return true;
  }

  /// What an entry in flow style is, with its key renamed.
  std::string flow_entry(const Entry& entry, std::string_view name) const {
    return key_like(entry, name) + std::string(text_.part({entry.key_end(), entry.content_end()}));
  }

  bool nest_in_flow(const Entry& entry, std::span<const std::string> above, std::string_view name) {
    const bool pretty = text_.is_first_on_line(entry.key_begin());
    const std::size_t deeper = flow_step(entry);
    const std::string line(text_.line_break(entry.key_begin()));
    const auto new_line = [&](std::size_t depth) {
      return pretty ? line + std::string(entry.column + depth * deeper, ' ') : std::string();
    };
    std::string result;
    std::size_t depth = 0;
    for (const std::string& one : above) result += key_like(entry, one) + ": {" + new_line(++depth);
    result += indented(flow_entry(entry, name), pretty ? static_cast<std::ptrdiff_t>(depth * deeper) : 0);
    while (depth > 0) result += new_line(--depth) + '}';
    change({entry.key_begin(), entry.content_end()}, std::move(result));
    return true;
  }

  /// How much deeper an entry in flow style is than the line that opens its mapping.
  std::size_t flow_step(const Entry& entry) const {
    const std::size_t around = text_.indent(entry.token(entry.tokens->opened_by[entry.key]).begin);
    return entry.column > around && text_.is_first_on_line(entry.key_begin()) ? entry.column - around : kUsualStep;
  }

  /// The last entry of a mapping that is not empty.
  std::optional<Entry> last_of(const Value& mapping) const {
    std::optional<Entry> last;
    for (const Member& member : mapping.members()) {
      const std::optional<Entry> entry = located_.entry(member);
      if (!entry) return std::nullopt;
      if (!last || entry->key_begin() > last->key_begin()) last = entry;
    }
    return last;
  }

  bool insert(const Entry& entry, const Destination& to, const Value& into) {
    if (into.is_mapping() && !into.members().empty()) {
      const std::optional<Entry> last = last_of(into);
      if (!last) return false;
      return last->in_flow() ? insert_in_flow(entry, *last, to.missing) : insert_behind(entry, *last, to.missing);
    }
    // An empty mapping is what its key has.
    if (to.way.empty()) return false;
    const FieldAt field{operation_.field.object, to.way};
    if (!located_.holder(field).is_mapping()) return false;
    const std::optional<Entry> holder = located_.entry(located_.member(field));
    if (!holder) return false;
    return holder->in_flow() ? fill_in_flow(entry, *holder, to.missing) : fill(entry, *holder, to.missing);
  }

  /// What stands at a column in block style: the missing keys and the entry.
  std::optional<std::string> block_text(const Entry& entry, std::span<const std::string> missing, std::size_t column,
                                        std::string_view line) const {
    const std::span<const std::string> above = missing.first(missing.size() - 1);
    const std::size_t inner = column + above.size() * step();
    std::string text = keys(above, column, line);
    if (!entry.in_flow()) return text + lines_at(entry, inner, missing.back());
    const std::string value =
        indented(text_.part({entry.key_end(), entry.content_end()}), difference(inner, entry.column));
    return text.append(inner, ' ').append(missing.back()).append(value).append(line);
  }

  /// In one line of flow style; nothing where that would lose a comment.
  std::optional<std::string> flow_block(const Entry& entry, std::span<const std::string> missing,
                                        const Entry& like) const {
    std::string text;
    for (const std::string& name : missing) text += (text.empty() ? "" : "{") + key_like(like, name) + ": ";
    if (entry.in_flow()) {
      text += text_.part({entry.token(entry.value).begin, entry.content_end()});
    } else {
      if (may_have_comment(text_.part(text_.lines_of(entry)))) return std::nullopt;
      text += flow_text(member_.value, is_plain(like));
    }
    return text + std::string(missing.size() - 1, '}');
  }

  /// Behind the last line of a block mapping, or where the entry itself was that.
  bool insert_behind(const Entry& entry, const Entry& last, std::span<const std::string> missing) {
    const std::string line(text_.line_break(entry.key_begin()));
    std::optional<std::string> text = block_text(entry, missing, last.column, line);
    if (!text) return false;
    insert_line(text_.end_of_lines(last), *std::move(text), line);
    return true;
  }

  /// Whole lines at `at`, which begins a line or is the end of a text without a line break there.
  void insert_line(std::size_t at, std::string lines, const std::string& line) {
    const bool ends_open =
        at == text_.text().size() && at > 0 && text_.line_begin(at - 1) != at && text_.line_end(at - 1) == at;
    if (ends_open) lines.insert(0, line);
    change({at, at}, std::move(lines));
  }

  bool insert_in_flow(const Entry& entry, const Entry& last, std::span<const std::string> missing) {
    std::optional<std::string> text = flow_block(entry, missing, last);
    if (!text) return false;
    std::string between = ", ";
    if (text_.is_first_on_line(last.key_begin())) {
      between = ',' + std::string(text_.line_break(last.key_begin())) + std::string(last.column, ' ');
      *text = indented(*text, difference(last.column, entry.column));
    }
    change({last.content_end(), last.content_end()}, between + *text);
    return true;
  }

  /// The value of a key in block style, which is nothing or `{}`.
  bool fill(const Entry& entry, const Entry& holder, std::span<const std::string> missing) {
    const std::string line(text_.line_break(entry.key_begin()));
    std::optional<std::string> text = block_text(entry, missing, holder.column + step(), line);
    if (!text) return false;
    if (holder.has_value()) {
      if (!holder.is_flow_value() || holder.end != holder.value + 2) return false;
      change({holder.colon_end(), holder.content_end()}, "");
    }
    insert_line(text_.end_of_lines(holder), *std::move(text), line);
    return true;
  }

  bool fill_in_flow(const Entry& entry, const Entry& holder, std::span<const std::string> missing) {
    std::optional<std::string> text = flow_block(entry, missing, holder);
    if (!text || !holder.is_flow_value() || holder.end != holder.value + 2) return false;
    const Range inside{holder.token(holder.value).end, holder.token(holder.value + 1).begin};
    if (may_have_comment(text_.part(inside))) return false;
    change(inside, *std::move(text));
    return true;
  }

  bool remove(const Entry& entry) {
    const bool is_only = located_.holder(operation_.field).members().size() == 1;
    if (entry.in_flow()) return remove_from_flow(entry, is_only);
    const Range lines = text_.lines_of(entry);
    change(lines, "");
    if (!is_only) return true;
    // The mapping that held it is empty then, and not null.
    FieldAt above = operation_.field;
    above.way.pop_back();
    if (above.way.empty() || !located_.holder(above).is_mapping()) return false;
    const std::optional<Entry> holder = located_.entry(located_.member(above));
    if (!holder) return false;
    change({holder->colon_end(), holder->colon_end()}, " {}");
    return true;
  }

  bool remove_from_flow(const Entry& entry, bool is_only) {
    const std::vector<Token>& all = entry.tokens->all;
    Range range{entry.key_begin(), entry.content_end()};
    const bool comma_behind = entry.end < all.size() && all[entry.end].kind == Token::Kind::kComma;
    if (is_only) {
      range = {all[entry.key - 1].end, all[entry.end].begin};
    } else if (comma_behind && entry.end + 1 < all.size() && all[entry.end + 1].kind != Token::Kind::kClose) {
      range.end = all[entry.end + 1].begin;
      if (text_.is_first_on_line(range.begin) && text_.is_first_on_line(range.end)) {
        range = {text_.line_begin(range.begin), text_.line_begin(range.end)};
      }
    } else if (all[entry.key - 1].kind == Token::Kind::kComma) {
      range.begin = all[entry.key - 1].begin;
    } else {
      return false;
    }
    const bool loses_comment = may_have_comment(text_.part({range.begin, entry.key_begin()})) ||
                               may_have_comment(text_.part({entry.content_end(), range.end}));
    if (loses_comment) return false;
    change(range, "");
    return true;
  }

  bool copy(const Entry& entry, const Original& original) {
    if (original.text == nullptr) return false;
    const TokenText& from = original.text->tokens();
    const std::optional<Entry> block = original.text->entry(original.text->member(original.field));
    if (!block || !block->has_value()) return false;
    for (std::size_t i = block->value; i < block->end; ++i) {
      const Token::Kind kind = block->token(i).kind;
      // What an anchor names here would be named twice, and what an alias names may not be here.
      if (kind == Token::Kind::kAlias || kind == Token::Kind::kProperty) return false;
    }
    if (entry.in_flow()) {
      rename(entry, to_);
      change({entry.token(entry.value).begin, entry.content_end()}, flow_text(operation_.value, is_plain(entry)));
      return true;
    }
    if (block->in_flow() || block->is_flow_value()) {
      const std::string_view value = from.part({block->token(block->value).begin, block->content_end()});
      return replace_value(entry, ' ' + with_breaks(indented(value, difference(entry.column, block->column)), entry));
    }
    // The line of the key may end with a comment, and the block goes on to the end of its last line.
    const std::size_t end = from.end_of_lines(*block);
    std::string lines = indented(from.part({block->colon_end(), end}), difference(entry.column, block->column));
    while (lines.ends_with('\n') || lines.ends_with('\r')) lines.pop_back();
    return replace_value(entry, with_breaks(std::move(lines), entry));
  }

  /// The line breaks of a text from elsewhere as they are here.
  std::string with_breaks(std::string lines, const Entry& entry) const {
    const std::string_view line_break = text_.line_break(entry.key_begin());
    std::string result;
    for (std::size_t at = 0; at < lines.size();) {
      const diag::Line line = diag::line_from(lines, at);
      result.append(lines, line.begin, line.end - line.begin);
      if (line.next != line.end) result += line_break;
      at = line.next;
    }
    return result;
  }

  /// Comments in what is replaced stand above the field then.
  bool replace_value(const Entry& entry, std::string text) {
    if (!text_.is_first_on_line(entry.key_begin())) return false;
    const std::size_t end = text_.line_end(entry.content_end());
    std::size_t at = entry.colon_end();
    std::string comments;
    for (std::size_t i = entry.value; i <= entry.end; ++i) {
      const std::size_t next = i < entry.end ? entry.token(i).begin : end;
      const std::string_view between = text_.part({at, next});
      for (std::size_t begin = 0; begin < between.size();) {
        const diag::Line line = diag::line_from(between, begin);
        const std::string_view content = between.substr(line.begin, line.end - line.begin);
        if (const std::size_t comment = content.find('#'); comment != std::string_view::npos) {
          comments.append(content.substr(comment)).append(text_.line_break(at)).append(entry.column, ' ');
        }
        begin = line.next;
      }
      if (i < entry.end) at = entry.token(i).end;
    }
    change({entry.key_begin(), end}, comments + key_like(entry, to_) + ':' + text);
    return true;
  }

  const LocatedText& located_;
  const TokenText& text_;
  const Operation& operation_;
  const Member& member_;
  const std::string& to_;
  std::vector<Change> changes_;
};

}  // namespace

std::vector<Change> changes_for(const LocatedText& text, const Operation& operation, const Original& original) {
  return Changer(text, operation).run(original);
}

std::string with_changes(std::string_view text, const std::vector<Change>& changes) {
  std::string result;
  std::size_t at = 0;
  for (const Change& change : changes) {
    result.append(text.substr(at, change.begin - at)).append(change.text);
    at = change.end;
  }
  return result.append(text.substr(at));
}

}  // namespace vmcp::edit
