#include <algorithm>
#include <cstdint>
#include <doctest/doctest.h>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/krm/function.h"

namespace {

using namespace vmcp;
using yaml::Value;

/// Pieces of texts that YAML readers and writers treat alike least.
constexpr std::string_view kPieces[] = {"a",
                                        " ",
                                        "\t",
                                        "\n",
                                        "\r",
                                        "\r\n",
                                        "\u0085",
                                        "\u2028",
                                        "\u2029",
                                        "#",
                                        ": ",
                                        "- ",
                                        "---",
                                        "&",
                                        "*",
                                        "!",
                                        "|",
                                        ">",
                                        "'",
                                        "\"",
                                        "\\",
                                        "%",
                                        "@",
                                        "{",
                                        "}",
                                        "[",
                                        "]",
                                        ",",
                                        "?",
                                        "<<",
                                        "=",
                                        "~",
                                        "null",
                                        "yes",
                                        "0",
                                        "1",
                                        "-1",
                                        ".5",
                                        "1e3",
                                        "0x1f",
                                        "1_0",
                                        "12:30",
                                        ".",
                                        "_",
                                        "2001-01-01",
                                        "0b_",
                                        "...",
                                        "\u00e9",
                                        "\x7f",
                                        "\x01",
                                        "\u00a0",
                                        "\ufeff",
                                        "\ufffe",
                                        "\U0001f600",
                                        std::string_view("\0", 1),
                                        "text of several words"};

class Texts {
 public:
  explicit Texts(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_); }

  std::string text() {
    std::string text;
    for (std::size_t left = below(6); left > 0; --left) text += kPieces[below(std::size(kPieces))];
    if (below(50) == 0) text += std::string(130, 'k');
    return text;
  }

 private:
  std::mt19937 random_;
};

/// `text` between double quotes as JSON and YAML read it.
std::string quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      out.append("\\u00").append(1, kHex[byte >> 4U]).append(1, kHex[byte & 0xfU]);
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

/// As quoted(), with all that breaks lines escaped, so that it is read as it was made.
std::string quoted_on_one_line(std::string_view text) {
  std::string out = quoted(text);
  const auto replace = [&](std::string_view character, std::string_view escape) {
    for (std::size_t at = out.find(character); at != std::string::npos; at = out.find(character, at)) {
      out.replace(at, character.size(), escape);
    }
  };
  replace("\u0085", "\\u0085");
  replace("\u2028", "\\u2028");
  replace("\u2029", "\\u2029");
  replace("\ufeff", "\\ufeff");
  replace("\ufffe", "\\ufffe");
  return out;
}

struct Data {
  std::vector<std::string> keys;
  std::vector<std::string> values;
};

Data make_data(Texts& texts) {
  Data data;
  for (std::size_t left = 1 + texts.below(4); left > 0; --left) {
    std::string key = texts.text();
    if (std::ranges::find(data.keys, key) != data.keys.end()) continue;
    data.keys.push_back(std::move(key));
    data.values.push_back(texts.text());
  }
  return data;
}

std::string flow(const Data& data, std::string_view between) {
  std::string out = "{";
  for (std::size_t i = 0; i < data.keys.size(); ++i) {
    if (i > 0) out.append(",").append(between);
    out += quoted_on_one_line(data.keys[i]) + ": " + quoted_on_one_line(data.values[i]);
  }
  return out + "}";
}

std::string item(std::string_view data, std::string_view name) {
  return R"({"apiVersion": "example.com/v1", "kind": "Dashboard", "metadata": {"name": ")" + std::string(name) +
         R"("}, "number": 1.0, "large": 1e+21, "list": [[[)" + "\"\\n\"" + R"(]], {}], "data": )" + std::string(data) +
         "}";
}

constexpr std::string_view kConfig =
    R"({"apiVersion": "vmcp-render/v1alpha1", "kind": "VMCPRender", "metadata": {"name": "c"}, "spec": {"allowEmpty": true}})";

std::string json_list(const Data& first, const Data& second) {
  return R"({"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "items": [)" +
         item(flow(first, " "), "a") + "," + item(flow(second, "\n"), "b") + R"(], "functionConfig": )" +
         std::string(kConfig) + "}";
}

std::string flow_list(const Data& first, const Data& second) {
  return "{apiVersion: config.kubernetes.io/v1, kind: ResourceList,\n items: [" + item(flow(first, " "), "a") +
         ",\n  " + item(flow(second, "\n   "), "b") + "],\n functionConfig: " + std::string(kConfig) + "}\n";
}

std::string block_list(const Data& first, const Data& second, std::string_view line_break) {
  std::string out = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList # list" + std::string(line_break) +
                    "items:" + std::string(line_break);
  for (const Data* data : {&first, &second}) {
    out += "# above" + std::string(line_break) +
           "- apiVersion: example.com/v1\n  kind: Dashboard\n  metadata: {name: " + (data == &first ? "a" : "b") +
           "}\n  data:" + std::string(line_break);
    for (std::size_t i = 0; i < data->keys.size(); ++i) {
      out += "    ? " + quoted_on_one_line(data->keys[i]) + "\n    : " + quoted(data->values[i]) + "\n";
    }
    out += "  text: |\n    one\n    # two" + std::string(line_break);
  }
  return out + "functionConfig: " + std::string(kConfig) + "\n";
}

/// Whether the host could read the list; then the answer is held against it.
bool comes_back(const std::string& text) {
  source::Sources sources;
  const auto list = krm::read_resource_list(sources, sources.add("list", text));
  if (!list) return false;
  CAPTURE(text);
  krm::Answer answer = krm::run_function(*list, sources);
  CAPTURE(answer.out);
  CHECK(!answer.refused);
  const auto again = krm::read_resource_list(sources, sources.add("answer", std::move(answer.out)));
  REQUIRE(again.has_value());
  CHECK(again->items() == list->items());
  REQUIRE(again->function_config() != nullptr);
  CHECK(*again->function_config() == *list->function_config());
  return true;
}

}  // namespace

TEST_CASE("whatever texts items hold, they come back from every form of a list") {
  constexpr std::uint32_t kRuns = 300;
  for (std::uint32_t seed = 0; seed < kRuns; ++seed) {
    CAPTURE(seed);
    Texts texts(seed);
    const Data first = make_data(texts);
    const Data second = make_data(texts);
    CHECK(comes_back(json_list(first, second)));
    CHECK(comes_back(flow_list(first, second)));
  }
}

TEST_CASE("whatever ends a block list's lines, its items come back") {
  constexpr std::uint32_t kRuns = 300;
  std::uint32_t read = 0;
  for (const std::string_view line_break : {"\n", "\r\n", "\r", "\u0085"}) {
    for (std::uint32_t seed = 0; seed < kRuns; ++seed) {
      CAPTURE(seed);
      Texts texts(seed);
      const Data first = make_data(texts);
      read += comes_back(block_list(first, make_data(texts), line_break)) ? 1 : 0;
    }
  }
  // A few hold raw what YAML does not allow, such as U+FFFE.
  CHECK(read > kRuns * 2);
}
