#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/cel/actor_matcher.h"
#include "core/cel/program.h"

namespace {

using vmcp::yaml::Value;

Value make_document() {
  Value list = Value::sequence();
  for (int i = 0; i < 3; ++i) list.push(i);
  Value document = Value::mapping();
  document.set("name", "gateway").set("list", std::move(list)).set("age", "90s").set("nested", Value::mapping());
  return document;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace cel = vmcp::cel;
  static const Value kSelf = make_document();
  static constexpr std::array<std::string_view, 1> kVariables = {"self"};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  cel::check_actor_matcher(text);
  const auto compiled = cel::Program::compile(text, kVariables);
  if (const auto* program = std::get_if<cel::Program>(&compiled)) {
    const std::array<cel::Binding, 1> bindings = {{{"self", kSelf}}};
    cel::holds(program->evaluate(bindings));
  }
  return 0;
}
