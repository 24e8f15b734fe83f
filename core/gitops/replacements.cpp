#include "core/gitops/replacements.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/foreign_kind.h"
#include "core/admission/misplaced_kind.h"
#include "core/diag/quoted.h"
#include "core/gitops/name_pattern.h"
#include "core/gitops/secret_fields.h"
#include "core/gitops/selector.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"
#include "core/yaml/scalar.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;
using Parts = std::vector<std::string>;

constexpr std::string_view kName = "metadata.name";

/// How many letters of a kind are misspelt at most.
constexpr std::size_t kSlips = 2;

/// Longer paths lead to nothing that an object has, and would make as many levels as they have dots.
constexpr std::size_t kLongestPath = 512;

/// The API server takes no object with a longer text.
constexpr std::size_t kLongestText = std::size_t{3} << 19U;

/// The parts of a field path: dots separate but for those behind a backslash and in brackets.
Parts parts_of(std::string_view path) {
  Parts parts(1);
  int depth = 0;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    if (c == '\\' && path.substr(i + 1).starts_with('.')) {
      parts.back() += path[++i];
    } else if (c == '.' && depth == 0) {
      parts.emplace_back();
    } else {
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      parts.back() += c;
    }
  }
  std::erase(parts, "");
  return parts;
}

std::optional<std::size_t> index_of(std::string_view part) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
  if (error != std::errc{} || end != part.data() + part.size()) return std::nullopt;
  return index;
}

/// Visits what a path leads to, and what it makes where it may. False when it leads nowhere, or is not understood.
class Walk {
 public:
  /// `mark` is of what is said to stand there then; null pointer: nothing is.
  Walk(bool creates, const yaml::Mark* mark, const std::function<void(Value&)>& visit, Work& work)
      : creates_(creates), mark_(mark), visit_(visit), work_(work) {}

  bool is_understood() const { return understood_; }

  bool to(Value& value, const Parts& parts, std::size_t at = 0) {
    if (at == parts.size()) {
      visit_(value);
      return true;
    }
    const std::string& part = parts[at];
    if (part == "*")
      return to_all(
          value, [](const Value&) { return true; }, parts, at);
    if (part.starts_with('[') && part.ends_with(']')) {
      const std::string_view inner = std::string_view(part).substr(1, part.size() - 2);
      const std::size_t equals = inner.find('=');
      if (equals == std::string_view::npos) return give_up();
      const std::string_view key = inner.substr(0, equals);
      const std::string_view wanted = inner.substr(equals + 1);
      const bool any = to_all(
          value, [&](const Value& item) { return item.string_at(key) == wanted; }, parts, at);
      // One that is not there is made with that field.
      return any || !creates_ ? any : give_up();
    }
    if (value.is_sequence()) {
      const std::optional<std::size_t> index = index_of(part);
      if (!index) return creates_ ? give_up() : false;
      return *index < value.items().size() ? to(value.items()[*index], parts, at + 1) : creates_ && give_up();
    }
    if (!value.is_mapping()) return false;
    if (!work_.take(search_units(value))) return give_up();
    const bool is_last = at + 1 == parts.size();
    if (value.find(part) == nullptr) {
      if (!creates_) return false;
      value.set(part, is_last ? Value() : Value::mapping());
    }
    const auto member = std::ranges::find(value.members(), part, &yaml::Member::key);
    if (is_last && mark_ != nullptr) member->key_mark = *mark_;
    return to(member->value, parts, at + 1);
  }

 private:
  bool give_up() {
    understood_ = false;
    return false;
  }

  template <class Test>
  bool to_all(Value& value, const Test& test, const Parts& parts, std::size_t at) {
    bool any = false;
    if (value.is_sequence()) {
      for (Value& item : value.items()) {
        if (!work_.take(search_units(item))) return give_up();
        any = (test(item) && to(item, parts, at + 1)) || any;
      }
    } else if (value.is_mapping() && parts[at] == "*") {
      for (yaml::Member& member : value.members()) {
        if (!work_.take(1)) return give_up();
        any = to(member.value, parts, at + 1) || any;
      }
    }
    return any;
  }

  bool creates_;
  const yaml::Mark* mark_;
  const std::function<void(Value&)>& visit_;
  Work& work_;
  bool understood_ = true;
};

std::string_view name_of(const Piece& piece) { return yaml::text_at(piece.root, {"metadata", "name"}); }

/// What selects objects by their identities, today's and those that they had: by names, or by expressions.
class Ids {
 public:
  Ids(const Value& selector, bool literal)
      : selector_(selector),
        literal_(literal),
        group_(selector.string_at("group")),
        version_(selector.string_at("version")),
        kind_(selector.string_at("kind")),
        name_(selector.string_at("name")),
        name_space_(selector.string_at("namespace")) {}

