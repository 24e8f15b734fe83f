#include "core/model/decode.h"

#include <doctest/doctest.h>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/encode.h"
#include "core/yaml/read.h"

// What holds for any struct with rows, shown by structs that have a field of each type.
namespace vmcp::model {
namespace {

using release::Set;
using yaml::Value;

struct Item {
  std::string name;
  std::int32_t count = 0;
  Box<Item> next;

  template <class T = Item>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name), omitempty("count", &T::count), omitempty("next", &T::next)};
  }
};

struct Sample {
  std::string text;
  bool flag = false;
  double ratio = 0;
  std::int64_t large = 0;
  std::uint8_t small = 0;
  Duration wait;
  std::optional<MetaDuration> period;
  std::optional<FreeForm> any;
  FreeFormMap arguments;
  std::vector<Item> items;
  std::map<std::string, Item> by_name;
  std::string late;

  template <class T = Sample>
  static constexpr auto rows() {
    return std::tuple{always("text", &T::text),
                      omitempty("flag", &T::flag),
                      omitempty("ratio", &T::ratio),
                      omitempty("large", &T::large),
                      omitempty("small", &T::small),
                      omitempty("wait", &T::wait),
                      omitempty("period", &T::period),
                      omitempty("any", &T::any),
                      omitempty("arguments", &T::arguments),
                      omitempty("items", &T::items),
                      omitempty("byName", &T::by_name),
                      omitempty("late", &T::late).since(Set::kV0_57)};
  }
};

Value value_of(const std::string& text) {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents = yaml::read(sources, sources.add("test.yaml", text), sink);
  REQUIRE(documents.size() == 1);
  return std::move(documents.front().root);
}

class Mismatches : public DecodeErrors {
 public:
  void mismatch(std::string_view path, std::string_view seen, std::string_view expected) override {
    text.append(path).append(": found ").append(seen).append(", expected ").append(expected).append("\n");
  }
  std::string text;
};

struct Decoded {
  Sample sample;
  std::string mismatches;
};

Decoded decode(const std::string& text, Set set = release::kNewestSet) {
  Decoded result;
  Mismatches mismatches;
  Decoder(mismatches, "spec", set).decode(value_of(text), result.sample);
  result.mismatches = mismatches.text;
  return result;
}

TEST_CASE("each type of a field is read") {
  const auto [sample, mismatches] = decode(
      "{text: a, flag: true, ratio: 2, large: -5000000000, small: 255, wait: 1m30s, period: 2s, any: [1, x], "
      "arguments: {size: 3}, items: [{name: i, count: 7, next: {name: j}}], byName: {k.l: {name: m}}, late: z}");
  CHECK(mismatches == "");
  CHECK(sample.text == "a");
  CHECK(sample.flag);
  CHECK(sample.ratio == 2);
  CHECK(sample.large == -5'000'000'000);
  CHECK(sample.small == 255);
  CHECK(sample.wait.nanoseconds == 90'000'000'000);
  CHECK(sample.period->nanoseconds == 2'000'000'000);
  CHECK(sample.any->value == Value::sequence().push(1.0).push("x"));
  CHECK(sample.arguments.value == Value::mapping().set("size", 3.0));
  CHECK(sample.items.at(0).count == 7);
  CHECK(sample.items.at(0).next->name == "j");
  CHECK_FALSE(sample.items.at(0).next->next.has_value());
  CHECK(sample.by_name.at("k.l").name == "m");
  CHECK(sample.late == "z");
}

TEST_CASE("null, what is absent and unknown keys leave what Go has for nothing") {
  const auto [sample, mismatches] = decode(
      "{text: null, flag: null, small: null, period: null, any: null, items: null, byName: null, "
      "arguments: null, unknown: 1}");
  CHECK(mismatches == "");
  CHECK(sample.text.empty());
  CHECK(sample.small == 0);
  CHECK_FALSE(sample.period.has_value());
  CHECK_FALSE(sample.any.has_value());
  CHECK(sample.arguments.value == Value::mapping());
  CHECK(sample.items.empty());
}

TEST_CASE("a free-form value that is empty is not written") {
  const Encoder encoder(release::kNewestSet);
  for (const char* empty : {"{}", "{any: null}", "{any: {}}", "{any: []}"}) {
    CAPTURE(empty);
    CHECK(encoder.encode(decode(empty).sample) == Value::mapping().set("text", ""));
  }
  CHECK(encoder.encode(decode("{any: [[]]}").sample).find("any") != nullptr);
  CHECK(encoder.encode(decode("{any: ''}").sample).find("any") != nullptr);
}

TEST_CASE("a field is read only in the sets that have it") {
  CHECK(decode("{late: z}", Set::kV0_56).sample.late.empty());
  CHECK(decode("{late: z}", Set::kV0_57).sample.late == "z");
  CHECK(decode("{late: [z]}", Set::kV0_56).mismatches == "");
}

TEST_CASE("what a type cannot hold is told with its path, and without its text") {
  CHECK(decode("{text: [secret]}").mismatches == "spec.text: found an array, expected string\n");
  CHECK(decode("{small: 256}").mismatches == "spec.small: found 256, expected an integer from 0 to 255\n");
  CHECK(decode("{items: [{}, {count: 3000000000}]}").mismatches ==
        "spec.items[1].count: found 3000000000, expected a 32-bit integer\n");
  CHECK(decode("{byName: {k.l: {next: {count: x}}}}").mismatches ==
        "spec.byName[k.l].next.count: found a string, expected a 32-bit integer\n");
  CHECK(decode("{wait: null}").mismatches == "spec.wait: found null, expected string\n");
  CHECK(decode("{period: null}").mismatches.empty());
  CHECK(decode("{wait: soon}").mismatches == "spec.wait: found \"soon\", expected a duration such as 30s or 1h15m\n");
}

TEST_CASE("a mismatch leaves the rest as it is") {
  const auto [sample, mismatches] = decode("{text: 1, items: {}, late: z}");
  CHECK(mismatches == "spec.text: found an integer, expected string\nspec.items: found an object, expected array\n");
  CHECK(sample.text.empty());
  CHECK(sample.late == "z");
}

TEST_CASE("structs are written in the order of their rows, without what is empty and may be left out") {
  CHECK(encode(Sample{}, release::kNewestSet) == Value::mapping().set("text", ""));
  Sample sample;
  sample.late = "z";
  sample.items.emplace_back();
  sample.period = MetaDuration{60'000'000'000};
  sample.wait = {1'500'000'000};
  const Value expected = Value::mapping()
                             .set("text", "")
                             .set("wait", "1.5s")
                             .set("period", Value::mapping().set("duration", "1m0s"))
                             .set("items", Value::sequence().push(Value::mapping().set("name", "")));
  CHECK(encode(sample, Set::kV0_56) == expected);
  CHECK(encode(sample, Set::kV0_57) == Value(expected).set("late", "z"));
}

TEST_CASE("maps are written in yaml.v3's order of keys, also free ones") {
  Sample sample;
  for (const char* key : {"a10", "a2", "B"}) sample.by_name[key];
  sample.arguments.value = Value::mapping().set("a10", 1).set("a2", Value::mapping().set("z", 1).set("y", 2));
  const Value written = encode(sample, release::kNewestSet);
  std::string keys;
  for (const yaml::Member& member : written.find("byName")->members()) keys += member.key + ' ';
  CHECK(keys == "B a2 a10 ");
  CHECK(*written.find("arguments") ==
        Value::mapping().set("a2", Value::mapping().set("y", 2).set("z", 1)).set("a10", 1));
}

}  // namespace
}  // namespace vmcp::model
