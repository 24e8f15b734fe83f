#include "core/edit/plan.h"

#include <algorithm>
#include <cstddef>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/admission/admit.h"
#include "core/admission/lower.h"
#include "core/admission/unread_texts.h"
#include "core/edit/located_text.h"
#include "core/edit/operation.h"
#include "core/yaml/read.h"

namespace vmcp::edit {
namespace {

using yaml::Value;

/// What the API server finds in a text, in order.
std::vector<diag::Diagnostic> findings_of(const source::Sources& sources) {
  static const admission::Schemas kSchemas = admission::Schemas::builtin();
  diag::Sink sink;
  std::vector<yaml::Document> documents = yaml::read(sources, 0, sink, {.roots = yaml::Roots::kAny});
  const admission::UnreadTexts unread(std::span<const std::string_view>{});
  admission::lower_auth_server_refs(documents, "default", unread, sources, sink);
  for (yaml::Document& document : documents) {
    if (!document.root.is_mapping()) continue;
    admission::admit(std::move(document), kSchemas, {}, sources, sink);
  }
  return sink.sorted();
}

/// A text after its cures, and how many there were.
struct Cured {
  std::string text;
  std::size_t count = 0;
  std::vector<Change> changes;
};

Cured cure(const std::string& text, const render::Rewritten& rewritten = {}) {
  source::Sources sources;
  sources.add("cr.yaml", text);
  const std::vector<diag::Diagnostic> findings = findings_of(sources);
  const Plan planned = plan(findings, sources, rewritten);
  if (planned.texts.empty()) return {text, 0, {}};
  REQUIRE(planned.texts.size() == 1);
  return {planned.texts.front().text, planned.texts.front().cured.size(), planned.texts.front().changes};
}

std::string gateway(std::string_view spec) {
  return "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: gw}\nspec:\n" +
         std::string(spec);
}

TEST_CASE("a text that is not what is judged is left alone") {
  const std::string text = gateway("  groupRef: {name: a}\n  incomingAuth: {typ: anonymous}\n");
  CHECK(cure(text).count == 1);
  CHECK(cure(text, {{yaml::Mark{0, 1, 1}}, {}}).count == 0);
  CHECK(cure(text, {{}, {0}}).count == 0);
  CHECK(cure(text + "# {{ .Values.x }}\n").count == 0);
  CHECK(cure(gateway("  groupRef: {name: a}\n  incomingAuth: {typ: '${A}'}\n")).count == 0);
  CHECK(cure(gateway("  groupRef: {name: '${A}'}\n  incomingAuth: {typ: anonymous}\n")).count == 1);
}

TEST_CASE("a cure of which one letter would be a guess is none") {
  CHECK(cure(gateway("  groupRef: {name: a}\n  incomingAuth: {typ: anonymous, tpe: oidc}\n")).count == 0);
  CHECK(cure(gateway("  groupRef: {name: a}\n  incomingAuth: {type: anonymous, typ: oidc}\n")).count == 0);
  CHECK(cure(gateway("  groupRef: {name: a}\n  incomingAuth: {typ: [anonymous]}\n")).count == 0);
  CHECK(cure(gateway("  groupRef: {name: a}\n  incomingAuth: {typ: nobody}\n")).count == 0);
}

TEST_CASE("a path leads to a mapping and to what is missing in it") {
  const Content content = read_content("spec: {a: {b: 1}, c: [{d: 1}], nil: }");
  const Value& root = content.objects.front().root;
  const auto to = [&](std::string_view path) { return destination(root, path); };
  REQUIRE(to("spec.a.x").has_value());
  CHECK(to("spec.a.x")->way == std::vector<std::size_t>{0, 0});
  CHECK(to("spec.a.x")->missing == std::vector<std::string>{"x"});
  CHECK(to("spec.x.y")->missing == std::vector<std::string>{"x", "y"});
  CHECK(to("spec.c[0].x")->way == std::vector<std::size_t>{0, 1, 0});
  CHECK(to("spec.nil.x")->missing == std::vector<std::string>{"x"});
  CHECK_FALSE(to("spec.a.b").has_value());
  CHECK_FALSE(to("spec.a.b.c").has_value());
  CHECK_FALSE(to("spec.c[1].x").has_value());
  CHECK_FALSE(to("spec.c[].x").has_value());
  CHECK_FALSE(to("spec.c.x").has_value());
}

/// The scalars of a value, each as often as it is there; all versions of ToolHive's kinds are one.
void count_scalars(const Value& value, std::map<std::string, std::ptrdiff_t>& counts, std::ptrdiff_t sign) {
  if (value.is_sequence()) {
    for (const Value& item : value.items()) count_scalars(item, counts, sign);
  } else if (value.is_mapping()) {
    for (const yaml::Member& member : value.members()) count_scalars(member.value, counts, sign);
  } else if (value.is_string()) {
    const bool is_older = value.as_string() == "toolhive.stacklok.dev/v1alpha1";
    counts[is_older ? "toolhive.stacklok.dev/v1beta1" : value.as_string()] += sign;
  } else if (!value.is_null()) {
    counts[std::string(yaml::kind_name(value.kind())) +
           std::to_string(value.is_bool() ? value.as_bool() : value.number())] += sign;
  }
}

/// How often a `#` stands where it may begin a comment.
std::size_t count_comments(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
    if (at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n') ++count;
  }
  return count;
}

/// Files of the corpus, changed at random as people change files: what is done is the same on every machine.
class Mutations {
 public:
  explicit Mutations(std::uint32_t seed) : random_(seed) {}

