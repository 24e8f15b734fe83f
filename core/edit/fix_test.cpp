#include "core/edit/fix.h"

#include <doctest/doctest.h>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/source/folder_fixture.h"
#include "core/yaml/read.h"

namespace vmcp::edit {
namespace {

// What is no Secret may be shown.
const std::string kKind = "kind: MCPGroup\n";

diag::Diagnostic finding(diag::Severity severity, diag::Code code, std::string path, std::uint32_t line) {
  diag::Diagnostic finding;
  finding.severity = severity;
  finding.code = code;
  finding.path = std::move(path);
  finding.stage = diag::Stage::kAdmission;
  finding.place = {"f.yaml", line, 1};
  finding.resource = {"", "MCPGroup", "n", "x"};
  return finding;
}

/// Judges lines `key: value` of f.yaml: `olda` is to be `a`, and so on; an `a` with the value "bad" is an error, `c` is
/// one without an edit.
class Judge {
 public:
  Look operator()(const source::FileSystem& files) {
    ++looks;
    sources_ = std::make_unique<source::Sources>();
    sources_->add("f.yaml", *files.read("f.yaml").text);
    Look look{sources_.get(), {}, {}};
    diag::Sink sink;
    for (const yaml::Document& document : yaml::read(*sources_, 0, sink)) {
      for (const yaml::Member& member : document.root.members()) {
        const std::uint32_t line = member.key_mark.line;
        if (member.key.starts_with("old")) {
          look.findings.push_back(finding(diag::Severity::kError, "unknown-field", member.key, line));
          look.findings.back().cure = {diag::Cure::Kind::kRename, member.key.substr(3), {}};
        } else if (member.value.is_string() && member.value.as_string() == "bad") {
          look.findings.push_back(finding(diag::Severity::kError, "invalid-value", member.key, line));
        } else if (member.key == "c") {
          look.findings.push_back(finding(diag::Severity::kWarning, "ignored-field", member.key, line));
        }
      }
    }
    return look;
  }

  std::size_t looks = 0;

 private:
  std::unique_ptr<source::Sources> sources_;
};

Fixed fixed(const std::string& fields, std::size_t* looks = nullptr) {
  const std::string text = kKind + fields;
  source::MemoryFileSystem files;
  files.files["f.yaml"] = text;
  Judge judge;
  const Check check = [&](const source::FileSystem& as_they_are) { return judge(as_they_are); };
  Fixed result = fix(files, check);
  if (looks != nullptr) *looks = judge.looks;
  CHECK(files.files["f.yaml"] == text);
  return result;
}

TEST_CASE("what comes up by a cure is cured, too") {
  std::size_t looks = 0;
  const Fixed result = fixed("c: 1\noldolda: 1\noldb: 2\n", &looks);
  REQUIRE(result.texts.contains("f.yaml"));
  CHECK(result.texts.at("f.yaml").now() == kKind + "c: 1\na: 1\nb: 2\n");
  REQUIRE(result.cured.size() == 3);
  CHECK(result.cured[2].path == "olda");
  CHECK(result.cured[2].place.line == 3);
  CHECK(looks == 3);
  REQUIRE(result.left.findings.size() == 1);
  CHECK(result.left.findings.front().path == "c");
}

TEST_CASE("where nothing can be cured one look is enough") {
  std::size_t looks = 0;
  const Fixed result = fixed("c: 1\n", &looks);
  CHECK(result.texts.empty());
  CHECK(result.cured.empty());
  CHECK(looks == 1);
}

TEST_CASE("a cure that brings an error is taken back, the others stay") {
  const Fixed result = fixed("olda: bad\noldb: 2\n");
  REQUIRE(result.texts.contains("f.yaml"));
  CHECK(result.texts.at("f.yaml").now() == kKind + "olda: bad\nb: 2\n");
  REQUIRE(result.cured.size() == 1);
  CHECK(result.cured.front().path == "oldb");
  REQUIRE(result.left.findings.size() == 1);
  CHECK(result.left.findings.front().path == "olda");
}

TEST_CASE("a file is written if it is still what was read") {
  const source::TestFolder folder;
  const std::string path = folder / "f.yaml";
  const source::RealFileSystem files;
  folder.write("f.yaml", "a\n");
  ChangedText text("a\n");
  text.change({{0, 1, "b"}}, "b\n");
  CHECK(write(files, path, text).empty());
  CHECK(files.read(path).text == "b\n");
  CHECK(write(files, path, text) == "it has changed since it was read");
  CHECK(files.read(path).text == "b\n");
  CHECK(write(files, folder / "not-there", text) == "it is no regular file");
}

}  // namespace
}  // namespace vmcp::edit
