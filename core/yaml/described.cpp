#include "core/yaml/described.h"

namespace vmcp::yaml {

std::string_view described(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kNull:
      return "null";
    case Value::Kind::kBool:
      return "a boolean";
    case Value::Kind::kInt:
      return "an integer";
    case Value::Kind::kUint:
      return "an integer beyond 64 bits with sign";
    case Value::Kind::kFloat:
      return "a number";
    case Value::Kind::kString:
      return "a string";
    case Value::Kind::kSequence:
      return "an array";
    case Value::Kind::kMapping:
      return "an object";
  }
  return "";
}

}  // namespace vmcp::yaml
