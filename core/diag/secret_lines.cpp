#include "core/diag/secret_lines.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "core/diag/text_tokens.h"
#include "core/diag/userinfo.h"
#include "core/text/ascii.h"
#include "core/text/character_set.h"

namespace vmcp::diag {
namespace {

using Kind = TextToken::Kind;

/// Whether a text is no name of a kind: nothing, or what YAML reads as something else than a text.
bool is_no_kind(std::string_view text) {
  constexpr std::array<std::string_view, 4> kWords = {"null", "Null", "true", "false"};
  return text.empty() || !text::is_alpha(text.front()) || std::ranges::find(kWords, text) != kWords.end();
}

/// Whether what a reader makes of a text is not what stands there: an alias, a merge, an escape.
bool is_indirect(const TextToken& token) {
  const bool alias = token.text.size() > 1 && token.text[0] == '*' && token.text[1] != '.';
  return alias || token.text.find('\\') != std::string_view::npos;
}

bool has_userinfo(std::string_view text) {
  return text.find(':') != std::string_view::npos && without_userinfo(text) != text;
}

/// Whether a user and a password stand in a line, whatever quotes and brackets are between them and their host.
bool has_torn_userinfo(std::string_view line) {
  const std::size_t at = line.rfind('@');
  const std::size_t authority = at == std::string_view::npos ? at : line.substr(0, at).find(kAuthority);
  // An image by its digest is no address.
  if (authority == std::string_view::npos || line.substr(at).starts_with("@sha")) return false;
  const std::size_t colon = line.find(':', authority + kAuthority.size());
  return colon < at && !text::is_digit(line[colon + 1]);
}

/// Whether a word of a line is a secret by its form, or behind an option that takes one, wherever it stands: in a
/// comment, too, or in what no token is.
bool has_secret_word(std::string_view line) {
  static constexpr text::CharacterSet kEnds(" \t\"'`,;()[]{}<>");
  if (has_torn_userinfo(line)) return true;
  bool is_behind_option = false;
  while (!line.empty()) {
    const auto* const end = std::ranges::find_if(line, kEnds);
    const std::string_view word = line.substr(0, static_cast<std::size_t>(end - line.begin()));
    if (looks_secret(word) || has_userinfo(word) || (is_behind_option && !word.empty())) return true;
    is_behind_option = is_secret_option(word) || (is_behind_option && word.empty());
    line.remove_prefix(std::min(word.size() + 1, line.size()));
  }
  return false;
}

/// What a walk found, with the lines that have such a word.
std::vector<bool> with_secret_words(std::string_view text, std::vector<bool> hidden) {
  const Lines lines(text);
  for (std::size_t line = 0; line < hidden.size(); ++line) {
    if (!hidden[line]) hidden[line] = has_secret_word(lines.content(line + 1));
  }
  return hidden;
}

/// Whether the members of an object of this kind that are called `data` hold no Secret's.
bool has_open_data(std::string_view kind) {
  constexpr std::array<std::string_view, 5> kKinds = {"ConfigMap", "EmbeddingServer", "List", "ResourceList",
                                                      "VMCPRender"};
  return std::ranges::find(kKinds, kind) != kKinds.end() || kind.starts_with("MCP") || kind.starts_with("VirtualMCP");
}

/// A text as what reads it finds it that stands in double quotes.
std::string unescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '\\' && i + 1 < text.size();
    if (escape) ++i;
    out += escape && text[i] == 'n' ? '\n' : text[i];
  }
  return out;
}

/// An object of a text: a document, or an item of a list.
struct Object {
  std::size_t first_line = 0;
  std::size_t frame = 0;  ///< the mapping that is the object
  bool needs_kind = true;
  bool has_kind = false;
  bool is_secret = false;
  bool has_data = false;
  bool has_closed_kind = false;

  bool is_hidden() const { return is_secret || (has_kind ? has_data && has_closed_kind : has_data || needs_kind); }
};

