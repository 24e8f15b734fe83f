#include "core/yaml/yaml_reader.h"

#include <algorithm>
#include <array>
#include <istream>
#include <streambuf>
#include <string>
#include <utility>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "core/diag/code.h"
#include "core/yaml/problem.h"
#include "core/yaml/syntax.h"
#include "core/yaml/text.h"
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

/// Passes yaml-cpp's events on to a TreeBuilder, with its scalars as go.yaml.in/yaml/v2 would have them.
class Events final : public YAML::EventHandler {
 public:
  Events(std::string_view text, const Differences& differences, Locator& locator, Strictness strictness)
      : text_(text), scalars_(differences.scalars), tree_(locator, strictness, text.size()) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (std::exchange(started_, true)) {
      throw Problem{offset_of(mark), "trailing-content", "text follows the end of the document"};
    }
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { tree_.empty(offset_of(mark), anchor); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override { tree_.alias(offset_of(mark), anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const std::string& text = scalars_.empty() ? value : as_scanned(offset_of(mark), value);
    if (tag == "?") {
      tree_.plain_scalar(offset_of(mark), text, anchor);
    } else if (tag == "!") {
      tree_.text_scalar(offset_of(mark), text, anchor);
    } else {
      tree_.tagged_scalar(offset_of(mark), tag, text, anchor);
    }
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    tree_.begin_sequence(offset_of(mark), anchor);
  }
  void OnSequenceEnd() override { tree_.end_sequence(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    tree_.begin_mapping(offset_of(mark), anchor);
  }
  void OnMapEnd() override { tree_.end_mapping(); }

  Value take_root() { return tree_.take_root(); }

 private:
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
  TreeBuilder tree_;
  bool started_ = false;
};

Value parse(std::string_view text, std::string& storage, Locator& locator, Strictness strictness) {
  const Differences differences = scan_syntax(text);
  if (!differences.breaks.empty()) {
    storage = text;
    for (const std::size_t offset : differences.breaks) storage.replace(offset, 3, "  \n");
    text = storage;
  }
  ViewBuffer buffer(text);
  std::istream stream(&buffer);
  Events events(text, differences, locator, strictness);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(events) && strictness == Strictness::kStrict) {
    }
  } catch (const YAML::DeepRecursion& error) {
    fail_too_deep(offset_of(error.mark));
  } catch (const YAML::Exception& error) {
    throw problem_of(error);
  }
  return events.take_root();
}

}  // namespace

Value read_yaml(std::string_view text, Mark start, Strictness strictness) {
  std::string storage;
  text = normalize_breaks(text, storage);
  Locator locator(text, start);
  try {
    check_characters(text);
    std::string patched;
    return parse(text, patched, locator, strictness);
  } catch (Problem& problem) {
    if (!problem.mark.known()) problem.mark = locator.at(problem.offset);
    throw;
  }
}

}  // namespace vmcp::yaml
