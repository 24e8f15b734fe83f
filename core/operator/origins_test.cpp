#include "core/operator/origins.h"

#include <doctest/doctest.h>

namespace vmcp::op {
namespace {

using diag::FieldPath;

/// The path that a path of the file comes from.
std::string stated(const Origins& origins, const char* path) { return origins.of(FieldPath(path)).path.str(); }

}  // namespace

TEST_CASE("a path comes from where its nearest noted ancestor does") {
  Origins origins;
  origins.note(FieldPath("compositeTools[2]"), {nullptr, FieldPath("spec"), nullptr, {}});
  origins.note(FieldPath("incomingAuth"), {nullptr, FieldPath("spec.incomingAuth"), nullptr, {}},
               Origins::Extent::kWhole);
  origins.note(FieldPath("incomingAuth.authz"), {nullptr, FieldPath("data[a.json]"), nullptr, {}},
               Origins::Extent::kWhole);
  origins.note_root({nullptr, FieldPath("spec.config"), nullptr, {}}, Origins::Extent::kFields);
  origins.note(FieldPath("incomingAuth.own"), {});
  CHECK(stated(origins, "incomingAuth.own.x") == "spec.config.incomingAuth.own.x");
  CHECK(stated(origins, "") == "spec.config");
  CHECK(stated(origins, "audit.maxDataSize") == "spec.config.audit.maxDataSize");
  CHECK(stated(origins, "compositeTools[20].name") == "spec.config.compositeTools[20].name");
  CHECK(stated(origins, "compositeTools[2].steps[0].id") == "spec.steps[0].id");
  CHECK(stated(origins, "incomingAuth.type") == "spec.incomingAuth");
  CHECK(stated(origins, "incomingAuth.authz.policies[1]") == "data[a.json]");
}

TEST_CASE("map keys hold anything, and are bracketed or not") {
  Origins origins;
  origins.note_root({nullptr, FieldPath("spec"), nullptr, {}}, Origins::Extent::kFields);
  for (const char* key : {"m", "a.b", "a[0]", "a]b"}) {
    CAPTURE(key);
    origins.note(FieldPath("backends").key(key), {nullptr, FieldPath(key), nullptr, {}});
    CHECK(origins.of(FieldPath("backends").key(key) / "x").path.str() == std::string(key) + ".x");
  }
  CHECK(stated(origins, "backends.m.x") == "m.x");
  CHECK(stated(origins, "backends[n].x") == "spec.backends[n].x");
  origins.note(FieldPath("backends[m]"), {nullptr, FieldPath("later"), nullptr, {}});
  CHECK(stated(origins, "backends[m]") == "later");
}

}  // namespace vmcp::op
