#include "core/krm/spelt_numbers.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/text/ascii.h"
#include "core/text/utf8.h"
#include "core/yaml/number.h"

namespace vmcp::krm {
namespace {

using yaml::Value;

bool is_of_number(char c) { return text::is_digit(c) || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E'; }

/// Whether a number in JSON's spelling is one for readers of YAML 1.1, too.
bool is_one_everywhere(std::string_view number) {
  const std::size_t exponent = number.find_first_of("eE");
  if (exponent == std::string_view::npos) return true;
  return number.substr(0, exponent).find('.') != std::string_view::npos && exponent + 1 < number.size() &&
         !text::is_digit(number[exponent + 1]);
}

}  // namespace

SpeltNumbers::SpeltNumbers(std::string_view list)
    : list_(list),
      lines_(list),
      is_json_(list.substr(std::min(list.find_first_not_of(" \t\r\n"), list.size())).starts_with('{')) {}

emit::Spellings SpeltNumbers::of(const Value& item) {
  emit::Spellings spellings;
  add(item, spellings);
  return spellings;
}

void SpeltNumbers::add(const Value& value, emit::Spellings& spellings) {
  if (value.is_sequence()) {
    for (const Value& item : value.items()) add(item, spellings);
  } else if (value.is_mapping()) {
    for (const yaml::Member& member : value.members()) add(member.value, spellings);
  } else if (value.is_number() && value.mark().known()) {
    const std::string_view number = number_at(value.mark());
    const bool begins_so = !number.empty() && (text::is_digit(number.front()) || number.front() == '-');
    if (!begins_so || (is_json_ && !is_one_everywhere(number))) return;
    // There may be something else, such as an alias.
    if (yaml::parse_float(number) == value.number()) spellings.emplace(&value, number);
  }
}

std::string_view SpeltNumbers::number_at(const yaml::Mark& mark) {
  constexpr std::size_t kStep = 64;
  const auto behind = known_.upper_bound(mark);
  std::pair<yaml::Mark, std::size_t> begin({mark.source, mark.line, 1}, lines_.offset(mark.line));
  if (behind != known_.begin() && std::prev(behind)->first.line == mark.line) begin = *std::prev(behind);
  auto [at, offset] = begin;
  for (; at.column < mark.column && offset < list_.size(); ++at.column) {
    do {
      ++offset;
    } while (offset < list_.size() && text::continues_character(list_[offset]));
  }
  if (at.column - begin.first.column >= kStep) known_.emplace(at, offset);
  const std::string_view rest = list_.substr(offset);
  return rest.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(rest, is_of_number) - rest.begin()));
}

}  // namespace vmcp::krm
