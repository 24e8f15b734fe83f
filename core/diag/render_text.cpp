#include <algorithm>

#include "core/diag/caret.h"
#include "core/diag/headline.h"
#include "core/diag/render.h"
#include "core/diag/visible.h"
#include "core/task/parallel.h"

namespace vmcp::diag {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kCaret = "\x1b[1;32m";
constexpr std::string_view kReset = "\x1b[0m";

std::string_view severity_color(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "\x1b[1;31m";
    case Severity::kWarning:
      return "\x1b[1;35m";
    case Severity::kNote:
      return "\x1b[1;36m";
  }
  return "";
}

/// The name of a file such that no runner of workflows takes the line that begins with it for a command.
std::string inert(std::string file) {
  const std::size_t first = std::min(file.find_first_not_of(' '), file.size());
  return file.compare(first, 2, "::") == 0 ? "./" + file : file;
}

class TextWriter {
 public:
  /// `last_block`: the last suggestion of several lines in front of what is written.
  TextWriter(Excerpts& excerpts, Color color, std::string last_block = {})
      : last_block_(std::move(last_block)), excerpts_(excerpts), color_(color) {}

  void finding(const Diagnostic& finding) {
    head(finding.place, finding.severity);
    out_ += headline(finding);
    if (!finding.code.empty()) out_.append(" [").append(finding.code).append("]");
    out_ += '\n';
    const bool is_unreadable = finding.stage == Stage::kParse && finding.severity == Severity::kError;
    excerpt(finding.place, is_unreadable ? Excerpts::Document::kNotUnderstood : Excerpts::Document::kUnderstood);
    for (const Related& related : finding.related) {
      head(related.place, Severity::kNote);
      out_ += visible(related.message) + '\n';
    }
    block(suggested_block(finding));
  }

  std::string take() { return std::move(out_); }

 private:
  void head(const Place& place, Severity severity) {
    if (!place.file.empty()) {
      std::string text = inert(visible(place.file));
      if (place.line != 0) text += ':' + std::to_string(place.line);
      if (place.line != 0 && place.column != 0) text += ':' + std::to_string(place.column);
      colored(kBold, text + ':');
      out_ += ' ';
    }
    colored(severity_color(severity), std::string(severity_name(severity)) + ':');
    out_ += ' ';
  }

  void excerpt(const Place& place, Excerpts::Document document) {
    constexpr std::size_t kNumberWidth = 4;
    const CaretLine line = caret_line(excerpts_.line(place, document), place.column);
    if (line.text.empty()) return;
    // Nothing of an input may begin a line: the runners of workflows take "::" there for a command.
    std::string number = std::to_string(place.line);
    number.insert(0, kNumberWidth - std::min(number.size(), kNumberWidth), ' ');
    out_.append(number).append(" |  ").append(line.text).append("\n");
    out_.append(number.size(), ' ').append(" |  ").append(line.padding);
    colored(kCaret, "^");
    out_ += '\n';
  }

  /// A suggestion of several lines, which findings in a row may share.
  void block(const std::string& lines) {
    if (lines.empty()) return;
    out_ += lines == last_block_ ? "  suggestion: as above\n" : "  suggestion:\n";
    if (lines == last_block_) return;
    last_block_ = lines;
    for (std::size_t begin = 0; begin < lines.size();) {
      const std::size_t end = lines.find('\n', begin) + 1;
      out_.append("    ").append(lines, begin, end - begin);
      begin = end;
    }
  }

  void colored(std::string_view color, std::string_view text) {
    if (color_ == Color::kNever) {
      out_ += text;
    } else {
      out_.append(color).append(text).append(kReset);
    }
  }

  std::string out_;
  std::string last_block_;
  Excerpts& excerpts_;
  Color color_;
};

}  // namespace

std::string render_text(std::span<const Diagnostic> findings, const Excerpts& excerpts, Color color) {
  constexpr std::size_t kLeast = 200;
  std::vector<std::string> parts(task::part_count(findings.size(), kLeast));
  task::for_each_part(parts.size(), [&](std::size_t part) {
    const task::Range range = task::range_of(part, parts.size(), findings.size());
    std::string last_block;
    for (std::size_t i = range.begin; i > 0 && last_block.empty(); --i) last_block = suggested_block(findings[i - 1]);
    Excerpts own = excerpts.apart();
    TextWriter writer(own, color, std::move(last_block));
    for (std::size_t i = range.begin; i < range.end; ++i) writer.finding(findings[i]);
    parts[part] = writer.take();
  });
  std::string text = std::move(parts.front());
  for (std::size_t part = 1; part < parts.size(); ++part) text += parts[part];
  return text;
}

}  // namespace vmcp::diag
