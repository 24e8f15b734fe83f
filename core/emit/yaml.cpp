#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/emit/dialect.h"
#include "core/emit/emit.h"
#include "core/emit/pen.h"
#include "core/emit/scalar.h"
#include "core/go/natural_less.h"
#include "core/go/number.h"
#include "core/text/utf8.h"

namespace vmcp::emit {
namespace {

using yaml::Value;

/// A double-quoted scalar that spans lines, as YAML reads it: blanks around a break go, one break becomes a blank,
/// more become one less. In JSON text that can only be a NEL.
std::string fold_next_lines(std::string_view text) {
  constexpr std::string_view kNextLine = "\u0085";
  std::string out;
  for (std::size_t at = text.find(kNextLine); at != std::string_view::npos; at = text.find(kNextLine)) {
    out += text.substr(0, at);
    out.erase(out.find_last_not_of(' ') + 1);
    std::size_t breaks = 0;
    text.remove_prefix(at);
    while (text.starts_with(kNextLine)) {
      ++breaks;
      text.remove_prefix(kNextLine.size());
      text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    }
    out += breaks == 1 ? std::string(1, ' ') : std::string(breaks - 1, '\n');
  }
  return out.append(text);
}

std::string float_text(double value, const Dialect& dialect) {
  if (std::isnan(value)) return ".nan";
  if (std::isinf(value)) return value > 0 ? ".inf" : "-.inf";
  if (dialect.via_json) {
    const std::string text = go::json_number(value);
    // Read back, digits alone are an integer if 64 bits hold it.
    constexpr double kInt64End = 0x1p63;
    constexpr double kUint64End = 0x1p64;
    const bool whole = text.find_first_of(".e") == std::string::npos;
    if (whole && value > -kInt64End && value < kUint64End) return value == 0 ? "0" : text;
  }
  std::string text = go::format_float(value);
  // For PyYAML, 1e+21 is a string, and 1 an integer for all.
  if (dialect.portable && text.find('.') == std::string::npos) text.insert(std::min(text.find('e'), text.size()), ".0");
  return text;
}

enum class Context : std::uint8_t { kRoot, kItem, kMember };

/// Walks a tree in block style.
class Writer {
 public:
  Writer(std::string& out, const Dialect& dialect, const Comments& comments, const Spellings& spellings = {})
      : pen_(out, dialect), dialect_(dialect), comments_(comments), spellings_(spellings) {}

  void document(const Value& value) {
    node(value, Context::kRoot, 0);
    pen_.start_line(0);
  }

 private:
  /// `indent` is the column of the enclosing list or mapping.
  void node(const Value& value, Context context, std::size_t indent) {
    if (!spellings_.empty() && value.is_number()) {
      if (const auto found = spellings_.find(&value); found != spellings_.end()) return pen_.token(found->second);
    }
    switch (value.kind()) {
      case Value::Kind::kNull:
        return pen_.token("null");
      case Value::Kind::kBool:
        return pen_.token(value.as_bool() ? "true" : "false");
      case Value::Kind::kInt:
        return pen_.token(std::to_string(value.as_int()));
      case Value::Kind::kUint:
        return pen_.token(std::to_string(value.as_uint()));
      case Value::Kind::kFloat:
        return pen_.token(float_text(value.as_float(), dialect_));
      case Value::Kind::kString:
        return string(value.as_string(), context, indent);
      case Value::Kind::kSequence:
        return sequence(value.items(), context, indent);
      case Value::Kind::kMapping:
        return mapping(value.members(), context, indent);
    }
  }

  void sequence(const yaml::Sequence& items, Context context, std::size_t indent) {
    if (items.empty()) return pen_.token("[]");
    const bool compact = dialect_.compact_lists && context == Context::kMember && !pen_.at_indentation();
    const std::size_t inner = compact ? indent : block_indent(context, indent);
    for (const Value& item : items) {
      if (!comments_.empty()) comment(item, inner);
      pen_.start_line(inner);
      pen_.block_indicator('-');
      node(item, Context::kItem, inner);
    }
  }

  void comment(const Value& item, std::size_t indent) {
    const auto found = comments_.find(&item);
    if (found == comments_.end()) return;
    pen_.start_line(indent);
    pen_.comment(found->second);
  }