/// A mapping or a list that is open, and where in it the walk is.
struct Frame {
  std::size_t column = 0;
  bool flow = false;
  Secrecy members;  ///< what its members may show
  Secrecy value;    ///< what the value of the key at hand may show
  std::string_view key;
  Beside beside = Beside::kNothing;         ///< of the key
  bool names_secret = false;                ///< its name is that of a secret, whose value stands beside
  std::optional<std::size_t> value_line{};  ///< where such a value began that was seen before the name
  bool is_secret = false;                   ///< its kind is a Secret's
  std::optional<std::size_t> data_line{};   ///< where its data began that were seen before its kind
};

class Walk {
 public:
  /// `embedded`: in how many values of other texts the text stands.
  Walk(std::string_view text, KnownKeys& known, std::size_t embedded = 0)
      : tokens_(text), hidden_(Lines(text).count(), false), known_(known), embedded_(embedded) {}

  /// The walk ends where a separator stands on this line: no document begins there.
  Walk& until(std::size_t line) {
    end_ = line;
    return *this;
  }

  std::vector<bool> run() {
    begin_document(0);
    for (TextToken token = tokens_.next(); token.kind != Kind::kEnd; token = tokens_.next()) {
      if (token.kind == Kind::kSeparator && token.first_line == end_) break;
      if (frames_.size() > kDeepest) {
        objects_.front().is_secret = true;
        if (token.kind != Kind::kSeparator) continue;
      }
      take(token);
    }
    end_objects(0, std::min(end_, hidden_.size()));
    return std::move(hidden_);
  }

 private:
  static constexpr std::size_t kDeepest = 500;
  static constexpr std::size_t kMostEmbedded = 3;

  void take(const TextToken& token) {
    switch (token.kind) {
      case Kind::kEnd:
        return;
      case Kind::kSeparator:
        // One behind U+2028 ends a document within a line.
        end_objects(0, token.first_line + (token.leads ? 0 : 1));
        return begin_document(token.first_line);
      case Kind::kKey:
        return key(token);
      case Kind::kScalar:
      case Kind::kBlockScalar:
        return value(token);
      case Kind::kPassedOver:
        if (!value_here().shows(token.text)) hide(token);
        return;
      case Kind::kDash:
        // A key that is marked as one may be anything.
        if (token.text == "?") objects_.back().is_secret = true;
        forget_neighbour();
        pop_blocks([&](const Frame& frame) { return frame.column > token.column; }, token.first_line);
        if (!frames_.empty()) frames_.back().value = frames_.back().value.inside();
        return;
      case Kind::kOpen:
        forget_neighbour();
        return push({token.column, true, value_here().inside(), value_here().inside(), {}}, token.first_line,
                    token.text == "[");
      case Kind::kClose:
        // One that closes nothing may begin a secret.
        if (flows_ == 0) return value(token);
        pop_blocks([](const Frame&) { return true; }, token.first_line + 1);
        miss_value();
        if (!frames_.empty()) pop(token.first_line + 1);
        return;
      case Kind::kComma:
        miss_value();
        if (!frames_.empty()) {
          frames_.back().key = {};
          frames_.back().value = frames_.back().members;
        }
        return;
    }
  }

