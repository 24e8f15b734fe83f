#include "core/yaml/read.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/code.h"
#include "core/diag/document_reporter.h"
#include "core/diag/lines.h"
#include "core/task/parallel.h"
#include "core/text/utf8.h"
#include "core/yaml/characters.h"
#include "core/yaml/json_reader.h"
#include "core/yaml/locator.h"
#include "core/yaml/problem.h"
#include "core/yaml/yaml_reader.h"

namespace vmcp::yaml {
namespace {

constexpr std::string_view kSeparator = "---";
constexpr std::string_view kList = "List";

/// What most often makes a text no YAML where it was not meant to be any yet.
constexpr std::string_view kTemplateHint =
    "; a value that begins with \"{{\" must be quoted, and a template be rendered first (\"helm template\") or left "
    "out (--exclude)";

/// Whether line `line` (from 0) of a text has a template's braces.
bool has_template(std::string_view text, std::size_t line) {
  diag::Line found = diag::line_from(text, 0);
  for (; line > 0; --line) found = diag::line_from(text, found.next);
  return text.substr(found.begin, found.end - found.begin).find("{{") != std::string_view::npos;
}

/// Reads a text document by document; one that cannot be read costs a finding, not its neighbours. The text is an
/// input, or a piece of one that begins with a document.
class Reader {
 public:
  Reader(const std::string& name, std::string_view text, Mark start, ReadOptions options, diag::Sink& sink)
      : name_(name),
        text_(text),
        locator_(text, start),
        index_(start.source),
        options_(options),
        sink_(sink),
        reporter_(sink, diag::Stage::kParse) {}

  std::vector<Document> run();
  void report(const Problem& problem) { report(problem, mark_of(problem)); }

 private:
  /// One document of YAML that begins at an offset.
  Value read_document(std::string_view text, std::size_t begin);
  void read_part(std::size_t begin, std::size_t end);
  void read_json_documents(std::size_t begin, std::size_t end);
  void add(Value root, bool has_kind_of_list = false);
  static bool is_list(const Value& root);
  void add_items(Value list);
  static void add_type(Value& item, const Value& list);
  Mark mark_of(const Problem& problem) { return problem.mark.known() ? problem.mark : locator_.at(problem.offset); }
  void report(const Problem& problem, Mark mark, std::string_view hint = {}) const;
  void error(Mark mark, diag::Code code, diag::Message message) const {
    reporter_.error(code, place(mark), std::move(message));
  }
  diag::Place place(Mark mark) const { return {name_, mark.line, mark.column}; }

