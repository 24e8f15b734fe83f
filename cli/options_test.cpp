#include "cli/options.h"

#include <doctest/doctest.h>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "cli/version.h"

namespace {

using namespace vmcp;
using cli::Command;
using cli::Options;
using Arguments = std::vector<std::string>;

Options parsed(const Arguments& arguments) {
  const auto result = cli::parse_options("vmcp-render", arguments);
  const auto* const message = std::get_if<cli::Message>(&result);
  REQUIRE_MESSAGE(message == nullptr, message->text);
  return std::get<Options>(result);
}

/// What is said instead of a run; the second line of an error, which names the help, is left out.
std::string said(const Arguments& arguments, bool is_error) {
  const auto result = cli::parse_options("vmcp-render", arguments);
  REQUIRE(std::holds_alternative<cli::Message>(result));
  const auto& message = std::get<cli::Message>(result);
  CHECK(message.is_error == is_error);
  return is_error ? message.text.substr(0, message.text.find('\n')) : message.text;
}

std::string fault(const Arguments& arguments) {
  const std::string text = said(arguments, true);
  constexpr std::string_view kProgram = "vmcp-render: ";
  REQUIRE(text.starts_with(kProgram));
  return text.substr(kProgram.size());
}

std::string help(const Arguments& arguments) { return said(arguments, false); }

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the command is the first word, whatever options stand before it") {
  for (const Arguments& arguments : std::vector<Arguments>{{"check", "a.yaml"},
                                                           {"-q", "check", "a.yaml"},
                                                           {"--color=always", "check", "a.yaml"},
                                                           {"--color", "always", "check", "a.yaml"},
                                                           {"-n", "render", "check", "a.yaml"},
                                                           {"check", "--", "a.yaml"}}) {
    const Options options = parsed(arguments);
    CHECK(options.command == Command::kCheck);
    CHECK(options.paths == Arguments{"a.yaml"});
    CHECK(options.word.empty());
    CHECK(options.render.judge_only);
    CHECK(options.render.start == render::Start::kError);
  }
  CHECK(parsed({"a.yaml"}).command == Command::kRender);
  CHECK(parsed({"a.yaml"}).render.start == render::Start::kWarn);
  CHECK(parsed({"check", "--start", "off"}).render.start == render::Start::kOff);
}

TEST_CASE("a path that is called as a command can be read") {
  CHECK(parsed({"check", "./check"}).paths == Arguments{"./check"});
  CHECK(parsed({"check", "check"}).paths == Arguments{"check"});
  CHECK(parsed({"a.yaml", "check"}).paths == Arguments{"a.yaml", "check"});
  CHECK(parsed({"a.yaml", "check"}).command == Command::kRender);
  CHECK(parsed({"-f", "check"}).paths == Arguments{"check"});
  CHECK(parsed({"-f", "check"}).word.empty());
  const Options options = parsed({"--", "check", "-q", "--", "help"});
  CHECK(options.command == Command::kRender);
  CHECK(options.paths == Arguments{"check", "-q", "--", "help"});
  CHECK(options.word.empty());
  CHECK(!options.quiet);
}

TEST_CASE("a path is taken literally") {
  const Arguments paths = {"[a,b]", "{}", "a=b", "*.yaml", " ", "-", "\"q\""};
  CHECK(parsed(paths).paths == paths);
  CHECK(parsed({"-f", "[a,b]", "--filename={}", "-f-"}).paths == Arguments{"[a,b]", "{}", "-"});
  CHECK(parsed({"chek", "a.yaml"}).word == "chek");
}

