#include "core/go/template.h"

#include <array>
#include <doctest/doctest.h>
#include <string>

using vmcp::go::parse_template;
using vmcp::go::Template;

namespace {

Template parse(std::string_view text) {
  static constexpr std::array<std::string_view, 3> kFunctions = {"json", "quote", "fromJson"};
  return parse_template(text, kFunctions, "validation");
}

std::string references(std::string_view text) {
  std::string joined;
  for (const std::string& reference : parse(text).references) joined += (joined.empty() ? "" : " ") + reference;
  return joined;
}

}  // namespace

TEST_CASE("templates that text/template parses, and the fields that they read") {
  struct Case {
    const char* text;
    const char* references;
  };
  for (const Case& c : {
           Case{"plain { text }}", ""},
           Case{"{{.a.b | json}}", ".a.b"},
           Case{"{{ .a .b }}", ".a .b"},
           Case{"{{if .x}}a{{else if .y}}b{{else}}{{.z}}{{end}}", ".x .y .z"},
           Case{"{{with .a}}{{.b}}{{else with .c}}{{.d}}{{end}}", ".a .b .c .d"},
           Case{"{{range $i, $v := .items}}{{$v.x}}{{.y}}{{break}}{{else}}{{.e}}{{end}}", ".e .items .y"},
           Case{"{{define \"t\"}}{{.z}}{{end}}{{template \"t\" .q}}", ".q .z"},
           Case{"{{block \"b\" .w}}{{.v}}{{end}}", ".v .w"},
           Case{"{{ (index .m .k).n }}{{json.b}}", ".b .k .m .n"},
           Case{"{{$x := .a}}{{$x.b}}{{$.c}}{{$}}", ".a"},
           Case{"a {{- /* c */ -}} b {{- .x -}} c", ".x"},
           Case{"{{printf \"%d\\u00e9\\x41\" 0x1F 1.5 'a' '\\'' 1i 1+2i 1_000 -.5 089.5 nil true}}", ""},
           Case{"{{.\u00e9t\u00e9}}", ".\u00e9t\u00e9"},
           Case{"{{`raw\n`}}", ""},
           Case{"{{$x = .b}}", ".b"},
           Case{"{{.a\n}}", ".a"},
       }) {
    CAPTURE(c.text);
    CHECK_FALSE(parse(c.text).error.has_value());
    CHECK(references(c.text) == c.references);
  }
}

TEST_CASE("fields of what a template is given are told from those of what an action makes the dot") {
  const auto roots = [](std::string_view text) {
    std::string joined;
    for (const std::string& reference : parse(text).root_references) joined += (joined.empty() ? "" : " ") + reference;
    return joined;
  };
  CHECK(roots("{{if .x}}{{.y}}{{else}}{{.z}}{{end}}") == ".x .y .z");
  CHECK(roots("{{with .a}}{{.b}}{{if .c}}{{.d}}{{end}}{{else with .e}}{{.f}}{{else}}{{.g}}{{end}}{{.h}}") ==
        ".a .e .g .h");
  CHECK(roots("{{range .a}}{{.b}}{{else}}{{.c}}{{end}}") == ".a .c");
  CHECK(roots("{{define \"t\"}}{{.a}}{{end}}{{block \"b\" .c}}{{.d}}{{end}}{{.e}}") == ".c .e");
  CHECK(roots("{{(index .a 0).b}}{{$.c}}") == ".a");
}

TEST_CASE("templates that text/template refuses") {
  for (const char* text : {"{{.a}",
                           "{{",
                           "{{end}}",
                           "{{else}}",
                           "{{if .a}}",
                           "{{if}}x{{end}}",
                           "{{foo}}",
                           "{{.a | 1}}",
                           "{{$x}}",
                           "{{template t}}",
                           "{{define \"a\"}}x{{end}}{{define \"a\"}}y{{end}}",
                           "{{define \"validation\"}}x{{end}}y",
                           "{{break}}",
                           "{{range .a}}{{block \"b\" .}}{{break}}{{end}}{{end}}",
                           "{{range $a, $b, $c := .x}}{{end}}",
                           "{{$a, $b := .x}}",
                           "{{()}}",
                           "{{(.a}}",
                           "{{.a)}}",
                           "{{1.2.3}}",
                           "{{true.x}}",
                           "{{.a.}}",
                           "{{ 08 }}",
                           "{{ 1e400 }}",
                           "{{ 99999999999999999999 }}",
                           "{{ 'ab' }}",
                           "{{ \"\\q\" }}",
                           "{{ \"a\n\" }}",
                           "{{/* x }}",
                           "{{/* x */ }}",
                           "{{.x=1}}",
                           "{{- 3}}{{end}}",
                           "{{if .a}}{{else}}{{else}}{{end}}",
                           "{{.a#}}",
                           "{{ .a ? }}",
                           "{{1_}}"}) {
    CAPTURE(text);
    CHECK(parse(text).error.has_value());
    CHECK(parse(text).references.empty());
  }
  CHECK(parse("a\nb {{foo}}").error->line == 2);
  CHECK(parse("{{foo}}").error->message == "function \"foo\" not defined");
}

TEST_CASE("a template called without an argument is told") {
  CHECK(parse("{{template \"x\"}}").calls_template_without_argument);
  CHECK_FALSE(parse("{{template \"x\" .}}").calls_template_without_argument);
}

TEST_CASE("hostile nesting is refused") {
  std::string parens(100'000, '(');
  CHECK(parse("{{" + parens).error.has_value());
  std::string ifs;
  for (int i = 0; i < 100'000; ++i) ifs += "{{if .a}}";
  CHECK(parse(ifs).error.has_value());
  std::string chain = "{{if .a}}";
  for (int i = 0; i < 100'000; ++i) chain += "{{else if .a}}";
  CHECK(parse(chain).error.has_value());
}
