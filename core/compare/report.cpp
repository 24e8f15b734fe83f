#include "core/compare/report.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "core/compare/line_diff.h"
#include "core/diag/headline.h"
#include "core/diag/visible.h"

namespace vmcp::compare {
namespace {

using diag::Color;
using yaml::Value;

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kCyan = "\x1b[36m";
constexpr std::string_view kReset = "\x1b[0m";

using Lines = std::vector<std::string_view>;

/// A text of LF-ended lines, as the emitters write it.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

class Writer {
 public:
  explicit Writer(Color color) : color_(color) {}

  void line(std::string_view style, std::string_view sign, std::string_view text) {
    const bool colored = color_ == Color::kAlways && !style.empty();
    if (colored) out_ += style;
    out_.append(sign).append(diag::visible(text));
    if (colored) out_ += kReset;
    out_ += '\n';
  }

  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  Color color_;
};

/// Edits whose surroundings touch.
using Hunk = std::span<const Edit>;

constexpr std::size_t kContext = 3;

std::vector<Hunk> hunks_of(const std::vector<Edit>& edits) {
  std::vector<Hunk> hunks;
  for (std::size_t begin = 0; begin < edits.size();) {
    std::size_t end = begin + 1;
    while (end < edits.size() &&
           edits[end].before <= edits[end - 1].before + edits[end - 1].before_count + 2 * kContext) {
      ++end;
    }
    hunks.push_back(std::span(edits).subspan(begin, end - begin));
    begin = end;
  }
  return hunks;
}

/// As diff -u: the line before an empty range is named.
std::string range(std::size_t begin, std::size_t count) {
  return std::to_string(count == 0 ? begin : begin + 1) + ',' + std::to_string(count);
}

void write_hunk(const Hunk& hunk, const Lines& before, const Lines& after, Writer& out) {
  const std::size_t lead = std::min(kContext, hunk.front().before);
  const std::size_t last = hunk.back().before + hunk.back().before_count;
  const std::size_t trail = std::min(kContext, before.size() - last);
  const std::size_t first = hunk.front().before - lead;
  const std::size_t first_after = hunk.front().after - lead;
  const std::size_t last_after = hunk.back().after + hunk.back().after_count;
  out.line(kCyan, "",
           "@@ -" + range(first, last + trail - first) + " +" + range(first_after, last_after + trail - first_after) +
               " @@");
  std::size_t at = first;
  for (const Edit& edit : hunk) {
    while (at < edit.before) out.line("", " ", before[at++]);
    while (at < edit.before + edit.before_count) out.line(kRed, "-", before[at++]);
    for (std::size_t i = 0; i < edit.after_count; ++i) out.line(kGreen, "+", after[edit.after + i]);
  }
  while (at < last + trail) out.line("", " ", before[at++]);
}

std::string heading(const std::string& origin, const ObjectDifference& object) {
  return origin.empty() ? "/dev/null" : origin + ": " + diag::resource_name(object.id);
}

void write_diff(const ObjectDifference& object, Writer& out) {
  const Lines before = lines_of(object.theirs);
  const Lines after = lines_of(object.ours);
  const std::vector<Edit> edits = line_edits(before, after);
  if (edits.empty()) return;
  out.line(kBold, "--- ", heading(object.their_origin, object));
  out.line(kBold, "+++ ", heading(object.our_origin, object));
  for (const Hunk& hunk : hunks_of(edits)) write_hunk(hunk, before, after, out);
}

std::string_view color_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kSame:
      break;
    case Verdict::kChanged:
      return kBold;
    case Verdict::kMissing:
      return kGreen;
    case Verdict::kExtra:
      return kRed;
  }
  return "";
}

std::string paths_of(const ObjectDifference& object) {
  constexpr std::size_t kMost = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(object.fields.size(), kMost); ++i) {
    text.append(i == 0 ? ": " : ", ").append(object.fields[i].path);
  }
  if (object.fields.size() > kMost) text += " and " + std::to_string(object.fields.size() - kMost) + " more";
  return text;
}

}  // namespace

std::string unified_diffs(std::span<const ObjectDifference> objects, Color color) {
  Writer out(color);
  for (const ObjectDifference& object : objects) {
    if (object.verdict != Verdict::kSame) write_diff(object, out);
  }
  return out.take();
}

std::string verdict_lines(std::span<const ObjectDifference> objects, Color color) {
  Writer out(color);
  constexpr std::array kVerdicts = {Verdict::kSame, Verdict::kChanged, Verdict::kMissing, Verdict::kExtra};
  for (const ObjectDifference& object : objects) {
    out.line(color_of(object.verdict), "",
             std::string(verdict_name(object.verdict)) + ' ' + diag::resource_name(object.id) + paths_of(object));
  }
  std::string counts;
  for (const Verdict verdict : kVerdicts) {
    const auto count = std::ranges::count(objects, verdict, &ObjectDifference::verdict);
    counts += (counts.empty() ? ": " : ", ") + std::to_string(count) + ' ' + std::string(verdict_name(verdict));
  }
  out.line("", "", std::to_string(objects.size()) + (objects.size() == 1 ? " object" : " objects") + counts);
  return out.take();
}

Value as_data(std::span<const ObjectDifference> objects) {
  Value list = Value::sequence();
  for (const ObjectDifference& object : objects) {
    Value fields = Value::sequence();
    for (const FieldDifference& field : object.fields) {
      Value entry = Value::mapping().set("path", field.path);
      if (field.ours) entry.set("ours", *field.ours);
      if (field.theirs) entry.set("theirs", *field.theirs);
      fields.push(std::move(entry));
    }
    const diag::ResourceId id = diag::shown(object.id);
    list.push(Value::mapping()
                  .set("kind", id.kind)
                  .set("namespace", id.name_space)
                  .set("name", id.name)
                  .set("verdict", verdict_name(object.verdict))
                  .set("fields", std::move(fields)));
  }
  return list;
}

}  // namespace vmcp::compare