TEST_CASE("options in every spelling") {
  for (const Arguments& arguments : std::vector<Arguments>{
           {"-o", "json"}, {"-ojson"}, {"-o=json"}, {"--output", "json"}, {"--output=json"}, {"-qo=json"}}) {
    CHECK(parsed(arguments).render.format == render::Format::kJson);
  }
  const Options flags = parsed({"-qR", "-fa=b.yaml", "-f=c.yaml"});
  CHECK(flags.quiet);
  CHECK(flags.recursive);
  CHECK(flags.paths == Arguments{"a=b.yaml", "c.yaml"});
  CHECK(!parsed({"--strict=false"}).render.settings.strict);
  CHECK(parsed({"--strict", "--strict=true"}).render.settings.strict);
  const render::Emit both = render::Emit::kDeployment | render::Emit::kService;
  for (const Arguments& arguments : std::vector<Arguments>{{"--emit", "deployment,service"},
                                                           {"--emit", " deployment , service,"},
                                                           {"--emit", "deployment", "--emit", "service"}}) {
    CHECK(parsed(arguments).render.emit == both);
  }
  CHECK(parsed({}).render.emit == render::Emit::kDeployment);
}

TEST_CASE("options given twice") {
  CHECK(parsed({"-q", "-q", "-o", "json", "-o=json"}).quiet);
  CHECK(fault({"-o", "json", "--output=yaml"}) == R"(--output: given twice, as "json" and "yaml")");
  CHECK(parsed({"--only", "a", "--only", "n/b"}).render.only == std::set<std::string, std::less<>>{"a", "n/b"});
  CHECK(parsed({"--suppress", "no-backend", "--suppress=assumed-object=n/b"}).render.suppressed ==
        std::vector<diag::Suppression>{{.code = "no-backend"},
                                       {.code = "assumed-object", .name = "b", .name_space = "n"}});
  CHECK(parsed({"--no-ignore"}).no_ignore);
  CHECK(parsed({"--exclude", "a", "--exclude=b"}).excludes == Arguments{"a", "b"});
}

