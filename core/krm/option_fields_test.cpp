#include "core/krm/option_fields.h"

#include <doctest/doctest.h>

namespace vmcp::krm {
namespace {

TEST_CASE("options are told as fields of the configuration, unless they are quoted or it has none") {
  CHECK(with_fields("--only \"desk\" names nothing", "spec") == "spec.only \"desk\" names nothing");
  CHECK(with_fields("write it otherwise (--emit cr prints it)", "data") ==
        "write it otherwise (data.emit cr prints it)");
  CHECK(with_fields("it has one: -n mcp puts it there", "spec") == "it has one: spec.namespace mcp puts it there");
  CHECK(with_fields("--operator-env is read", "spec") == "spec.operatorEnv is read");
  CHECK(with_fields("\"a \\\" --only b\", --var", "spec") == "\"a \\\" --only b\", spec.var");
  CHECK(with_fields("\"--only b\", --crds - a-b --only-not", "spec") == "\"--only b\", --crds - a-b --only-not");
}

}  // namespace
}  // namespace vmcp::krm