  void key(const TextToken& token) {
    const bool in_flow = !frames_.empty() && frames_.back().flow;
    if (!in_flow) {
      pop_blocks([&](const Frame& frame) { return frame.column > token.column; }, token.first_line);
      const bool same = !frames_.empty() && !frames_.back().flow && frames_.back().column == token.column;
      if (!same) push({token.column, false, value_here().inside(), value_here().inside(), {}}, token.first_line);
    }
    Frame& frame = frames_.back();
    const KnownKeys::Key known = known_as(token.text);
    const bool is_open = frame.members.is_as_at_root();
    const bool shows_key = is_open ? known.shows_key : frame.members.shows_key(token.text);
    // Where a value belongs what looks like a key may be that.
    const bool is_value = in_flow && awaits_value_ && !frame.value.shows({});
    if (hides_next_ || is_value || !shows_key || has_userinfo(token.text)) hide(token);
    frame.key = token.text;
    frame.beside = known.beside;
    if (!is_value) frame.value = is_open ? known.value : frame.members.below(token.text);
    if (known.is_value) {
      // One that is indented badly still goes with the name above it.
      if (frame.names_secret || behind_secret_name_) frame.value = Secrecy::of_secret();
      frame.value_line = token.first_line;
    }
    if (known.is_data) frame.data_line = token.first_line;
    if (hides_next_ || (known.is_data && frame.is_secret)) frame.value = Secrecy::of_secret();
    last_key_ = frame.value;
    hides_next_ = false;
    awaits_value_ = true;
    behind_secret_name_ = false;
    last_word_ = {};
    Object& object = objects_.back();
    object.has_data = object.has_data || known.is_data;
    object.is_secret = object.is_secret || known.is_secret_data || is_indirect(token);
  }

  /// What there is to know of a key. Behind a character that does not belong there it is what it is all the same.
  KnownKeys::Key known_as(std::string_view text) {
    KnownKeys::Key known = known_.of(text);
    const std::size_t blank = text.find_last_of(" \t");
    if (blank == std::string_view::npos) return known;
    const KnownKeys::Key& word = known_.of(text.substr(blank + 1));
    known.is_data = known.is_data || word.is_data;
    known.is_secret_data = known.is_secret_data || word.is_secret_data;
    known.is_value = known.is_value || word.is_value;
    if (known.beside == Beside::kNothing) known.beside = word.beside;
    return known;
  }

  void value(const TextToken& token) {
    const bool in_flow = !frames_.empty() && frames_.back().flow;
    // What stands at the start of a line without a key goes on with what is above, or is what somebody forgot to
    // indent.
    const bool stray = !in_flow && token.leads && (behind_secret_name_ || !last_key_.shows(token.text));
    // A patch may be one of a Secret, which its target alone says.
    const bool is_patch = !frames_.empty() && frames_.back().key == "patch" && token.kind != Kind::kBlockScalar;
    // An item of a list of objects is none, but may have been one's value.
    const bool is_object_item =
        is_in_items() || (!frames_.empty() && frames_.back().key == "items" && objects_.back().frame == frames_.size());
    // A key whose colon is lost.
    const bool is_behind_name = !last_word_.empty() && names_secret(last_word_);
    if (stray || is_patch || is_object_item || hides_next_ || is_behind_name || !value_here().shows(token.text)) {
      hide(token);
    }
    hides_next_ = is_secret_option(token.text);
    awaits_value_ = false;
    if (names_secret_behind_word(token.text)) behind_secret_name_ = true;
    last_word_ = token.text;
    form(token);
    embedded(token);
    if (frames_.empty()) return;
    Frame& frame = frames_.back();
    if (frame.key == "kind" && objects_.back().frame == frames_.size()) kind(token);
    // Whole manifests stand in values, too, and in fields that nobody knows.
    if (frame.key == "kind" && is_secret_kind(token.text)) {
      frame.is_secret = true;
      if (frame.data_line) hide(*frame.data_line, token.first_line + 1);
    }
    if (names_secret_beside(frame.beside, token.text)) {
      frame.names_secret = true;
      behind_secret_name_ = true;
      if (frame.value_line) hide(*frame.value_line, token.first_line + 1);
    }
  }

