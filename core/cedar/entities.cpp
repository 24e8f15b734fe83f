#include "core/cedar/entities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

#include "core/cedar/json.h"
#include "core/cedar/values.h"
#include "core/diag/quoted.h"
#include "core/text/ascii.h"

namespace vmcp::cedar {
namespace {

using Kind = Json::Kind;
using diag::quoted;

/// Go matches the keys of structs without regard to case, keys of maps with it.
bool names_field(std::string_view key, std::string_view field) { return text::equal_ignoring_case(key, field); }

/// A struct of strings in JSON, as Go decodes it: nothing there, or another kind of value, or its members (of repeated
/// ones the last).
struct Strings {
  std::optional<std::string> first;
  std::optional<std::string> second;
};
struct StringsField {
  bool mismatch = false;  ///< the decoder reports an error
  std::optional<Strings> value;
};

/// Decodes what member `field` of an object holds into a pointer to a struct of two strings.
StringsField decode_strings(const Json& object, std::string_view field, std::string_view first,
                            std::string_view second) {
  StringsField result;
  for (const auto& [key, member] : object.members) {
    if (!names_field(key, field)) continue;
    if (member.is(Kind::kNull)) {
      result.value.reset();
      continue;
    }
    if (!result.value) result.value.emplace();
    if (!member.is(Kind::kObject)) {
      result.mismatch = true;
      continue;
    }
    for (const auto& [inner, text] : member.members) {
      const bool is_first = names_field(inner, first);
      if ((!is_first && !names_field(inner, second)) || text.is(Kind::kNull)) continue;
      if (!text.is(Kind::kString)) result.mismatch = true;
      (is_first ? result.value->first : result.value->second) = text.text;
    }
  }
  return result;
}

using ValueCheck = bool (*)(std::string_view);
struct Extension {
  std::string_view function;
  ValueCheck is_value;
};
constexpr std::array<Extension, 4> kExtensions = {
    {{"ip", is_ip_address}, {"decimal", is_decimal}, {"datetime", is_datetime}, {"duration", is_duration}}};

class EntitiesCheck {
 public:
  explicit EntitiesCheck(std::string_view text) : text_(text) {}

  std::optional<ParseError> run(const Json& root) && {
    if (root.is(Kind::kNull)) return std::nullopt;
    if (!root.is(Kind::kArray)) {
      fail(root, "expected an array of entities");
    } else {
      for (const Json& entity : root.items) check_entity(entity);
    }
    return std::move(problem_);
  }

 private:
  void fail(const Json& at, std::string message) {
    if (!problem_) problem_ = parse_error_at(text_, at.offset, std::move(message));
  }

  void check_entity(const Json& entity) {
    if (entity.is(Kind::kNull)) return;
    if (!entity.is(Kind::kObject)) return fail(entity, "expected an entity, an object");
    for (const auto& [key, member] : entity.members) {
      if (names_field(key, "uid")) {
        check_uid(member);
      } else if (names_field(key, "parents")) {
        check_parents(member);
      } else if (names_field(key, "attrs") || names_field(key, "tags")) {
        check_record(member);
      }
    }
  }

  /// `{"type": ..., "id": ...}`, alone or below `__entity`.
  void check_uid(const Json& uid) {
    constexpr std::string_view kExpected = R"(expected an entity's name, {"type": ..., "id": ...} with two strings)";
    if (!uid.is(Kind::kObject)) return fail(uid, std::string(kExpected));
    const StringsField entity = decode_strings(uid, "__entity", "type", "id");
    bool mismatch = entity.mismatch;
    bool has_type = false;
    bool has_id = false;
    for (const auto& [key, member] : uid.members) {
      const bool is_type = names_field(key, "type");
      if (!is_type && !names_field(key, "id")) continue;
      (is_type ? has_type : has_id) = !member.is(Kind::kNull);
      mismatch = mismatch || (!member.is(Kind::kNull) && !member.is(Kind::kString));
    }
    if (mismatch || (!entity.value && !(has_type && has_id))) fail(uid, std::string(kExpected));
  }

  void check_parents(const Json& parents) {
    if (parents.is(Kind::kNull)) return;
    if (!parents.is(Kind::kArray)) return fail(parents, "expected an array of parents");
    for (const Json& parent : parents.items) check_uid(parent);
  }

  void check_record(const Json& record) {
    if (record.is(Kind::kNull)) return;
    if (!record.is(Kind::kObject)) return fail(record, "expected an object of attributes");
    for (const auto& [key, member] : record.members) check_value(member);
  }

  void check_value(const Json& value) {
    switch (value.kind) {
      case Kind::kNull:
        return fail(value, "null is no value of Cedar");
      case Kind::kNumber:
        return check_long(value);
      case Kind::kArray:
        for (const Json& item : value.items) check_value(item);
        return;
      case Kind::kObject:
        return check_object(value);
      case Kind::kBool:
      case Kind::kString:
        return;
    }
  }

  void check_long(const Json& number) {
    std::int64_t value = 0;
    const char* const end = number.text.data() + number.text.size();
    const auto [stop, error] = std::from_chars(number.text.data(), end, value);
    if (error == std::errc{} && stop == end) return;
    fail(number, "number " + number.text +
                     " is no integer of 64 bits; write decimals as {\"__extn\": {\"fn\": "
                     "\"decimal\", \"arg\": \"1.5\"}}");
  }

  /// A value of an extension, an entity or a record. One that only looks like the first two is a record.
  void check_object(const Json& object) {
    const StringsField extension = decode_strings(object, "__extn", "fn", "arg");
    if (!extension.mismatch && extension.value) {
      return check_extension(object, extension.value->first.value_or(""), extension.value->second.value_or(""));
    }
    if (is_entity(object)) return;
    check_record(object);
  }

  void check_extension(const Json& object, const std::string& function, const std::string& argument) {
    const auto* extension = std::ranges::find(kExtensions, function, &Extension::function);
    if (extension == kExtensions.end()) return fail(object, "there is no extension " + quoted(function));
    if (!extension->is_value(argument)) fail(object, quoted(argument) + " is no value of extension " + function);
  }

  static bool is_entity(const Json& object) {
    const StringsField entity = decode_strings(object, "__entity", "type", "id");
    const auto spoils = [](const Json::Member& member) {
      const bool named = names_field(member.key, "type") || names_field(member.key, "id");
      return named && !member.value.is(Kind::kNull) && !member.value.is(Kind::kString);
    };
    return entity.value && !entity.mismatch && std::ranges::none_of(object.members, spoils);
  }

  std::string_view text_;
  std::optional<ParseError> problem_;
};

}  // namespace

std::optional<ParseError> entities_problem(std::string_view text) {
  JsonDocument document = parse_json(text);
  if (document.problem) return std::move(document.problem);
  if (!document.root) return std::nullopt;
  return EntitiesCheck(text).run(*document.root);
}

}  // namespace vmcp::cedar