  /// What a look costs.
  std::size_t units() const { return std::max({name_.units(), kind_.units(), name_space_.units(), group_.units()}); }

  /// Whether the selector states no part of an identity.
  bool are_any() const {
    constexpr std::array<std::string_view, 5> kParts = {"group", "version", "kind", "name", "namespace"};
    return std::ranges::all_of(kParts, [&](std::string_view part) { return selector_.string_at(part).empty(); });
  }

  bool have(const Piece& piece) const { return have(piece, name_of(piece)); }
  /// `name` is that of the piece.
  bool have(const Piece& piece, std::string_view name) const {
    // Most are told apart by their names.
    if (piece.before.empty() && !is("name", name_, name)) return false;
    const auto [group, version] = piece.group_version();
    if (!is("group", group_, group) || !is("version", version_, version) || !is("kind", kind_, piece.kind())) {
      return false;
    }
    const auto is_it = [&](const Piece::Name& one) {
      return is("name", name_, one.name) && is("namespace", name_space_, effective_namespace(one.name_space));
    };
    return piece.is_or_was_called(is_it);
  }

 private:
  bool is(std::string_view field, const NamePattern& pattern, std::string_view text) const {
    if (!literal_) return pattern.matches(text);
    const std::string_view wanted = selector_.string_at(field);
    return wanted.empty() || wanted == text;
  }

  const Value& selector_;
  bool literal_;
  NamePattern group_;
  NamePattern version_;
  NamePattern kind_;
  NamePattern name_;
  NamePattern name_space_;
};

/// Whether an object that is there would be among those that are read.
bool is_known(const Value& source) {
  const std::string_view kind = source.string_at("kind");
  return !source.string_at("name").empty() && (admission::is_toolhive_kind(kind) || admission::is_foreign_kind(kind));
}

/// Whether a field is what it seems here, as those of what a generator makes are where all of it is known, and no value
/// of a Secret.
bool is_plain(const Piece& piece, const Parts& parts) {
  const bool is_whole = piece.document != Piece::kGenerated || piece.root.string_at("kind") == "ConfigMap";
  const bool is_seen = is_whole && piece.kind() != "Secret";
  return is_seen || (!parts.empty() && parts.front() == "metadata");
}

/// Whether an object that is not ToolHive's is of a kind that does not exist, which is said of those that ToolHive's
/// refer to alone.
bool is_misspelt_foreign(const Piece& piece) {
  return piece.document != Piece::kGenerated && !admission::is_toolhive(piece.root) &&
         piece.kind() != piece.root.string_at("kind");
}

/// Whether a target of a replacement is a field in which a secret stands.
bool puts_where_secret(const Value& target) {
  const std::string_view kind = yaml::text_at(target, {"select", "kind"});
  return std::ranges::any_of(yaml::items_at(target, {"fieldPaths"}), [&](const Value& path) {
    return path.is_string() && path.as_string().size() <= kLongestPath &&
           is_secret_field(kind, parts_of(path.as_string()));
  });
}

bool has_labels(const Value& selector) {
  return !selector.string_at("labelSelector").empty() || !selector.string_at("annotationSelector").empty();
}

std::ptrdiff_t index_at(const Value& options) {
  const Value* index = options.find("index");
  if (index == nullptr || !index->is_number()) return 0;
  const std::optional<std::size_t> known = index->kind() == Value::Kind::kInt && index->as_int() >= 0
                                               ? std::optional(static_cast<std::size_t>(index->as_int()))
                                               : std::nullopt;
  return known ? static_cast<std::ptrdiff_t>(*known) : -1;
}

/// The part of a text with that index, where a delimiter separates parts; nothing when there is none.
std::optional<std::string_view> part_at(std::string_view text, std::string_view delimiter, std::ptrdiff_t index) {
  for (; index >= 0; --index) {
    const std::size_t end = std::min(text.find(delimiter), text.size());
    if (index == 0) return text.substr(0, end);
    if (end == text.size()) break;
    text.remove_prefix(end + delimiter.size());
  }
  return std::nullopt;
}

class Replacer {
 public:
  Replacer(const Value& entry, std::vector<Piece>& pieces, bool whole, Work& work)
      : entry_(entry), pieces_(pieces), whole_(whole), work_(work) {}