  /// Hides what is a secret by its form; of a long text the lines that are.
  void form(const TextToken& token) {
    const bool key_material = token.text.find("-----BEGIN") != std::string_view::npos;
    if (token.kind != Kind::kBlockScalar || key_material) {
      if (looks_secret(token.text) || has_userinfo(token.text)) hide(token);
      // Of key material that is indented badly the rest is no longer part of it.
      objects_.back().is_secret = objects_.back().is_secret || (key_material && token.kind != Kind::kBlockScalar);
      return;
    }
    const Lines lines(token.text);
    for (std::size_t line = 1; line <= lines.count(); ++line) {
      std::string_view content = lines.content(line);
      content.remove_prefix(std::min(content.find_first_not_of(" -"), content.size()));
      constexpr std::string_view kKind = "kind:";
      if (content.starts_with(kKind) && is_secret_kind(content.substr(kKind.size()))) objects_.back().is_secret = true;
      const bool has_userinfo = without_quoted_userinfo(content) != content;
      if (has_userinfo || looks_secret(content)) hide(token.first_line + line - 1, token.first_line + line);
    }
  }

  /// Hides what the keys of a text in a value do not let be seen: of a block its lines, else the value.
  void embedded(const TextToken& token) {
    if (embedded_ == kMostEmbedded) return;
    if (token.kind == Kind::kBlockScalar) {
      const std::size_t head = line_from(token.text, 0).next;
      const std::vector<bool> inner = Walk(token.text.substr(head), known_, embedded_ + 1).run();
      for (std::size_t line = 0; line < inner.size(); ++line) {
        if (inner[line]) hide(token.first_line + 1 + line, token.first_line + 2 + line);
      }
      return;
    }
    const std::size_t first = token.text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return;
    const bool is_flow = token.text[first] == '{' || token.text[first] == '[';
    const bool has_lines = token.escapes && token.text.find("\\n") != std::string_view::npos;
    if (!is_flow && !has_lines) return;
    const std::string text = token.escapes ? unescaped(token.text) : std::string(token.text);
    const std::vector<bool> inner = Walk(text, known_, embedded_ + 1).run();
    if (std::ranges::find(inner, true) != inner.end()) hide(token);
  }

  /// Whether a text is the name of a secret behind `name`, whose colon is lost.
  bool names_secret_behind_word(std::string_view text) const {
    if (kind_beside(last_word_) == Beside::kSecretByName) return names_secret(text);
    const std::size_t end = text.find_first_of(" :=");
    if (end == std::string_view::npos || kind_beside(text.substr(0, end)) != Beside::kSecretByName) return false;
    return names_secret(text::trim(text.substr(end + 1)));
  }

  /// What stands behind the end of a value that is missing may be it.
  void miss_value() {
    if (awaits_value_ && !last_key_.shows({})) hides_next_ = true;
    forget_neighbour();
  }

  void forget_neighbour() {
    awaits_value_ = false;
    last_word_ = {};
  }

  void kind(const TextToken& token) {
    Object& object = objects_.back();
    object.has_kind = object.has_kind || !is_no_kind(token.text);
    object.is_secret = object.is_secret || is_secret_kind(token.text) || is_indirect(token);
    object.has_closed_kind = object.has_closed_kind || !has_open_data(token.text);
  }

  /// What a value may show that stands where the walk is.
  Secrecy value_here() const { return frames_.empty() ? Secrecy{} : frames_.back().value; }

  /// Whether the walk is in the brackets of an object's `items`.
  bool is_in_items() const {
    return frames_.size() > 1 && frames_.back().flow && frames_.back().key.empty() &&
           objects_.back().frame + 1 == frames_.size() && frames_[frames_.size() - 2].key == "items";
  }

  /// `list`: in brackets, whose items may be objects, which it is not itself.
  void push(const Frame& frame, std::size_t line, bool list = false) {
    const bool below_object = !objects_.empty() && objects_.back().frame == frames_.size() && !frames_.empty();
    const std::string_view key = below_object ? frames_.back().key : std::string_view{};
    const bool in_items = is_in_items();
    frames_.push_back(frame);
    if (frame.flow) ++flows_;
    if (in_items || (!list && (key == "items" || key == "functionConfig"))) objects_.push_back({line, frames_.size()});
  }

  void pop(std::size_t line) {
    if (frames_.back().flow) --flows_;
    frames_.pop_back();
    while (objects_.size() > 1 && objects_.back().frame > frames_.size()) end_object(line);
  }

