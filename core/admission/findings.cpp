#include "core/admission/findings.h"

#include <algorithm>
#include <utility>

#include "core/admission/variable.h"
#include "core/diag/code.h"
#include "core/diag/hidden.h"
#include "core/diag/quoted.h"
#include "core/diag/secrecy.h"
#include "core/diag/userinfo.h"
#include "core/go/number.h"
#include "core/text/ascii.h"
#include "core/text/utf8.h"
#include "core/yaml/described.h"

namespace vmcp::admission {
namespace {

constexpr std::size_t kLongestShown = 80;
/// Of keys, labels and annotations, whose prefix is as long as a key may be.
constexpr std::size_t kLongestName = 253 + 1 + 63;

/// Whether a name of a key, a label or an annotation may have this character.
bool is_of_name(char c) { return text::is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '/'; }

constexpr const char* kUnshownField = "unknown field, whose name may be a secret";

/// The texts of a value that must not be shown where they stand.
void collect_hidden(const yaml::Value& value, diag::Secrecy here, std::unordered_set<std::string_view>& texts) {
  if (value.is_string()) {
    if (!value.as_string().empty() && !here.shows(value.as_string())) texts.insert(value.as_string());
  } else if (value.is_sequence()) {
    for (const yaml::Value& item : value.items()) collect_hidden(item, here.inside(), texts);
  } else if (value.is_mapping()) {
    for (const yaml::Member& member : value.members()) collect_hidden(member.value, here.below(member.key), texts);
  }
}

}  // namespace

void Findings::error(diag::Code code, const Step& at, diag::Message message, MapKeys keys) const {
  diag::Place where = place(at);
  if (reporter_.count(diag::Severity::kError, code, where)) return;
  reporter_.report_at(std::move(where), diag::Severity::kError, object_, code, path(at, keys), std::move(message));
}

void Findings::error(diag::Code code, const Step& at, const yaml::Value& value, diag::Message message,
                     MapKeys keys) const {
  if (has_variable(value) && !Reporter::holds_for_every_text(code)) return reporter_.pass_over_error();
  message.message += variable_hint(value);
  error(code, at, std::move(message), keys);
}

void Findings::wrong_type(const Step& at, const yaml::Value& value, std::string_view expected,
                          std::string_view suggestion, diag::Cure cure) const {
  std::string message = "expected " + std::string(expected) + ", found " + std::string(yaml::described(value));
  if ((value.is_bool() || value.is_number()) && expected == "string") message += hint_of_quotes(value);
  error("wrong-type", at, value, diag::Message(std::move(message)).suggest(suggestion).cured_by(std::move(cure)));
}

/// What would make a string of a boolean or number, as the end of a message.
std::string_view Findings::hint_of_quotes(const yaml::Value& value) const {
  const std::string_view text = reporter_.text_at(value.mark());
  const bool quoted = text.starts_with('"') || text.starts_with('\'');
  if (quoted && text.find('$') != std::string_view::npos) {
    return "; what is substituted is read without the quotes around it: they have to be part of the variable's value";
  }
  // With a tag it is what that says.
  return quoted || text.starts_with('!') ? "" : "; quotes would make it a string";
}

void Findings::unknown_field(const Step& at, std::string_view name, std::string_view suggestion,
                             diag::Cure cure) const {
  if (!secret_ || !suggestion.empty()) {
    diag::Message message = unknown_field_message(at, name).suggest(suggestion).cured_by(std::move(cure));
    return error("unknown-field", at, std::move(message));
  }
  reporter_.report_at(place(at), diag::Severity::kError, object_, "unknown-field", path(*at.parent(), MapKeys::kDotted),
                      kUnshownField);
}

diag::Message Findings::unknown_field_message(const Step& at, std::string_view name) {
  if (!at.shows_key()) return kUnshownField;
  return "unknown field " + diag::quoted(text::shortened(name, kLongestShown));
}

void Findings::invalid_key(const Step& at, std::string_view fault, std::string_view as_shown) const {
  const yaml::Value key(at.name());
  std::string message(as_shown);
  if (!shows_key(at)) message = "key of " + std::to_string(text::count_characters(at.name())) + " characters";
  message += ' ' + std::string(fault);
  const auto* const other = std::ranges::find_if_not(at.name(), is_of_name);
  if (!shows_key(at) && other != at.name().end()) {
    const std::string_view before = at.name().substr(0, static_cast<std::size_t>(other - at.name().begin()));
    message += "; character " + std::to_string(text::count_characters(before) + 1) + " is none of these";
  }
  error("invalid-name", at, key, std::move(message), MapKeys::kBracketed);
}

bool Findings::shows_key(const Step& at) const {
  if (!at.shows_key()) return false;
  return !secret_ || (at.name().size() <= kLongestName && std::ranges::all_of(at.name(), is_of_name));
}

diag::FieldPath Findings::path(const Step& at, MapKeys keys) const {
  const Step* shown = &at;
  for (const Step* step = &at; step->parent() != nullptr; step = step->parent()) {
    if (!shows_key(*step)) shown = step->parent();
  }
  return shown->path(keys);
}

bool Findings::shows(std::string_view scalar, const Step& at) const {
  if (!at.secrecy().shows(scalar) || (secret_ && !at.is_identity())) return false;
  if (!hidden_texts_) collect_hidden(object_.value, {}, hidden_texts_.emplace());
  return !hidden_texts_->contains(scalar);
}

std::string Findings::without_secrets(std::string text, const yaml::Value& value, const Step& at) const {
  if (value.is_string()) {
    const std::string& secret = value.as_string();
    if (secret.empty() || (shows(secret, at) && diag::redacted(secret) == secret)) return text;
    for (std::size_t found = text.find(secret); found != std::string::npos; found = text.find(secret, found)) {
      text.replace(found, secret.size(), diag::kHidden);
      found += diag::kHidden.size();
    }
  } else if (value.is_sequence()) {
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      text = without_secrets(std::move(text), value.items()[i], at.item(i, value.items()[i]));
    }
  } else if (value.is_mapping()) {
    for (const yaml::Member& member : value.members()) {
      text = without_secrets(std::move(text), member.value, at.field(member));
    }
  }
  return text;
}

std::string Findings::shown(const yaml::Value& value, const Step& at) const {
  const std::string_view text = value.is_string() ? std::string_view(value.as_string()) : std::string_view{};
  if (!shows(text, at) || diag::looks_secret(text)) return std::string(yaml::described(value));
  switch (value.kind()) {
    case yaml::Value::Kind::kNull:
      return "null";
    case yaml::Value::Kind::kBool:
      return value.as_bool() ? "boolean true" : "boolean false";
    case yaml::Value::Kind::kInt:
      return "number " + std::to_string(value.as_int());
    case yaml::Value::Kind::kUint:
      return "number " + std::to_string(value.as_uint());
    case yaml::Value::Kind::kFloat:
      return "number " + go::format_float(value.as_float());
    case yaml::Value::Kind::kString:
      return '"' + text::shortened(diag::without_swallowed(diag::without_userinfo(value.as_string())), kLongestShown) +
             '"';
    case yaml::Value::Kind::kSequence:
      return "an array";
    case yaml::Value::Kind::kMapping:
      return "an object";
  }
  return "";
}

}  // namespace vmcp::admission