  std::string of(std::string text) {
    for (std::size_t i = below(6); i > 0; --i) change(text);
    return text;
  }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_()) % limit; }

 private:
  static std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
      lines.push_back(text.substr(at, end - at));
      at = end;
    }
    return lines;
  }

  void change(std::string& text) {
    if (text.empty()) return;
    std::vector<std::string> lines = lines_of(text);
    const std::size_t line = below(lines.size());
    const std::size_t at = below(text.size());
    switch (below(14)) {
      case 0:  // a letter is lost
        text.erase(at, 1);
        return;
      case 1:  // or typed twice
        text.insert(at, 1, text[at]);
        return;
      case 2:  // or swapped with the next
        if (at + 1 < text.size()) std::swap(text[at], text[at + 1]);
        return;
      case 3:
        text.insert(at, 1, "{}[]:,#&*!|>'\"%@`-? \t\n"[below(22)]);
        return;
      case 4:
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(line), "# a comment: {of, [mine\n");
        break;
      case 5:
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(line), "\n");
        break;
      case 6:
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(line));
        break;
      case 7:
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(line), lines[below(lines.size())]);
        break;
      case 8:
        lines[line].insert(0, below(4) + 1, ' ');
        break;
      case 9:
        if (lines[line].starts_with("  ")) lines[line].erase(0, 2);
        break;
      case 10:
        for (std::string& one : lines) {
          if (one.ends_with('\n') && !one.ends_with("\r\n")) one.insert(one.size() - 1, "\r");
        }
        break;
      case 11:
        lines[line].insert(lines[line].find_last_not_of("\r\n") + 1, below(2) == 0 ? "  " : " # and why");
        break;
      case 12:  // deeper everywhere
        for (std::string& one : lines) {
          const std::size_t blanks = one.find_first_not_of(' ');
          if (blanks != std::string::npos) one.insert(0, blanks, ' ');
        }
        break;
      default:
        std::swap(lines[line], lines[below(lines.size())]);
    }
    text.clear();
    for (const std::string& one : lines) text += one;
  }

  std::mt19937 random_;
};

std::vector<std::string> corpus() {
  namespace fs = std::filesystem;
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(VMCP_SOURCE_DIR) / "testdata" / "fix")) {
    if (entry.path().stem().extension() != ".fixed") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<std::string> texts;
  for (const fs::path& path : paths) {
    std::ifstream file(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return texts;
}

TEST_CASE("random files are never damaged") {
  constexpr std::size_t kFiles = 5000;
  const std::vector<std::string> texts = corpus();
  REQUIRE(texts.size() >= 60);
  Mutations mutations(17);
  std::size_t cured = 0;
  for (std::size_t i = 0; i < kFiles; ++i) {
    const std::string before = mutations.of(texts[mutations.below(texts.size())]);
    const Cured done = cure(before);
    if (done.count == 0) {
      REQUIRE(done.text == before);
      continue;
    }
    cured += done.count;
    CAPTURE(before);
    CAPTURE(done.text);
    // It says what it said: no document is lost, and no value, whatever has another name or place now.
    const Content old_content = read_content(before);
    const Content new_content = read_content(done.text);
    REQUIRE(new_content.errors == old_content.errors);
    REQUIRE(new_content.objects.size() == old_content.objects.size());
    std::map<std::string, std::ptrdiff_t> counts;
    for (const yaml::Document& document : old_content.objects) count_scalars(document.root, counts, -1);
    for (const yaml::Document& document : new_content.objects) count_scalars(document.root, counts, 1);
    const bool copies = before.find("authServerConfigRef") != std::string::npos;
    for (const auto& one : counts) REQUIRE_MESSAGE((one.second == 0 || copies), one.first);
    // Comments are all there.
    REQUIRE(count_comments(done.text) >= count_comments(before));
    // Lines end as they did.
    const auto line_feeds_alone = [](std::string_view text) {
      std::size_t alone = 0;
      for (std::size_t at = 0; at < text.size(); ++at)
        alone += text[at] == '\n' && (at == 0 || text[at - 1] != '\r') ? 1 : 0;
      return alone;
    };
    if (line_feeds_alone(before) == 0) REQUIRE(line_feeds_alone(done.text) == 0);
    if (before.find('\r') == std::string::npos) REQUIRE(done.text.find('\r') == std::string::npos);
    // Outside the changes every byte is what it was.
    const std::size_t mark = before.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    std::size_t old_at = 0;
    std::size_t new_at = 0;
    for (const Change& change : done.changes) {
      const std::size_t length = mark + change.begin - old_at;
      REQUIRE(before.substr(old_at, length) == done.text.substr(new_at, length));
      old_at = mark + change.end;
      new_at += length + change.text.size();
    }
    REQUIRE(before.substr(old_at) == done.text.substr(new_at));
  }
  CHECK(cured > kFiles / 3);
}

}  // namespace
}  // namespace vmcp::edit