TEST_CASE("mistakes are named, with what was meant") {
  CHECK(fault({"--emti", "all"}) == R"(unknown option "--emti"; did you mean "--emit"?)");
  CHECK(fault({"--file=a.yaml"}) == R"(unknown option "--file"; did you mean "--filename"?)");
  CHECK(fault({"--no-color"}) == R"(unknown option "--no-color"; did you mean "--color never"?)");
  CHECK(fault({"--ignore", "a"}) == R"(unknown option "--ignore"; did you mean "--exclude"?)");
  CHECK(fault({"--no-such"}) == R"(unknown option "--no-such")");
  CHECK(fault({"-emit", "all"}) == R"(unknown option "-emit"; did you mean "--emit"?)");
  CHECK(fault({"-output", "json"}) == R"(unknown option "-output"; did you mean "--output"?)");
  CHECK(fault({"-v"}) == R"(unknown option "-v"; did you mean "-V"?)");
  CHECK(fault({"check", "-r", "."}) == R"(unknown option "-r"; did you mean "-R"?)");
  CHECK(fault({"--fail-on", "warn"}) == R"(--fail-on: "warn" is none of error, warning; did you mean "warning"?)");
  CHECK(fault({"--start", "warning"}) == R"(--start: "warning" is none of error, warn, off; did you mean "warn"?)");
  CHECK(fault({"--emit", "svc"}).ends_with(R"(; did you mean "service"?)"));
  CHECK(fault({"version", "-o", "json"}) ==
        R"(--output: an option of "render", "graph", "diff" and "upgrade", not of "version")");
  CHECK(fault({"-qZ"}) == R"(unknown option "-Z")");
  CHECK(fault({"-o=xml"}) == R"(--output: "xml" is none of yaml, json)");
  CHECK(fault({"--platform", "OpenShift"}) ==
        R"(--platform: "OpenShift" is none of kubernetes, openshift; did you mean "openshift"?)");
  for (const std::string name : {"a/b/c", "/a", "a/", "/"}) {
    CHECK(fault({"--only", name}) == "--only: \"" + name + "\" is neither NAME nor NAMESPACE/NAME");
  }
  CHECK(fault({"version", "x"}) == R"("version" takes no "x")");
  CHECK(fault({"help", "check", "--", "render"}) == R"("help" takes no "render")");
  CHECK(fault({"--quiet=maybe"}) == R"(--quiet: "maybe" is neither true nor false)");
  CHECK(fault({"-q=true"}) == "--quiet: a flag's letter takes no value");
  CHECK(fault({"--only"}) == "--only: 1 required [NS/]NAME missing");
  CHECK(fault({"--emit", ","}) == "--emit: the list is empty");
  CHECK(fault({"help", "chekc"}) == R"(no such command: "chekc"; did you mean "check"?)");
  // A terminal obeys no argument.
  CHECK(fault({"--\x1b[31m"}) == R"(unknown option "--\x1b[31m")");
}

TEST_CASE("nothing is named with nothing") {
  for (const Arguments& arguments : std::vector<Arguments>{{"--report="}, {"--report", ""}, {"--report=", "a.yaml"}}) {
    CHECK(fault(arguments) == "--report: the value is empty");
  }
  CHECK(fault({"-o="}) == "--output: the value is empty");
  CHECK(fault({"-f", ""}) == "--filename: the value is empty");
  CHECK(fault({"check", ""}) == "a path is empty");
  CHECK(fault({"--", ""}) == "a path is empty");
}

TEST_CASE("each command takes its own options") {
  CHECK(fault({"check", "--emit", "all"}) == R"(--emit: an option of "render" and "diff", not of "check")");
  CHECK(
      fault({"-o", "json", "check"}) ==
      R"(--output: an option of "render", "graph", "diff" and "upgrade", not of "check"; --diagnostics says in which )"
      "form findings are printed");
  CHECK(fault({"check", "--json"}) ==
        R"(unknown option "--json"; did you mean "--diagnostics json" or, for manifests, "--output json"?)");
  CHECK(fault({"check", "--format=json"}) ==
        R"(unknown option "--format"; did you mean "--diagnostics" or, for manifests, "--output"?)");
  CHECK(fault({"--annotate-origin", "-o", "json"}) == "--annotate-origin: JSON has no comments");
  CHECK(fault({"--output-dir", "out", "--emit", "deployment,patch"}) ==
        "--output-dir: there is one file for a Deployment and its patch; --emit takes one of them");
  CHECK(fault({"upgrade", "--toolhive", "0.63"}) ==
        R"(--toolhive: an option of "render", "check", "graph", "fix" and "diff", not of "upgrade")");
  CHECK(fault({"diff"}) == "--against is missing, which names what to compare with");
  CHECK(fault({"diff", "--against", "a", "-o", "yaml"}) == R"(--output: "yaml" is none of text, json)");
  CHECK(fault({"-o", "text"}) == R"(--output: "text" is none of yaml, json)");
  CHECK(parsed({"diff", "--against", "a", "--against", "b"}).against == Arguments{"a", "b"});
  CHECK(parsed({"diff", "--against", "a"}).render.emit == render::kEverything);
  CHECK(parsed({"upgrade", "--from", "0.44"}).from->tag == "v0.44.0");
  CHECK(parsed({"upgrade"}).to == release::kDefault);
  CHECK(fault({"fix", "a", "--dry-run", "--report", "r.json"}) ==
        R"(--dry-run writes no file; "check" writes the report)");
  CHECK(fault({"fix", "a", "--report", "-"}) == "--report: standard output is for the diff; name a file");
  CHECK(fault({"--require-deployment"}) == R"(--require-deployment: an option of "check", not of "render")");
  CHECK(parsed({"check", "--require-deployment", "--complete"}).render.require_deployment);

  for (const Arguments& arguments : std::vector<Arguments>{{"check", "-h"}, {"help", "check"}, {"-h", "check"}}) {
    const std::string text = help(arguments);
    CHECK(holds(text, "Usage: vmcp-render check [OPTIONS] [PATH...]\n"));
    CHECK(holds(text, "--require-deployment"));
    CHECK(!holds(text, "--emit"));
  }
  CHECK(holds(help({"render", "--help"}), "--emit LIST"));
  CHECK(!holds(help({"render", "--help"}), "--require-deployment"));
  for (const Arguments& arguments : std::vector<Arguments>{{"-h"}, {"help"}, {"--help", "a.yaml"}}) {
    const std::string text = help(arguments);
    CHECK(holds(text, "Usage: vmcp-render [render|check|graph|fix|diff|upgrade] [OPTIONS] [PATH...]\n"));
    CHECK(holds(text, "--require-deployment"));
    CHECK(holds(text, "--emit"));
  }
}

TEST_CASE("a graph has forms of its own, and is drawn as the input stands") {
  const Options options = parsed({"graph", "a.yaml"});
  CHECK(options.command == Command::kGraph);
  CHECK(options.graph_form == graph::Form::kMermaid);
  CHECK(options.render.judge_only);
  CHECK(options.render.keep_clusters);
  CHECK(options.render.start == render::Start::kWarn);
  CHECK(parsed({"-o", "dot", "graph"}).graph_form == graph::Form::kDot);
  CHECK(parsed({"graph", "-o=json"}).graph_form == graph::Form::kJson);
  CHECK(parsed({"graph", "-o=json"}).render.format == render::Format::kYaml);
  CHECK(fault({"graph", "-o", "yaml"}) == R"(--output: "yaml" is none of mermaid, dot, json)");
  CHECK(fault({"-o", "dot"}) == R"(--output: "dot" is none of yaml, json)");
  CHECK(fault({"graph", "--emit", "all"}) == R"(--emit: an option of "render" and "diff", not of "graph")");
}

TEST_CASE("the version, as a word and as an option") {
  const std::string text = cli::version_text();
  for (const Arguments& arguments : std::vector<Arguments>{{"version"}, {"--version"}, {"-V"}, {"check", "-V"}}) {
    CHECK(said(arguments, false) == text);
  }
}

TEST_CASE("the form of a report is that of its name, else that of standard error") {
  using cli::DiagnosticsFormat;
  CHECK(parsed({"--report", "r.JSON", "--diagnostics", "sarif"}).report == DiagnosticsFormat::kJson);
  CHECK(parsed({"--report", "r.Sarif"}).report == DiagnosticsFormat::kSarif);
  CHECK(parsed({"--report", "r.xml", "--diagnostics", "json"}).report == DiagnosticsFormat::kJunit);
  CHECK(parsed({"--report", "r.txt", "--diagnostics", "github"}).report == DiagnosticsFormat::kGithub);
  CHECK(parsed({"--report", "out/gl-code-quality-report.json"}).report == DiagnosticsFormat::kGitlab);
  CHECK(parsed({"--report", "r.json", "--diagnostics", "gitlab"}).report == DiagnosticsFormat::kGitlab);
  CHECK(parsed({"check", "--report", "-"}).report == DiagnosticsFormat::kText);
}

TEST_CASE("explain takes a code as a finding shows it") {
  const std::string page = help({"explain", "unknown-field"});
  CHECK(page.starts_with("unknown-field: "));
  CHECK(help({"explain", "[unknown-field]"}) == page);
  CHECK(help({"explain", "--", "unknown-field"}) == page);
  CHECK(holds(help({"explain"}), "\n  unknown-field "));
  CHECK(fault({"explain", "unknwon-field"}) ==
        R"(no finding has the code "unknwon-field"; did you mean "unknown-field"?)");
  CHECK(fault({"explain", "a", "b"}) == R"(one code at a time, not "b", too)");
  CHECK(fault({"explain", "--strict"}) ==
        R"(--strict: an option of "render", "check", "graph", "fix", "diff" and "upgrade", not of "explain")");
  CHECK(fault({"explain", "--strcit"}) == R"(unknown option "--strcit"; did you mean "--strict"?)");
  CHECK(help({"explain", "-V"}) == cli::version_text());
  CHECK(help({"explain", "--help"}) == help({"help", "explain"}));
  CHECK(holds(help({"help", "explain"}), "Usage: vmcp-render explain [CODE]\n"));
  CHECK(!holds(help({"help", "explain"}), "--strict"));
  CHECK(holds(help({"help"}), "  explain "));
}