  const std::string& name_;
  std::string_view text_;
  Locator locator_;
  std::uint32_t index_;
  ReadOptions options_;
  diag::Sink& sink_;
  diag::DocumentReporter reporter_;
  std::vector<Document> documents_;
};

// As YAMLReader of k8s.io/apimachinery: every line that begins with three dashes separates.
std::vector<Document> Reader::run() {
  std::size_t begin = 0;
  std::size_t line = 0;
  while (line < text_.size()) {
    const std::size_t line_end = std::min(text_.find('\n', line), text_.size() - 1) + 1;
    if (text_.substr(line).starts_with(kSeparator)) {
      read_part(begin, line);
      begin = line_end;
      const std::size_t behind = text_.find_first_not_of(" \t\r\n", line + kSeparator.size());
      if (behind < line_end && text_[behind] != '#') {
        report({behind, "yaml-syntax", "only a comment may follow \"---\" on its line"});
      }
    }
    line = line_end;
  }
  read_part(begin, text_.size());
  return std::move(documents_);
}

Value Reader::read_document(std::string_view text, std::size_t begin) {
  std::vector<std::string> secrets;
  Value root = read_yaml(text, locator_.at(begin), options_.strictness, &secrets);
  for (std::string& secret : secrets) sink_.hide(std::move(secret));
  return root;
}

void Reader::read_part(std::size_t begin, std::size_t end) {
  const std::string_view part = text_.substr(begin, end - begin);
  try {
    const std::size_t first = skip_json_space(part, 0);
    if (first < part.size() && part[first] == '{') return read_json_documents(begin, end);
    if (part.find_first_not_of(" \r\n") == std::string_view::npos) return;
    add(read_document(text::without_byte_order_mark(part), begin));
  } catch (const Problem& problem) {
    const Mark mark = mark_of(problem);
    report(problem, mark, has_template(part, mark.line - locator_.at(begin).line) ? kTemplateHint : "");
  }
}

void Reader::read_json_documents(std::size_t begin, std::size_t end) {
  const std::string_view text = text_.substr(0, end);
  std::vector<Value> values;
  try {
    for (std::size_t offset = begin; offset < end; offset = skip_json_space(text, offset)) {
      values.push_back(read_json(text, offset, locator_, options_.strictness));
    }
  } catch (const Problem& problem) {
    if (problem.code != "json-syntax") throw;
    // A flow collection of YAML begins like JSON. Whichever reader gets further knows better what is wrong.
    const Mark json_mark = locator_.at(problem.offset);
    try {
      return add(read_document(text.substr(begin), begin));
    } catch (const Problem& yaml_problem) {
      if (json_mark <= yaml_problem.mark) throw;
    }
    throw;
  }
  for (Value& value : values) add(std::move(value));
}

void Reader::add(Value root, bool has_kind_of_list) {
  if (root.is_null()) return;
  if (!root.is_mapping() && options_.roots == Roots::kMappings) {
    const char* kind = root.is_sequence() ? "sequence" : "scalar";
    error(root.mark(), "not-a-mapping", std::string("a document must be a mapping, not a ") + kind);
    return;
  }
  if (options_.lists == Lists::kFlattened && is_list(root)) return add_items(std::move(root));
  documents_.push_back(Document{std::move(root), index_, has_kind_of_list});
}

/// By its kind, or by what it holds, whatever it calls itself. As kubectl, which takes all that has items for a list.
bool Reader::is_list(const Value& root) {
  const Value* items = root.find("items");
  if (items == nullptr) return false;
  if (root.string_at("kind").ends_with(kList)) return items->is_sequence() || items->is_null();
  if (root.string_at("kind").empty() || !items->is_sequence() || items->items().empty()) return false;
  return std::ranges::all_of(items->items(), [](const Value& item) { return item.find("metadata") != nullptr; });
}

void Reader::add_items(Value list) {
  Value* items = list.find("items");
  if (items->is_null()) return;
  for (Value& item : items->items()) {
    const bool states_kind = item.find("kind") != nullptr;
    if (item.is_mapping()) add_type(item, list);
    if (!item.is_mapping()) {
      error(item.mark(), "not-a-mapping", "an item of a list must be a mapping");
    } else if (item.string_at("kind").empty()) {
      error(item.mark(), "missing-kind", "an item of a list must have a kind");
    } else {
      add(std::move(item), !states_kind);
    }
  }
}

/// The items of a VirtualMCPServerList are VirtualMCPServers of its version, where they do not say so themselves. As
/// UnstructuredList's Items of k8s.io/apimachinery.
void Reader::add_type(Value& item, const Value& list) {
  const yaml::Member* kind = list.find_member("kind");
  std::string_view of_items = kind->value.as_string();
  if (of_items.ends_with(kList)) of_items.remove_suffix(kList.size());
  const yaml::Member* version = list.find_member("apiVersion");
  if (of_items.empty() || version == nullptr) return;
  const auto add = [&](const yaml::Member& from, std::string_view text) {
    if (item.find(from.key) != nullptr) return;
    yaml::Member member{from.key, Value(text), from.key_mark};
    member.value.set_mark(from.value.mark());
    item.members().push_back(std::move(member));
  };
  add(*kind, of_items);
  if (version->value.is_string()) add(*version, version->value.as_string());
}

void Reader::report(const Problem& problem, Mark mark, std::string_view hint) const {
  diag::Message message = problem.message + std::string(hint);
  if (problem.first.known()) message.because({place(problem.first), "first given here"});
  error(mark, problem.code, std::move(message));
}

/// What a piece of an input brought.
struct Piece {
  std::vector<Document> documents;
  diag::Sink findings;
};

/// Cuts a text in front of separators into pieces of about one size, as many as are worth it.
std::vector<std::string_view> cut(std::string_view text) {
  constexpr std::size_t kLeast = 64 * 1024;
  std::vector<std::string_view> pieces;
  for (std::size_t left = task::part_count(text.size(), kLeast); left > 1; --left) {
    const std::size_t separator = text.find("\n---", text.size() / left);
    if (separator == std::string_view::npos) break;
    pieces.push_back(text.substr(0, separator + 1));
    text.remove_prefix(separator + 1);
  }
  pieces.push_back(text);
  return pieces;
}

}  // namespace

std::vector<Document> read(const source::Sources& sources, std::uint32_t source, diag::Sink& sink,
                           ReadOptions options) {
  const std::string& name = sources.at(source).name;
  const std::string_view text = text::without_byte_order_mark(sources.at(source).text);
  const Mark start{source, 1, 1};
  try {
    check_utf8(text);
  } catch (const Problem& problem) {
    Reader(name, text, start, options, sink).report(problem);
    return {};
  }

  const std::vector<std::string_view> pieces = cut(text);
  std::vector<Mark> starts;
  Locator locator(text, start);
  for (const std::string_view piece : pieces) {
    starts.push_back(locator.at(static_cast<std::size_t>(piece.data() - text.data())));
  }
  std::vector<Piece> read(pieces.size());
  task::for_each_part(pieces.size(), [&](std::size_t i) {
    Reader reader(name, pieces[i], starts[i], options, read[i].findings);
    read[i].documents = reader.run();
  });

  std::vector<Document> documents = std::move(read.front().documents);
  for (std::size_t i = 1; i < read.size(); ++i) std::ranges::move(read[i].documents, std::back_inserter(documents));
  for (Piece& piece : read) sink.take(piece.findings);
  return documents;
}

}  // namespace vmcp::yaml
