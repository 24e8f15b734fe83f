#include "core/diag/sink.h"

#include <doctest/doctest.h>
#include <string>
#include <utility>

#include "core/diag/quoted.h"

namespace vmcp::diag {
namespace {

Diagnostic finding(std::string message, std::uint32_t line, std::string resource = "a", std::string path = "") {
  Diagnostic diagnostic;
  diagnostic.code = "unknown-field";
  diagnostic.message = std::move(message);
  diagnostic.place = {"in.yaml", line, 1};
  diagnostic.resource.name = std::move(resource);
  diagnostic.path = std::move(path);
  return diagnostic;
}

TEST_CASE("findings stand in the order of their places, repetitions once") {
  Sink sink;
  sink.add(finding("second", 2));
  sink.add(finding("first", 1));
  sink.add(finding("first", 1));
  sink.add(finding("first", 1, "another object that shares the block", "another.path"));
  sink.add(finding("first", 1, "a", "another.path"));
  sink.add(finding("of no line", 0, "a"));
  sink.add(finding("of no line", 0, "b"));
  sink.add(finding("of no line", 0, "b"));
  std::string seen;
  for (const Diagnostic& one : sink.sorted()) seen += one.message + '/' + one.resource.name + '/' + one.path + '\n';
  CHECK(seen == "of no line/a/\nof no line/b/\nfirst/a/\nfirst/a/another.path\nsecond/a/\n");
}

TEST_CASE("of findings with one cause the most severe is shown, and of those the first") {
  Sink sink;
  const auto add = [&](std::string message, std::uint32_t line, Severity severity, std::uint32_t cause) {
    Diagnostic one = finding(std::move(message), line);
    one.severity = severity;
    one.related = {{{"in.yaml", 9, 1}, "no cause"}, {{"in.yaml", cause, 3}, "a cause", true}};
    sink.add(std::move(one));
  };
  add("warned of", 1, Severity::kWarning, 7);
  add("the error", 3, Severity::kError, 7);
  add("another error", 4, Severity::kError, 7);
  add("of another cause", 2, Severity::kWarning, 8);
  sink.add(finding("of none", 5));
  std::string seen;
  for (const Diagnostic& one : sink.sorted()) seen += one.message + '\n';
  CHECK(seen == "of another cause\nthe error\nof none\n");
}

TEST_CASE("what was added after a mark is found by it") {
  Sink sink;
  sink.add(finding("before", 1));
  const Sink::Mark mark = sink.mark();
  CHECK(sink.first_since(mark) == sink.all().end());
  sink.add(finding("after", 2));
  CHECK(sink.first_since(mark)->message == "after");
}

TEST_CASE("of many findings of a code in a file the first are shown, and behind them how many more there are") {
  constexpr std::size_t kMany = 133'000;
  Sink sink;
  for (std::size_t i = 0; i < kMany; ++i) sink.add(finding("m" + std::to_string(i), static_cast<std::uint32_t>(i + 1)));
  Diagnostic elsewhere = finding("in another file", 1);
  elsewhere.place.file = "x.yaml";
  sink.add(std::move(elsewhere));
  Diagnostic warning = finding("a warning of the same code", 200'000);
  warning.severity = Severity::kWarning;
  sink.add(std::move(warning));

  const std::vector<Diagnostic> sorted = sink.sorted();
  REQUIRE(sorted.size() == Sink::kMostOfACode + 3);
  CHECK(sorted[Sink::kMostOfACode - 1].message == "m999");
  CHECK(sorted[Sink::kMostOfACode].severity == Severity::kWarning);
  const Diagnostic& rest = sorted[Sink::kMostOfACode + 1];
  CHECK(rest.more == kMany - Sink::kMostOfACode);
  CHECK(rest.message == "132000 more findings of this code");
  CHECK(rest.code == Code("unknown-field"));
  CHECK(rest.place == Place{"in.yaml", 0, 0});
  CHECK(sorted.back().place.file == "x.yaml");
  CHECK(count(sorted, Severity::kError) == kMany + 1);
  CHECK(count(sorted, Severity::kWarning) == 1);
}

TEST_CASE("what another sink has counted is not lost") {
  Sink sink;
  for (int part = 0; part < 3; ++part) {
    Sink other;
    for (std::uint32_t i = 1; i <= 20'000; ++i) other.add(finding("m" + std::to_string(part), i));
    sink.take(other);
    CHECK(other.all().empty());
    CHECK(other.sorted().empty());
  }
  CHECK(sink.error_count() == 60'000);
  CHECK(sink.all().size() == Sink::kMostKept);
  CHECK(count(sink.sorted(), Severity::kError) == 60'000);
}

TEST_CASE("findings that are long are not kept without end") {
  constexpr std::size_t kMany = 100;
  Sink sink;
  const std::string name(Sink::kMostBytesKept / 4, 'x');
  for (std::uint32_t i = 1; i <= kMany; ++i) sink.add(finding("m", i, name));
  CHECK(sink.all().size() == 4);
  CHECK(count(sink.sorted(), Severity::kError) == kMany);
}

TEST_CASE("what would only be counted is known before it says anything") {
  Sink sink;
  for (std::uint32_t i = 1; i <= Sink::kMostKept; ++i) {
    REQUIRE_FALSE(sink.only_counts(Severity::kError, "unknown-field", "in.yaml"));
    sink.add(finding("m", i));
  }
  CHECK(sink.only_counts(Severity::kError, "unknown-field", "in.yaml"));
  CHECK_FALSE(sink.only_counts(Severity::kWarning, "unknown-field", "in.yaml"));
  CHECK_FALSE(sink.only_counts(Severity::kError, "unknown-field", "x.yaml"));
  sink.count(Severity::kError, "unknown-field", "in.yaml");
  CHECK(sink.error_count() == Sink::kMostKept + 1);
  CHECK(count(sink.sorted(), Severity::kError) == Sink::kMostKept + 1);
  sink.suppress({"unknown-kind", "quiet"});
  CHECK(sink.only_counts(Severity::kError, "unknown-field", "in.yaml"));
  sink.suppress({"unknown-field", "quiet"});
  CHECK_FALSE(sink.only_counts(Severity::kError, "unknown-field", "in.yaml"));
}

TEST_CASE("what is found apart is what would have been found here") {
  Sink sink;
  Sink apart = sink.apart();
  for (std::uint32_t i = 1; i <= Sink::kMostKept; ++i) apart.add(finding("m", i));
  sink.take(apart);
  CHECK(sink.all().size() == Sink::kMostKept);
  Sink other = sink.apart();
  CHECK(other.only_counts(Severity::kError, "unknown-field", "in.yaml"));
  CHECK(other.error_count() == 0);
  other.add(finding("m", 1));
  other.add(finding("m", 1, "a", "b"));
  CHECK(other.all().empty());
  sink.take(other);
  CHECK(sink.error_count() == Sink::kMostKept + 2);
  CHECK(count(sink.sorted(), Severity::kError) == Sink::kMostKept + 2);
}

TEST_CASE("many findings at one place take no time") {
  Sink sink;
  for (std::size_t i = 0; i < Sink::kMostKept / 2; ++i) sink.add(finding("m" + std::to_string(i), 1));
  for (std::size_t i = 0; i < Sink::kMostKept / 2; ++i) sink.add(finding("m" + std::to_string(i), 1, "again"));
  CHECK(count(sink.sorted(), Severity::kError) == Sink::kMostKept / 2);
}

TEST_CASE("a hidden text is shown by no finding") {
  Sink sink;
  sink.hide("hunter2");
  sink.hide("abc");
  CHECK(sink.shown("abc-hunter2") == "abc-***");
  Diagnostic finding;
  finding.message = "found \"hunter2\", not hunter2hunter2 or abc";
  finding.path = "spec[hunter2]";
  finding.suggestion = "hunter2";
  sink.add(finding);
  const Diagnostic shown = sink.sorted().at(0);
  CHECK(shown.message == "found \"***\", not ****** or abc");
  CHECK(shown.path == "spec[***]");
  CHECK(shown.suggestion.empty());
}

TEST_CASE("a message has an end, however long what it speaks of") {
  const std::string text(50'000, 'a');
  CHECK(quoted(text).size() < 600);
  CHECK(quoted(text).ends_with("a...\""));
  Sink sink;
  Diagnostic finding;
  finding.message = text;
  finding.related = {{{}, text}};
  finding.path = text;
  finding.resource.name = text;
  sink.add(finding);
  const Diagnostic shown = sink.sorted().at(0);
  CHECK(shown.message.size() < 5000);
  CHECK(shown.related.at(0).message.size() < 5000);
  CHECK(shown.path.size() < 5000);
  CHECK(shown.resource.name.size() < 600);
}

TEST_CASE("a hidden word is hidden where it stands alone") {
  Sink sink;
  sink.hide("secret");
  CHECK(sink.shown("spec.clientSecretRef.secrets[0], \"secret\" or no secret, secrets.secret") ==
        "spec.clientSecretRef.secrets[0], \"***\" or no secret, secrets.secret");
  sink.hide("secret1");
  CHECK(sink.shown("secret12") == "***2");
}

}  // namespace
}  // namespace vmcp::diag
