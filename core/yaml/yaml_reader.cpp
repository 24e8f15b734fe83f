#include "core/yaml/yaml_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <streambuf>
#include <string>
#include <utility>
#include <variant>
#include <vector>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "core/diag/code.h"
#include "core/yaml/characters.h"
#include "core/yaml/problem.h"
#include "core/yaml/secret_texts.h"
#include "core/yaml/simple_reader.h"
#include "core/yaml/syntax.h"
#include "core/yaml/tree_builder.h"

namespace vmcp::yaml {
namespace {

/// Lets an istream read a text without a copy of it.
class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());
    setg(begin, begin, begin + text.size());
  }
};

std::size_t offset_of(const YAML::Mark& mark) { return static_cast<std::size_t>(std::max(mark.pos, 0)); }

/// Where a text that yaml-cpp reads has a blank that is not in the document, in ascending order.
using Blanks = std::vector<std::size_t>;

std::size_t without(const Blanks& blanks, std::size_t offset) {
  return offset - static_cast<std::size_t>(std::ranges::lower_bound(blanks, offset) - blanks.begin());
}

/// yaml-cpp's reason for refusing a text, in our words.
Problem problem_of(const YAML::Exception& error) {
  namespace reasons = YAML::ErrorMsg;
  struct Wording {
    std::string_view reason;
    diag::Code code;
    const char* message;
  };
  static constexpr const char* kSyntax = "yaml-syntax";
  static const std::array kWordings = {
      Wording{reasons::UNKNOWN_ANCHOR, "undefined-alias", "the alias names no anchor that this document has so far"},
      Wording{reasons::END_OF_MAP, kSyntax, "expected a key or the end of the mapping; is the indentation right?"},
      Wording{reasons::END_OF_SEQ, kSyntax, "expected \"-\" or the end of the sequence; is the indentation right?"},
      Wording{reasons::END_OF_MAP_FLOW, kSyntax, "expected \",\" or \"}\" in the flow mapping"},
      Wording{reasons::END_OF_SEQ_FLOW, kSyntax, "expected \",\" or \"]\" in the flow sequence"},
      Wording{reasons::FLOW_END, kSyntax, "the bracket does not close the one that was opened last"},
      Wording{reasons::BLOCK_ENTRY, kSyntax, "a sequence item cannot stand here"},
      Wording{reasons::MAP_KEY, kSyntax, "a mapping key cannot stand here"},
      Wording{reasons::MAP_VALUE, kSyntax, "a mapping value cannot stand here"},
      Wording{reasons::TAB_IN_INDENTATION, kSyntax, "a tab cannot be used for indentation"},
      Wording{reasons::MULTIPLE_TAGS, kSyntax, "a node can have one tag only"},
      Wording{reasons::MULTIPLE_ANCHORS, kSyntax, "a node can have one anchor only"},
  };
  const auto* wording = std::ranges::find(kWordings, std::string_view{error.msg}, &Wording::reason);
  if (wording == kWordings.end()) return {offset_of(error.mark), kSyntax, "the text cannot go on like this"};
  return {offset_of(error.mark), wording->code, wording->message};
}

/// Passes yaml-cpp's events on to a TreeBuilder, with its scalars as go.yaml.in/yaml/v2 would have them: many in a row,
/// since the instructions of yaml-cpp and ours do not fit into a processor's cache together.
class Events final : public YAML::EventHandler {
 public:
  Events(std::string_view text, const Differences& differences, const Blanks& blanks, Locator& locator,
         Strictness strictness)
      : text_(text), scalars_(differences.scalars), blanks_(blanks), tree_(locator, strictness, text.size()) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (std::exchange(started_, true)) {
      pass_on();
      throw Problem{without(blanks_, offset_of(mark)), "trailing-content", "text follows the end of the document"};
    }
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(Kind::kNull, mark, anchor); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(Kind::kAlias, mark, anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Event& event = add(Kind::kScalar, mark, anchor);
    event.tag = tag;
    event.value = value;
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    add(Kind::kSequenceStart, mark, anchor);
  }
  void OnSequenceEnd() override { add(Kind::kSequenceEnd, {}, 0); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    add(Kind::kMapStart, mark, anchor);
  }
  void OnMapEnd() override { add(Kind::kMapEnd, {}, 0); }

  /// Passes on what is still held, which may throw Problem. To be called at the end, and where yaml-cpp gets no
  /// further.
  void pass_on() {
    const std::size_t count = std::exchange(count_, 0);
    for (std::size_t i = 0; i < count; ++i) pass_on(events_[i]);
  }

  TreeBuilder& tree() { return tree_; }

 private:
  enum class Kind : std::uint8_t { kNull, kAlias, kScalar, kSequenceStart, kSequenceEnd, kMapStart, kMapEnd };
  struct Event {
    Kind kind = Kind::kNull;
    std::size_t offset = 0;
    YAML::anchor_t anchor = 0;
    std::string tag;    ///< of a scalar
    std::string value;  ///< of a scalar
  };

  Event& add(Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (count_ == events_.size()) pass_on();
    Event& event = events_[count_++];
    event.kind = kind;
    event.offset = without(blanks_, offset_of(mark));
    event.anchor = anchor;
    return event;
  }