  Replaced run() {
    const yaml::Sequence& targets = yaml::items_at(entry_, {"targets"});
    const Value* source = entry_.find("source");
    const Value* literal = entry_.find("sourceValue");
    if ((source == nullptr && literal == nullptr) || targets.empty()) {
      return refuse("a replacement has a source and at least one target");
    }
    std::optional<Value> value;
    if (literal != nullptr) {
      value = *literal;
      is_secret_ = std::ranges::any_of(targets, puts_where_secret);
    } else {
      if (work_.take(1 + pieces_.size())) value = value_of(*source);
    }
    if (!result_.problem.message.empty()) return std::move(result_);
    if (targets.size() > 1) {
      for (const Piece& piece : pieces_) names_.emplace_back(name_of(piece));
    }
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const Value* select = targets[i].find("select");
      if (select == nullptr) return refuse("the target of a replacement selects objects");
      const std::string path = ".targets[" + std::to_string(i) + ']';
      if (!pieces_.empty() && !can_read(*select, path + ".select.")) break;
      if (!judge_rejects(targets[i], *select, path + ".reject[")) break;
      if (!put(value, targets[i], *select)) result_.idle.push_back(i);
      if (!result_.problem.message.empty()) break;
    }
    return std::move(result_);
  }

 private:
  Replaced refuse(std::string problem) {
    result_.problem.message = std::move(problem);
    return std::move(result_);
  }

  /// Whether kustomize can read the selectors of labels and annotations of what is selected or rejected.
  bool can_read(const Value& selector, std::string_view path) {
    const yaml::Member* broken = broken_labels(selector);
    if (broken == nullptr) return true;
    result_.problem = {std::string(path) + broken->key, broken->key_mark,
                       broken_labels_message(broken->value.as_string())};
    return false;
  }

  /// They are held against what the labels of `select` admit.
  bool judge_rejects(const Value& target, const Value& select, const std::string& path) {
    const yaml::Sequence& rejects = yaml::items_at(target, {"reject"});
    for (std::size_t i = 0; i < rejects.size(); ++i) {
      if (broken_labels(rejects[i]) == nullptr) continue;
      if (!work_.take(pieces_.size() * label_units(select))) return true;
      const auto is_held = [&](const Piece& piece) { return selects_labels(select, piece.root); };
      if (std::ranges::any_of(pieces_, is_held)) return can_read(rejects[i], path + std::to_string(i) + "].");
    }
    return true;
  }

  /// Nothing when it is not known, or there is none.
  std::optional<Value> value_of(const Value& source) {
    const Ids ids(source, true);
    Piece* found = nullptr;
    for (Piece& piece : pieces_) {
      if (!ids.have(piece)) continue;
      if (found != nullptr) {
        result_.problem.message = "the source of the replacement is more than one object";
        return std::nullopt;
      }
      found = &piece;
    }
    if (found == nullptr) {
      const auto is_nearly = [&](const Piece& piece) {
        return piece.name().name == source.string_at("name") &&
               text::is_within(piece.kind(), source.string_at("kind"), kSlips);
      };
      if (whole_ && (is_known(source) || std::ranges::any_of(pieces_, is_nearly)))
        result_.problem.message = "the source of the replacement is not in what is built";
      return std::nullopt;
    }
    if (const std::string_view written = found->root.string_at("kind");
        is_misspelt_foreign(*found) && source.string_at("kind") != written) {
      result_.problem.message =
          "the source of the replacement is not in what is built: " + diag::quoted(found->name().name) +
          " is of kind " + diag::quoted(written);
      return std::nullopt;
    }
    const std::string_view stated = source.string_at("fieldPath");
    const std::string_view path = stated.empty() ? kName : stated;
    if (path.size() > kLongestPath) return std::nullopt;
    const Parts parts = parts_of(path);
    if (!is_plain(*found, parts)) return std::nullopt;
    std::optional<Value> value;
    is_secret_ = is_secret_field(found->kind(), parts);
    const std::function<void(Value&)> keep = [&](Value& one) { value = one; };
    Walk walk(false, nullptr, keep, work_);
    if (!walk.to(found->root, parts)) {
      if (walk.is_understood()) {
        result_.problem.message = found->kind() + ' ' + diag::quoted(found->name().name) + " has no " +
                                  diag::quoted(path) + ", which the replacement is to copy";
      }
      return std::nullopt;
    }
    return refined(*std::move(value), source.find("options"));
  }

  std::optional<Value> refined(Value value, const Value* options) {
    const std::string_view delimiter = options == nullptr ? std::string_view{} : options->string_at("delimiter");
    if (delimiter.empty()) return value;
    if (!value.is_string()) return std::nullopt;
    const std::optional<std::string_view> part = part_at(value.as_string(), delimiter, index_at(*options));
    if (!part) {
      result_.problem.message = "the source of the replacement has no part with the index that its options state";
      return std::nullopt;
    }
    return Value(*part);
  }

  /// False when nothing is selected.
  bool put(std::optional<Value>& value, const Value& target, const Value& select) {
    bool any = false;
    const Ids ids(select, false);
    if (!work_.take(ids.units() * (1 + pieces_.size()))) value.reset();
    // By their identities or by their labels: either is enough.
    std::vector<Ids> rejected;
    std::vector<const Value*> rejected_labels;
    std::size_t units = 1 + copy_units(select);
    for (const Value& one : yaml::items_at(target, {"reject"})) {
      const Ids of_one(one, false);
      if (!of_one.are_any()) units += rejected.emplace_back(of_one).units();
      if (!has_labels(one)) continue;
      rejected_labels.push_back(&one);
      units += label_units(one);
    }
    const Value* options = target.find("options");
    const bool creates = options != nullptr && yaml::is_true(*options, {"create"});
    const yaml::Sequence& paths = yaml::items_at(target, {"fieldPaths"});
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      Piece& piece = pieces_[i];
      if (!ids.have(piece, names_.empty() ? name_of(piece) : names_[i])) continue;
      if (!work_.take(units)) {
        result_.unknown.push_back(&piece);
        continue;
      }
      if (!selects_labels(select, piece.root)) continue;
      any = true;
      const auto has_labels_of = [&](const Value* one) { return selects_labels(*one, piece.root); };
      if (std::ranges::any_of(rejected_labels, has_labels_of)) continue;
      if (std::ranges::any_of(rejected, [&](const Ids& one) { return one.have(piece); })) continue;
      if (paths.empty()) put(value, piece, kName, target.mark(), creates, options);
      for (const Value& path : paths) {
        if (path.is_string()) put(value, piece, path.as_string(), path.mark(), creates, options);
      }
      if (!names_.empty()) names_[i] = name_of(piece);
    }
    return any;
  }

  void put(const std::optional<Value>& value, Piece& piece, std::string_view path, const yaml::Mark& mark, bool creates,
           const Value* options) {
    if (path.size() > kLongestPath) {
      result_.unknown.push_back(&piece);
      return;
    }
    const Parts parts = parts_of(path);
    if (!value || !is_plain(piece, parts) || !work_.take(copy_units(*value) + search_units(piece.root))) {
      result_.unknown.push_back(&piece);
      return;
    }
    const std::function<void(Value&)> set = [&](Value& field) { set_field(field, *value, options, piece, mark); };
    Walk walk(creates, &mark, set, work_);
    const bool done = walk.to(piece.root, parts);
    if (!walk.is_understood()) {
      result_.unknown.push_back(&piece);
    } else if (!done && result_.problem.message.empty()) {
      result_.problem.message = piece.kind() + ' ' + diag::quoted(piece.name().name) + " has no " + diag::quoted(path) +
                                ", where the replacement is to be put";
    }
  }

  /// A text keeps the type of the field that it is put into.
  void set_field(Value& field, const Value& value, const Value* options, Piece& piece, const yaml::Mark& mark) {
    Value next = value;
    const std::string_view delimiter = options == nullptr ? std::string_view{} : options->string_at("delimiter");
    if (!delimiter.empty()) {
      // What a text gets by each of many replacements can make it twice as long.
      if (!field.is_string() || !value.is_string() || field.as_string().size() > kLongestText ||
          !work_.take(copy_units(field.as_string().size()))) {
        result_.unknown.push_back(&piece);
        return;
      }
      next = Value(spliced(field.as_string(), value.as_string(), delimiter, index_at(*options)));
    } else if (value.is_string() && !field.is_string() && !field.is_mapping() && !field.is_sequence()) {
      if (std::optional<Value> plain = yaml::to_value(yaml::resolve_plain(value.as_string()))) next = *std::move(plain);
    } else if (field.is_string() && !value.is_string() && !value.is_mapping() && !value.is_sequence()) {
      // How it was written is not known any more.
      result_.unknown.push_back(&piece);
      return;
    }
    next.set_mark(mark);
    field = std::move(next);
    if (is_secret_) add_texts(value, piece.secrets);
  }

  static std::string spliced(std::string_view text, const std::string& part, std::string_view delimiter,
                             std::ptrdiff_t index) {
    const std::optional<std::string_view> replaced = part_at(text, delimiter, index);
    std::string joined(text);
    if (replaced) {
      joined.replace(static_cast<std::size_t>(replaced->data() - text.data()), replaced->size(), part);
    } else if (index < 0) {
      joined.insert(0, part + std::string(delimiter));
    } else {
      joined.append(delimiter).append(part);
    }
    return joined;
  }

  const Value& entry_;
  std::vector<Piece>& pieces_;
  std::vector<std::string> names_;  ///< of the pieces, where there are several targets
  bool whole_;
  Work& work_;
  bool is_secret_ = false;  ///< what is copied, where it comes from or where it goes to
  Replaced result_;
};

}  // namespace

Replaced replace(const Value& entry, std::vector<Piece>& pieces, bool whole, Work& work) {
  return Replacer(entry, pieces, whole, work).run();
}

}  // namespace vmcp::gitops
