#include "core/gitops/overlays.h"

#include <doctest/doctest.h>
#include <string>

using namespace vmcp;

namespace {

gitops::Origins origin(const std::string& name_space, const std::string& build) {
  return {{{"VirtualMCPServer", name_space, "gw"}, {7, {{{build + ".yaml"}, "in the build of \"" + build + '"'}}}}};
}

diag::Diagnostic finding(const std::string& name_space, const std::string& message) {
  diag::Diagnostic one;
  one.code = "invalid-value";
  one.message = message;
  one.place = {"base.yaml", 3, 1};
  one.path = message;
  one.cure = {diag::Cure::Kind::kRename, "x", {}};
  one.resource = {"toolhive.stacklok.dev/v1beta1", "VirtualMCPServer", name_space, "gw"};
  return one;
}

}  // namespace

TEST_CASE("what is found in all overlays is told once, though each calls its namespace otherwise") {
  gitops::Overlays overlays;
  for (const std::string name_space : {"a", "b"}) {
    diag::Sink found;
    for (const std::string fault : {" must hold it", " is small"}) {
      diag::Diagnostic one = finding(name_space, "namespace \"" + name_space + '"' + fault);
      one.path = "spec";
      found.add(std::move(one));
    }
    overlays.add(origin(name_space, name_space), found);
  }
  diag::Sink sink;
  overlays.finish(sink);
  std::string said;
  for (const diag::Diagnostic& one : sink.sorted()) {
    said += one.message + ':';
    for (const diag::Related& build : one.related) said += ' ' + build.place.file;
    said += '\n';
  }
  CHECK(said == "namespace \"a\" must hold it: a.yaml b.yaml\nnamespace \"a\" is small: a.yaml b.yaml\n");
}

TEST_CASE("a finding of some overlays names them, and one of all does not") {
  gitops::Overlays overlays;
  diag::Sink first;
  first.add(finding("a", "everywhere"));
  first.add(finding("b", "everywhere"));
  first.add(finding("b", "in b"));
  gitops::Origins both = origin("a", "a");
  both.merge(origin("b", "b"));
  overlays.add(both, first);
  diag::Sink second;
  second.add(finding("a", "everywhere"));
  second.add(finding("a", "in b"));
  second.add(finding("a", "in c"));
  overlays.add(origin("a", "c"), second);
  diag::Sink sink;
  overlays.finish(sink);
  std::string said;
  for (const diag::Diagnostic& one : sink.sorted()) {
    said += one.message + ':';
    for (const diag::Related& build : one.related) said += ' ' + build.place.file;
    said += one.cure.kind == diag::Cure::Kind::kNone ? "\n" : " cure\n";
  }
  CHECK(said == "everywhere: cure\nin b: b.yaml c.yaml\nin c: c.yaml\n");
}
