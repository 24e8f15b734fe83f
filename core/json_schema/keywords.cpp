#include "core/json_schema/keywords.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/text/nearest.h"

namespace vmcp::json_schema {
namespace {

/// What stands below a keyword.
enum class Holds : std::uint8_t { kData, kSchema, kSchemas, kNamedSchemas };

struct Keyword {
  std::string_view name;
  Holds holds = Holds::kData;
};

/// Of drafts 4 to 2020-12, with what OpenAPI and MCP's elicitation add.
constexpr std::array kKeywords = {
    Keyword{"$anchor"},
    Keyword{"$comment"},
    Keyword{"$defs", Holds::kNamedSchemas},
    Keyword{"$dynamicAnchor"},
    Keyword{"$dynamicRef"},
    Keyword{"$id"},
    Keyword{"$recursiveAnchor"},
    Keyword{"$recursiveRef"},
    Keyword{"$ref"},
    Keyword{"$schema"},
    Keyword{"$vocabulary"},
    Keyword{"additionalItems", Holds::kSchema},
    Keyword{"additionalProperties", Holds::kSchema},
    Keyword{"allOf", Holds::kSchemas},
    Keyword{"anyOf", Holds::kSchemas},
    Keyword{"const"},
    Keyword{"contains", Holds::kSchema},
    Keyword{"contentEncoding"},
    Keyword{"contentMediaType"},
    Keyword{"contentSchema", Holds::kSchema},
    Keyword{"default"},
    Keyword{"definitions", Holds::kNamedSchemas},
    Keyword{"dependencies", Holds::kNamedSchemas},
    Keyword{"dependentRequired"},
    Keyword{"dependentSchemas", Holds::kNamedSchemas},
    Keyword{"deprecated"},
    Keyword{"description"},
    Keyword{"discriminator"},
    Keyword{"else", Holds::kSchema},
    Keyword{"enum"},
    Keyword{"enumNames"},
    Keyword{"example"},
    Keyword{"examples"},
    Keyword{"exclusiveMaximum"},
    Keyword{"exclusiveMinimum"},
    Keyword{"externalDocs"},
    Keyword{"format"},
    Keyword{"id"},
    Keyword{"if", Holds::kSchema},
    Keyword{"items", Holds::kSchemas},
    Keyword{"maxContains"},
    Keyword{"maxItems"},
    Keyword{"maxLength"},
    Keyword{"maxProperties"},
    Keyword{"maximum"},
    Keyword{"minContains"},
    Keyword{"minItems"},
    Keyword{"minLength"},
    Keyword{"minProperties"},
    Keyword{"minimum"},
    Keyword{"multipleOf"},
    Keyword{"not", Holds::kSchema},
    Keyword{"nullable"},
    Keyword{"oneOf", Holds::kSchemas},
    Keyword{"pattern"},
    Keyword{"patternProperties", Holds::kNamedSchemas},
    Keyword{"prefixItems", Holds::kSchemas},
    Keyword{"properties", Holds::kNamedSchemas},
    Keyword{"propertyNames", Holds::kSchema},
    Keyword{"readOnly"},
    Keyword{"required"},
    Keyword{"then", Holds::kSchema},
    Keyword{"title"},
    Keyword{"type"},
    Keyword{"unevaluatedItems", Holds::kSchema},
    Keyword{"unevaluatedProperties", Holds::kSchema},
    Keyword{"uniqueItems"},
    Keyword{"writeOnly"},
    Keyword{"xml"},
};

constexpr auto kNames = [] {
  std::array<std::string_view, kKeywords.size()> names{};
  std::ranges::transform(kKeywords, names.begin(), &Keyword::name);
  return names;
}();

class Search {
 public:
  void schema(const yaml::Value& value, const diag::FieldPath& path) {
    if (!value.is_mapping()) return;
    for (const yaml::Member& member : value.members()) {
      const auto* const keyword = std::ranges::find(kKeywords, member.key, &Keyword::name);
      if (keyword != kKeywords.end()) {
        below(member.value, keyword->holds, path / member.key);
      } else if (!member.key.starts_with("x-")) {
        const std::string_view near = text::nearest(member.key, kNames);
        if (!near.empty()) found_.push_back({path, member.key, member.key_mark, std::string(near)});
      }
    }
  }

  std::vector<yaml::UnknownKey> take() { return std::move(found_); }

 private:
  void below(const yaml::Value& value, Holds holds, const diag::FieldPath& path) {
    if (holds == Holds::kData) return;
    if (value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) schema(value.items()[i], path[i]);
    } else if (holds != Holds::kNamedSchemas) {
      schema(value, path);
    } else if (value.is_mapping()) {
      for (const yaml::Member& member : value.members()) schema(member.value, path / member.key);
    }
  }

  std::vector<yaml::UnknownKey> found_;
};

}  // namespace

std::vector<yaml::UnknownKey> misspelt_keywords(const yaml::Value& schema, const diag::FieldPath& at) {
  Search search;
  search.schema(schema, at);
  return search.take();
}

}  // namespace vmcp::json_schema
