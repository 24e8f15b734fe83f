#include "core/go/json.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "core/emit/emit.h"
#include "core/go/number.h"

namespace vmcp::emit {
namespace {

using yaml::Value;

constexpr std::size_t kIndent = 2;

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  void node(const Value& value, std::size_t depth) {
    switch (value.kind()) {
      case Value::Kind::kNull:
        out_ += "null";
        return;
      case Value::Kind::kBool:
        out_ += value.as_bool() ? "true" : "false";
        return;
      case Value::Kind::kInt:
        out_ += std::to_string(value.as_int());
        return;
      case Value::Kind::kUint:
        out_ += std::to_string(value.as_uint());
        return;
      case Value::Kind::kFloat:
        out_ += std::isfinite(value.as_float()) ? go::json_number(value.as_float()) : "null";
        return;
      case Value::Kind::kString:
        return go::append_json_string(out_, value.as_string(), go::HtmlEscapes::kNo);
      case Value::Kind::kSequence:
        return sequence(value.items(), depth);
      case Value::Kind::kMapping:
        return mapping(value.members(), depth);
    }
  }

 private:
  void sequence(const yaml::Sequence& items, std::size_t depth) {
    out_ += '[';
    for (const Value& item : items) {
      if (&item != &items.front()) out_ += ',';
      new_line(depth + 1);
      node(item, depth + 1);
    }
    if (!items.empty()) new_line(depth);
    out_ += ']';
  }

  void mapping(const yaml::Mapping& members, std::size_t depth) {
    std::vector<const yaml::Member*> sorted;
    sorted.reserve(members.size());
    for (const yaml::Member& member : members) sorted.push_back(&member);
    std::ranges::sort(sorted, {}, &yaml::Member::key);
    out_ += '{';
    for (const yaml::Member* member : sorted) {
      if (member != sorted.front()) out_ += ',';
      new_line(depth + 1);
      go::append_json_string(out_, member->key, go::HtmlEscapes::kNo);
      out_ += ": ";
      node(member->value, depth + 1);
    }
    if (!members.empty()) new_line(depth);
    out_ += '}';
  }

  void new_line(std::size_t depth) {
    out_ += '\n';
    out_.append(depth * kIndent, ' ');
  }

  std::string& out_;
};

}  // namespace

std::string json(const Value& value) {
  std::string out;
  Writer(out).node(value, 0);
  return out;
}

}  // namespace vmcp::emit
