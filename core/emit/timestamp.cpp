#include "core/emit/timestamp.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "core/text/ascii.h"

namespace vmcp::emit {
namespace {

using text::is_digit;

/// Reads a text from its beginning; each step takes what it recognizes.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// A number of `least` to `most` digits.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t size = 0;
    int value = 0;
    for (; size < most && size < rest_.size() && is_digit(rest_[size]); ++size) {
      value = value * 10 + (rest_[size] - '0');
    }
    if (size < least) return std::nullopt;
    rest_.remove_prefix(size);
    return value;
  }

  bool number_up_to(int limit) {
    const std::optional<int> value = number(1, 2);
    return value && *value <= limit;
  }

  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }

  /// `.123` or `,123`, of any length; without a digit it is left for the caller to stumble over.
  void skip_fraction() {
    if (rest_.size() < 2 || (rest_[0] != '.' && rest_[0] != ',') || !is_digit(rest_[1])) return;
    rest_.remove_prefix(1);
    while (!rest_.empty() && is_digit(rest_.front())) rest_.remove_prefix(1);
  }

 private:
  std::string_view rest_;
};

int days_in(int month, int year) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool take_date(Reader& reader) {
  const std::optional<int> year = reader.number(4, 4);
  if (!year || !reader.take('-')) return false;
  const std::optional<int> month = reader.number(1, 2);
  if (!month || *month < 1 || *month > 12 || !reader.take('-')) return false;
  const std::optional<int> day = reader.number(1, 2);
  return day && *day >= 1 && *day <= days_in(*month, *year);
}

bool take_clock(Reader& reader) {
  if (!reader.number_up_to(23) || !reader.take(':')) return false;
  if (!reader.number_up_to(59) || !reader.take(':')) return false;
  if (!reader.number_up_to(59)) return false;
  reader.skip_fraction();
  return true;
}

bool take_zone(Reader& reader) {
  if (reader.take('Z')) return true;
  if (!reader.take('+') && !reader.take('-')) return false;
  // time.Parse lets an offset of 24 hours or 60 minutes pass.
  const std::optional<int> hours = reader.number(2, 2);
  if (!hours || *hours > 24 || !reader.take(':')) return false;
  const std::optional<int> minutes = reader.number(2, 2);
  return minutes && *minutes <= 60;
}

}  // namespace

bool is_timestamp(std::string_view text) {
  Reader reader(text);
  if (!take_date(reader)) return false;
  if (reader.at_end()) return true;
  if (reader.take('T') || reader.take('t')) return take_clock(reader) && take_zone(reader) && reader.at_end();
  if (!reader.take(' ')) return false;
  reader.skip_blanks();
  return take_clock(reader) && reader.at_end();
}

}  // namespace vmcp::emit
