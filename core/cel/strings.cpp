#include <algorithm>
#include <limits>
#include <optional>
#include <re2/re2.h>

#include "core/cel/implementations.h"
#include "core/go/regexp.h"
#include "core/text/ascii.h"

namespace vmcp::cel {
namespace {

constexpr std::uint64_t kPatternCost = 100;
constexpr std::uint64_t kForInstruction = 50;

/// The argument's text, or null when it is no string.
const std::string_view* text_of(Arguments arguments, std::size_t index) {
  const Text* text = index < arguments.size() ? arguments[index].get<Text>() : nullptr;
  return text == nullptr ? nullptr : &text->text;
}

template <typename Predicate>
Value test(Evaluation& evaluation, Arguments arguments, Predicate holds) {
  const std::string_view* text = text_of(arguments, 0);
  const std::string_view* other = text_of(arguments, 1);
  if (text == nullptr || other == nullptr) return evaluation.no_such_overload();
  evaluation.spend(text->size() / 16);
  return Value(holds(*text, *other));
}

template <typename Change>
Value mapped(Evaluation& evaluation, Arguments arguments, Change change) {
  const std::string_view* text = text_of(arguments, 0);
  if (text == nullptr) return evaluation.no_such_overload();
  std::string result(*text);
  std::transform(result.begin(), result.end(), result.begin(), change);
  return evaluation.text(std::move(result));
}

/// How often to act: the argument at `index`, negative or absent meaning without a limit.
bool limit_of(Arguments arguments, std::size_t index, std::uint64_t& limit) {
  limit = std::numeric_limits<std::uint64_t>::max();
  if (index >= arguments.size()) return true;
  const auto* number = arguments[index].get<std::int64_t>();
  if (number == nullptr) return false;
  if (*number >= 0) limit = static_cast<std::uint64_t>(*number);
  return true;
}

/// The length of the piece before the next separator; an empty one stands after every code point.
std::size_t piece_length(std::string_view text, std::string_view separator) {
  if (!separator.empty()) return text.find(separator);
  const std::size_t length = *byte_of(text, 1);
  return length < text.size() ? length : std::string_view::npos;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

/// The pattern argument compiled; null with `failure` set when it is bad.
std::unique_ptr<const RE2> pattern_of(Evaluation& evaluation, Arguments arguments, Value& failure) {
  const std::string_view* text = text_of(arguments, 0);
  const std::string_view* pattern = text_of(arguments, 1);
  failure = evaluation.no_such_overload();
  if (text == nullptr || pattern == nullptr) return nullptr;
  if (!evaluation.spend(kPatternCost + pattern->size() * kPatternCost / 10 + text->size() +
                        kForInstruction * go::regexp_cost(*pattern))) {
    return nullptr;
  }
  std::unique_ptr<const RE2> regexp = go::compile_regexp(*pattern);
  if (regexp == nullptr) failure = evaluation.error("\"" + std::string(*pattern) + "\" is no regular expression");
  return regexp;
}

}  // namespace

Value contains(Evaluation& evaluation, Arguments arguments) {
  return test(evaluation, arguments,
              [](std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; });
}

Value starts_with(Evaluation& evaluation, Arguments arguments) {
  return test(evaluation, arguments,
              [](std::string_view text, std::string_view part) { return text.starts_with(part); });
}

Value ends_with(Evaluation& evaluation, Arguments arguments) {
  return test(evaluation, arguments, [](std::string_view text, std::string_view part) { return text.ends_with(part); });
}

Value matches(Evaluation& evaluation, Arguments arguments) {
  Value failure;
  const std::unique_ptr<const RE2> regexp = pattern_of(evaluation, arguments, failure);
  if (regexp == nullptr) return failure;
  return Value(RE2::PartialMatch(piece(*text_of(arguments, 0)), *regexp));
}

Value find(Evaluation& evaluation, Arguments arguments) {
  Value failure;
  const std::unique_ptr<const RE2> regexp = pattern_of(evaluation, arguments, failure);
  if (regexp == nullptr) return failure;
  const std::string_view text = *text_of(arguments, 0);
  re2::StringPiece match;
  if (!regexp->Match(piece(text), 0, text.size(), RE2::UNANCHORED, &match, 1)) return Value(Text{});
  return Value(Text{std::string_view(match.data(), match.size())});
}

Value find_all(Evaluation& evaluation, Arguments arguments) {
  Value failure;
  const std::unique_ptr<const RE2> regexp = pattern_of(evaluation, arguments, failure);
  if (regexp == nullptr) return failure;
  std::uint64_t limit = 0;
  if (!limit_of(arguments, 2, limit)) return evaluation.no_such_overload();
  const std::string_view text = *text_of(arguments, 0);
  std::vector<Value> found;
  std::size_t at = 0;
  std::size_t previous_end = std::string_view::npos;
  re2::StringPiece match;
  while (found.size() < limit && at <= text.size() &&
         regexp->Match(piece(text), at, text.size(), RE2::UNANCHORED, &match, 1)) {
    // A match costs a scan of the rest in the worst case.
    if (!evaluation.spend(1 + text.size() - at)) break;
    const auto begin = static_cast<std::size_t>(match.data() - text.data());
    const std::size_t end = begin + match.size();
    if (!match.empty() || begin != previous_end) found.emplace_back(Text{std::string_view(match.data(), match.size())});
    previous_end = end;
    const std::size_t step = end < text.size() ? *byte_of(text.substr(end), 1) : 1;
    at = match.empty() ? end + step : end;
  }
  return evaluation.list(std::move(found));
}

Value lower_ascii(Evaluation& evaluation, Arguments arguments) {
  return mapped(evaluation, arguments, [](char c) { return text::to_lower(c); });
}

Value upper_ascii(Evaluation& evaluation, Arguments arguments) {
  return mapped(evaluation, arguments, [](char c) { return text::to_upper(c); });
}

Value trim(Evaluation& evaluation, Arguments arguments) {
  const std::string_view* text = text_of(arguments, 0);
  if (text == nullptr) return evaluation.no_such_overload();
  static const RE2 kTrimmed(R"((?s)^[\s\v\x{85}\p{Z}]*(.*?)[\s\v\x{85}\p{Z}]*$)", RE2::Quiet);
  re2::StringPiece middle;
  evaluation.spend(text->size());
  if (!RE2::FullMatch(piece(*text), kTrimmed, &middle)) return arguments[0];
  return Value(Text{std::string_view(middle.data(), middle.size())});
}

Value char_at(Evaluation& evaluation, Arguments arguments) {
  const std::string_view* text = text_of(arguments, 0);
  const auto* index = arguments[1].get<std::int64_t>();
  if (text == nullptr || index == nullptr) return evaluation.no_such_overload();
  const std::optional<std::size_t> begin = byte_of(*text, *index);
  if (!begin) return evaluation.error("index out of range: " + std::to_string(*index));
  const std::string_view rest = text->substr(*begin);
  return Value(Text{rest.empty() ? rest : rest.substr(0, *byte_of(rest, 1))});
}

Value substring(Evaluation& evaluation, Arguments arguments) {
  const std::string_view* text = text_of(arguments, 0);
  const auto* first = arguments[1].get<std::int64_t>();
  const auto* last = arguments.size() > 2 ? arguments[2].get<std::int64_t>() : first;
  if (text == nullptr || first == nullptr || last == nullptr) return evaluation.no_such_overload();
  evaluation.spend(text->size() / 16);
  const std::optional<std::size_t> begin = byte_of(*text, *first);
  const std::optional<std::size_t> end = arguments.size() > 2 ? byte_of(*text, *last) : text->size();
  if (!begin || !end || *end < *begin) return Value(Error{"substring out of range"});
  return Value(Text{text->substr(*begin, *end - *begin)});
}

Value replace(Evaluation& evaluation, Arguments arguments) {
  const std::string_view* text = text_of(arguments, 0);
  const std::string_view* from = text_of(arguments, 1);
  const std::string_view* to = text_of(arguments, 2);
  std::uint64_t limit = 0;
  if (text == nullptr || from == nullptr || to == nullptr || !limit_of(arguments, 3, limit)) {
    return evaluation.no_such_overload();
  }
  std::string result;
  std::string_view rest = *text;
  if (from->empty() && limit > 0) {
    result = *to;
    --limit;
  }
  while (limit > 0 && !rest.empty() && evaluation.spend(to->size() + 1)) {
    const std::size_t length = from->empty() ? *byte_of(rest, 1) : rest.find(*from);
    if (length == std::string_view::npos) break;
    result += rest.substr(0, length);
    result += *to;
    rest.remove_prefix(length + from->size());
    --limit;
  }
  result += rest;
  return evaluation.text(std::move(result));
}

Value split(Evaluation& evaluation, Arguments arguments) {
  const std::string_view* text = text_of(arguments, 0);
  const std::string_view* separator = text_of(arguments, 1);
  std::uint64_t limit = 0;
  if (text == nullptr || separator == nullptr || !limit_of(arguments, 2, limit)) return evaluation.no_such_overload();
  std::vector<Value> pieces;
  if (limit == 0 || (text->empty() && separator->empty())) return evaluation.list({});
  std::string_view rest = *text;
  evaluation.spend(text->size());
  while (pieces.size() + 1 < limit) {
    const std::size_t length =
        rest.empty() && separator->empty() ? std::string_view::npos : piece_length(rest, *separator);
    if (length == std::string_view::npos) break;
    pieces.emplace_back(Text{rest.substr(0, length)});
    rest.remove_prefix(length + separator->size());
  }
  pieces.emplace_back(Text{rest});
  return evaluation.list(std::move(pieces));
}

Value join(Evaluation& evaluation, Arguments arguments) {
  const List* list = arguments[0].get<List>();
  const std::string_view empty;
  const std::string_view* separator = arguments.size() > 1 ? text_of(arguments, 1) : &empty;
  if (list == nullptr || separator == nullptr) return evaluation.no_such_overload();
  std::string result;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const Value item = list->at(i);
    const Text* text = item.get<Text>();
    if (text == nullptr) return evaluation.no_such_overload();
    if (!evaluation.spend(text->text.size() + separator->size() + 1)) break;
    if (i > 0) result += *separator;
    result += text->text;
  }
  return evaluation.text(std::move(result));
}

}  // namespace vmcp::cel