  void pass_on(const Event& event) {
    switch (event.kind) {
      case Kind::kNull:
        return tree_.empty(event.offset, event.anchor);
      case Kind::kAlias:
        return tree_.alias(event.offset, event.anchor);
      case Kind::kScalar:
        return pass_on_scalar(event);
      case Kind::kSequenceStart:
        return tree_.begin_sequence(event.offset, event.anchor);
      case Kind::kSequenceEnd:
        return tree_.end_sequence();
      case Kind::kMapStart:
        return tree_.begin_mapping(event.offset, event.anchor);
      case Kind::kMapEnd:
        return tree_.end_mapping();
    }
  }

  void pass_on_scalar(const Event& event) {
    const std::string& text = scalars_.empty() ? event.value : as_scanned(event.offset, event.value);
    if (event.tag == "?") {
      tree_.plain_scalar(event.offset, text, event.anchor);
    } else if (event.tag == "!") {
      tree_.text_scalar(event.offset, text, event.anchor);
    } else {
      tree_.tagged_scalar(event.offset, event.tag, text, event.anchor);
    }
  }

  /// The text of the scalar at `offset`: what the scan found there, or else `value`.
  const std::string& as_scanned(std::size_t offset, const std::string& value) const {
    while (text_[offset] == '&' || text_[offset] == '!') {
      offset = skip_space(text_.find_first_of(kSpace, offset));
    }
    const auto found = std::ranges::lower_bound(scalars_, offset, {}, &Differences::Scalar::offset);
    return found != scalars_.end() && found->offset == offset ? found->text : value;
  }

  /// Behind the blanks, line breaks and comments at `offset`.
  std::size_t skip_space(std::size_t offset) const {
    offset = std::min(text_.find_first_not_of(kSpace, offset), text_.size() - 1);
    while (text_[offset] == '#') {
      offset = std::min(text_.find('\n', offset), text_.size() - 1);
      offset = std::min(text_.find_first_not_of(kSpace, offset), text_.size() - 1);
    }
    return offset;
  }

  static constexpr std::string_view kSpace = " \t\n";

  std::string_view text_;
  const std::vector<Differences::Scalar>& scalars_;
  const Blanks& blanks_;
  TreeBuilder tree_;
  std::array<Event, 64> events_;  ///< those that are held come first
  std::size_t count_ = 0;
  bool started_ = false;
};

/// A value, or why there is none: what is thrown costs more than a short document.
using Outcome = std::variant<Value, Problem>;

Outcome parse(std::string_view text, Locator& locator, Strictness strictness, std::vector<std::string>* secrets) {
  const Differences differences = scan_syntax(text);
  std::string storage;
  if (!differences.breaks.empty() || !differences.colons.empty()) {
    storage = text;
    for (const std::size_t offset : differences.breaks) storage.replace(offset, 3, "  \n");
    for (const std::size_t offset : differences.colons) storage[offset] = '_';
    text = storage;
  }
  Blanks blanks;
  std::string spread;
  for (const std::size_t offset : differences.blanks) {
    const std::size_t before = spread.size() - blanks.size();
    spread.append(text, before, offset - before);
    blanks.push_back(spread.size());
    spread += ' ';
  }
  if (!blanks.empty()) spread.append(text, differences.blanks.back());
  ViewBuffer buffer(blanks.empty() ? text : spread);
  std::istream stream(&buffer);
  Events events(text, differences, blanks, locator, strictness);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(events) && strictness == Strictness::kStrict) {
    }
  } catch (const YAML::DeepRecursion& error) {
    events.pass_on();
    fail_too_deep(without(blanks, offset_of(error.mark)));
  } catch (const YAML::Exception& error) {
    events.pass_on();
    Problem problem = problem_of(error);
    problem.offset = without(blanks, problem.offset);
    return problem;
  }
  events.pass_on();
  Value root = events.tree().take_root();
  if (secrets != nullptr && events.tree().has_aliases()) {
    *secrets = aliased_secrets(root, events.tree().aliased_keys());
  }
  return root;
}

/// `read` gets a text that can be read, and a locator for it.
template <class Read>
Value read_checked(std::string_view text, Mark start, const Read& read) {
  std::string storage;
  text = normalize_breaks(text, storage);
  Locator locator(text, start);
  const auto outcome = [&]() -> Outcome {
    try {
      check_characters(text);
      return read(text, locator);
    } catch (Problem& problem) {
      return std::move(problem);
    }
  };
  Outcome result = outcome();
  if (Value* value = std::get_if<Value>(&result)) return std::move(*value);
  Problem& problem = std::get<Problem>(result);
  if (!problem.mark.known()) problem.mark = locator.at(problem.offset);
  throw std::move(problem);
}

}  // namespace

Value read_yaml(std::string_view text, Mark start, Strictness strictness, std::vector<std::string>* secrets) {
  return read_checked(text, start, [&](std::string_view checked, Locator& locator) -> Outcome {
    std::optional<Value> simple = read_simple(checked, locator, strictness);
    return simple ? *std::move(simple) : parse(checked, locator, strictness, secrets);
  });
}

Value read_yaml_by_library(std::string_view text, Mark start, Strictness strictness) {
  return read_checked(text, start, [&](std::string_view checked, Locator& locator) {
    return parse(checked, locator, strictness, nullptr);
  });
}

}  // namespace vmcp::yaml
