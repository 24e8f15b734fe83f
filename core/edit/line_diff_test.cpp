#include "core/edit/line_diff.h"

#include <doctest/doctest.h>

namespace vmcp::edit {
namespace {

/// The diff of a text with changes, without its head. What is no Secret may be shown: a kind stands far above, so that
/// the text begins with line 6.
std::string diff(const std::string& text, std::vector<Change> changes) {
  const std::string kind = "kind: MCPGroup\n#\n#\n#\n#\n";
  const std::string before = kind + text;
  for (Change& change : changes) {
    change.begin += kind.size();
    change.end += kind.size();
  }
  ChangedText changed(before);
  changed.change(changes, with_changes(before, changes));
  const std::string shown = changed.unified("f");
  const std::string head = "--- f\n+++ f\n";
  CHECK((shown.empty() || shown.starts_with(head)));
  return shown.empty() ? shown : shown.substr(head.size());
}

const std::string kSeven = "a:\nb:\nc:\nd:\ne:\nf:\ng:\n";

TEST_CASE("a diff shows three lines around what changes") {
  CHECK(diff(kSeven, {{12, 13, "E"}}) == "@@ -7,6 +7,6 @@\n b:\n c:\n d:\n-e:\n+E:\n f:\n g:\n");
  CHECK(diff("a:\nb:\n", {{3, 6, ""}}) == "@@ -4,4 +4,3 @@\n #\n #\n a:\n-b:\n");
  CHECK(diff("a:\nb:\n", {{3, 3, "x:\ny:\n"}}) == "@@ -4,4 +4,6 @@\n #\n #\n a:\n+x:\n+y:\n b:\n");
  CHECK(diff("a:\nb:\n", {{0, 3, ""}, {6, 6, "a:\n"}}) == "@@ -3,5 +3,5 @@\n #\n #\n #\n-a:\n b:\n+a:\n");
  CHECK(diff("a:\nb:\n", {}).empty());
}

TEST_CASE("what is written as it was is no change") {
  CHECK(diff("a:\nb:\n", {{0, 1, "a"}}).empty());
  CHECK(diff("a:\nb:\nc:\n", {{0, 7, "a:\nx:\nc"}}) == "@@ -4,5 +4,5 @@\n #\n #\n a:\n-b:\n+x:\n c:\n");
}

TEST_CASE("changes that are far apart are hunks of their own") {
  const std::string text = kSeven + kSeven;
  CHECK(diff(text, {{0, 1, "A"}, {39, 40, "G"}}) ==
        "@@ -3,7 +3,7 @@\n #\n #\n #\n-a:\n+A:\n b:\n c:\n d:\n@@ -16,4 +16,4 @@\n d:\n e:\n f:\n-g:\n+G:\n");
  // Where the context of two would meet they are one.
  CHECK(diff(text, {{0, 1, "A"}, {21, 22, "A"}}).starts_with("@@ -3,14 +3,14 @@\n"));
}

TEST_CASE("a last line without a line break is told from one with it") {
  CHECK(diff("a:\nb:", {{3, 4, "c"}}) ==
        "@@ -4,4 +4,4 @@\n #\n #\n a:\n-b:\n\\ No newline at end of file\n+c:\n\\ No newline at end of file\n");
  CHECK(diff("a:\nb:", {{5, 5, "\nc:"}}) ==
        "@@ -4,4 +4,5 @@\n #\n #\n a:\n-b:\n\\ No newline at end of file\n+b:\n+c:\n\\ No newline at end of file\n");
}

TEST_CASE("a line that is changed back is unchanged, and lines know where they stood") {
  const std::string before = "kind: MCPGroup\nb:\nc:\n";
  ChangedText text(before);
  text.change({{15, 18, ""}}, "kind: MCPGroup\nc:\n");
  CHECK(text.line_before(1) == 1);
  CHECK(text.line_before(2) == 3);
  text.change({{15, 15, "b:\n"}}, before);
  CHECK(text.line_before(2) == 2);
  CHECK(text.unified("f").empty());
}

TEST_CASE("what must not be shown is no context, and only named where it changes") {
  const std::string text = "kind: Secret\nstringData:\n  a: hunter22\n";
  for (const Change& change : {Change{0, 4, "king"}, Change{28, 29, "b"}}) {
    ChangedText changed(text);
    changed.change({change}, with_changes(text, {change}));
    CHECK_FALSE(changed.unified("f").empty());
    CHECK(changed.unified("f").find("hunter22") == std::string::npos);
  }
}

}  // namespace
}  // namespace vmcp::edit