  template <class Leave>
  void pop_blocks(Leave leave, std::size_t line) {
    while (!frames_.empty() && !frames_.back().flow && leave(frames_.back())) pop(line);
  }

  void begin_document(std::size_t line) {
    frames_.clear();
    flows_ = 0;
    // What stands in a value need not be an object.
    objects_.assign(1, {line, 1, embedded_ == 0});
    last_key_ = {};
    hides_next_ = false;
    forget_neighbour();
    behind_secret_name_ = false;
  }

  /// Ends the object at hand in front of `line`.
  void end_object(std::size_t line) {
    if (objects_.back().is_hidden()) hide(objects_.back().first_line, line);
    objects_.pop_back();
  }

  void end_objects(std::size_t left, std::size_t line) {
    while (objects_.size() > left) end_object(line);
  }

  void hide(const TextToken& token) { hide(token.first_line, token.last_line + 1); }
  void hide(std::size_t first, std::size_t end) {
    for (std::size_t line = first; line < std::min(end, hidden_.size()); ++line) hidden_[line] = true;
  }

  TextTokens tokens_;
  std::vector<bool> hidden_;
  KnownKeys& known_;
  std::size_t embedded_;
  std::size_t end_ = static_cast<std::size_t>(-1);
  std::vector<Frame> frames_;
  std::size_t flows_ = 0;  ///< of the frames
  std::vector<Object> objects_;
  Secrecy last_key_;
  bool hides_next_ = false;
  bool awaits_value_ = false;        ///< nothing stands behind the last key so far
  std::string_view last_word_;       ///< the value in front of which nothing else stands; empty: there is none
  bool behind_secret_name_ = false;  ///< no other key stands between
};

}  // namespace

std::vector<bool> secret_lines(std::string_view text) {
  KnownKeys known;
  return with_secret_words(text, Walk(text, known).run());
}

std::vector<bool> secret_lines_of_part(std::string_view text) {
  KnownKeys known;
  return with_secret_words(text, Walk(text, known, 1).run());
}

KnownKeys::Key::Key(std::string_view key)
    : is_data(is_data_key(key)),
      is_secret_data(is_secret_data_key(key)),
      is_value(is_value_key(key)),
      beside(kind_beside(key)),
      shows_key(Secrecy{}.shows_key(key)),
      value(Secrecy{}.below(key)) {}

const KnownKeys::Key& KnownKeys::of(std::string_view key) {
  constexpr std::size_t kMostKept = 1000;
  if (const auto known = keys_.find(key); known != keys_.end()) return known->second;
  if (keys_.size() == kMostKept) keys_.clear();
  return keys_.try_emplace(std::string(key), key).first->second;
}

SecretLines::SecretLines(const Lines& lines) : lines_(lines) {
  for (std::size_t line = 1; line <= lines.count(); ++line) {
    if (line == 1 || lines.range(line, line + 1).starts_with("---")) documents_.push_back({line, {}});
  }
}

const std::vector<bool>& SecretLines::hidden_in(std::size_t document) {
  Document& known = documents_[document];
  if (known.hidden.empty()) {
    // With the first line of the next, to which a quote that is open may reach.
    const bool is_last = document + 1 == documents_.size();
    const std::size_t next = is_last ? lines_.count() + 1 : documents_[document + 1].first;
    known.hidden = Walk(lines_.range(known.first, next + 1), known_).until(next - known.first).run();
  }
  return known.hidden;
}

bool SecretLines::contain(std::size_t line) {
  const auto behind = std::ranges::upper_bound(documents_, line, {}, &Document::first);
  const auto document = static_cast<std::size_t>(behind - documents_.begin()) - 1;
  const std::size_t first = documents_[document].first;
  if (hidden_in(document)[line - first] || has_secret_word(lines_.content(line))) return true;
  return line == first && document > 0 && hidden_in(document - 1)[first - documents_[document - 1].first];
}

}  // namespace vmcp::diag