  void mapping(const yaml::Mapping& members, Context context, std::size_t indent) {
    if (members.empty()) return pen_.token("{}");
    const std::size_t inner = block_indent(context, indent);
    if (!dialect_.sorts_keys || std::ranges::is_sorted(members, go::natural_less_v2, &yaml::Member::key)) {
      for (const yaml::Member& each : members) member(each, inner);
      return;
    }
    std::vector<const yaml::Member*> sorted;
    sorted.reserve(members.size());
    for (const yaml::Member& each : members) sorted.push_back(&each);
    const auto less = [](const yaml::Member* a, const yaml::Member* b) { return go::natural_less_v2(a->key, b->key); };
    std::ranges::stable_sort(sorted, less);
    for (const yaml::Member* each : sorted) member(*each, inner);
  }

  void member(const yaml::Member& each, std::size_t indent) {
    pen_.start_line(indent);
    key(each.key, indent);
    node(each.value, Context::kMember, indent);
  }

  void key(std::string_view text, std::size_t indent) {
    if (is_simple_word(text, dialect_)) {
      pen_.token(text);
      return pen_.colon();
    }
    std::string replaced;
    const std::string_view key = clean(text, replaced);
    const ScalarTraits traits = analyze(key, dialect_);
    constexpr std::size_t kLongestSimpleKey = 128;
    const bool simple = !traits.multiline && key.size() <= kLongestSimpleKey;
    if (!simple) pen_.block_indicator('?');
    scalar(key, traits, deeper(Context::kMember, indent), simple || dialect_.portable);
    if (simple) {
      pen_.colon();
    } else {
      pen_.start_line(indent);
      pen_.block_indicator(':');
    }
  }

  void string(std::string_view text, Context context, std::size_t indent) {
    if (is_simple_word(text, dialect_)) return pen_.token(text);
    std::string replaced;
    text = clean(text, replaced);
    if (dialect_.via_json && !text::is_ascii(text) && text.find("\u0085") != std::string_view::npos) {
      text = replaced = fold_next_lines(text);
    }
    scalar(text, analyze(text, dialect_), deeper(context, indent), false);
  }

  void scalar(std::string_view text, const ScalarTraits& traits, std::size_t indent, bool simple_key) {
    switch (choose_style(text, traits, simple_key, dialect_)) {
      case Style::kPlain:
        return pen_.plain(text, indent, !simple_key);
      case Style::kSingleQuoted:
        return pen_.single_quoted(text, indent, !simple_key);
      case Style::kDoubleQuoted:
        return pen_.double_quoted(text, indent, !simple_key);
      case Style::kLiteral:
        return pen_.literal(text, indent);
    }
  }

  /// The column of a block collection's own lines.
  std::size_t block_indent(Context context, std::size_t indent) const {
    return context == Context::kRoot ? 0 : deeper(context, indent);
  }

  std::size_t deeper(Context context, std::size_t indent) const {
    if (context == Context::kRoot) return dialect_.indent;
    if (!dialect_.aligned_levels) return indent + dialect_.indent;
    constexpr std::size_t kItemIndent = 2;
    if (context == Context::kItem) return indent + kItemIndent;
    return (indent / dialect_.indent + 1) * dialect_.indent;
  }

  /// `text`, or what stands for it in `storage` where it is not UTF-8.
  static std::string_view clean(std::string_view text, std::string& storage) {
    if (text::is_ascii(text) || text::is_utf8(text)) return text;
    return storage = text::to_utf8(text);
  }

  Pen pen_;
  const Dialect& dialect_;
  const Comments& comments_;
  const Spellings& spellings_;
};

std::string document(const Value& value, const Dialect& dialect, const Spellings& spellings = {}) {
  std::string out;
  Writer(out, dialect, {}, spellings).document(value);
  return out;
}

}  // namespace

void append_yaml_kubernetes(std::string& out, const Value& value, const Comments& comments) {
  Writer(out, kKubernetes, comments).document(value);
}

std::string yaml_kubernetes(const Value& value) { return document(value, kKubernetes); }
std::string yaml_v3(const Value& value) { return document(value, kYamlV3); }
std::string yaml_v3(const Value& value, const Dialect& dialect) { return document(value, dialect); }
std::string yaml_portable(const Value& value, const Spellings& spellings) {
  return document(value, kPortable, spellings);
}
std::string yaml_portable_sorted(const Value& value) { return document(value, kPortableSorted); }

}  // namespace vmcp::emit
