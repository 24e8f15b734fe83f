#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/cel/implementations.h"
#include "core/cel/time.h"

namespace vmcp::cel {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr Error kIntOverflow{"integer overflow"};
constexpr Error kUintOverflow{"unsigned integer overflow"};
constexpr Error kDurationOverflow{"duration overflow"};
constexpr Error kTimestampOverflow{"timestamp overflow"};
constexpr Error kDivisionByZero{"division by zero"};
constexpr Error kModulusByZero{"modulus by zero"};

/// Both arguments when they are of type T.
template <typename T>
struct Pair {
  explicit Pair(Arguments arguments) : left(arguments[0].get<T>()), right(arguments[1].get<T>()) {}
  explicit operator bool() const { return left != nullptr && right != nullptr; }

  const T* left;
  const T* right;
};

Value shifted(const Timestamp& timestamp, std::int64_t nanoseconds) {
  std::int64_t rest = timestamp.nanoseconds + nanoseconds % kSecond;
  std::int64_t seconds = timestamp.seconds + nanoseconds / kSecond;
  if (rest < 0) {
    rest += kSecond;
    --seconds;
  } else if (rest >= kSecond) {
    rest -= kSecond;
    ++seconds;
  }
  const Timestamp result{seconds, static_cast<std::int32_t>(rest), timestamp.zone_seconds};
  return is_in_range(result) ? Value(result) : Value(kTimestampOverflow);
}

Value between(const Timestamp& later, const Timestamp& earlier) {
  std::int64_t nanoseconds = 0;
  if (__builtin_mul_overflow(later.seconds - earlier.seconds, kSecond, &nanoseconds) ||
      __builtin_add_overflow(nanoseconds, later.nanoseconds - earlier.nanoseconds, &nanoseconds)) {
    return Value(kDurationOverflow);
  }
  return Value(Duration{nanoseconds});
}

/// Of a set or a list by keys, the union: an item of the right takes the place of the one with its key. As Add of
/// unstructuredSetList and unstructuredMapList of k8s.io/apiserver.
Value concatenated(Evaluation& evaluation, const List& left, const List& right) {
  if (!evaluation.spend(left.size() + right.size())) return evaluation.no_such_overload();
  std::vector<Value> items;
  items.reserve(left.size() + right.size());
  for (std::size_t i = 0; i < left.size(); ++i) items.push_back(left.at(i));
  const List::Keys* keys = left.keys();
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; keys != nullptr && i < items.size(); ++i) places.emplace(key_of(items[i], *keys), i);
  for (std::size_t i = 0; i < right.size(); ++i) {
    const Value item = right.at(i);
    if (keys != nullptr) {
      const auto [place, is_new] = places.emplace(key_of(item, *keys), items.size());
      if (!is_new) {
        items[place->second] = item;
        continue;
      }
    }
    items.push_back(item);
  }
  return evaluation.list(std::move(items), keys);
}

}  // namespace

Value add(Evaluation& evaluation, Arguments arguments) {
  if (const Pair<std::int64_t> pair{arguments}) {
    std::int64_t result = 0;
    return __builtin_add_overflow(*pair.left, *pair.right, &result) ? Value(kIntOverflow) : Value(result);
  }
  if (const Pair<std::uint64_t> pair{arguments}) {
    std::uint64_t result = 0;
    return __builtin_add_overflow(*pair.left, *pair.right, &result) ? Value(kUintOverflow) : Value(result);
  }
  if (const Pair<double> pair{arguments}) return Value(*pair.left + *pair.right);
  if (const Pair<Text> pair{arguments})
    return evaluation.text(std::string(pair.left->text) + std::string(pair.right->text));
  if (const Pair<Bytes> pair{arguments}) {
    return evaluation.bytes(std::string(pair.left->bytes) + std::string(pair.right->bytes));
  }
  if (const Pair<List> pair{arguments}) return concatenated(evaluation, *pair.left, *pair.right);
  if (const Pair<Duration> pair{arguments}) {
    Duration result;
    const bool overflow = __builtin_add_overflow(pair.left->nanoseconds, pair.right->nanoseconds, &result.nanoseconds);
    return overflow ? Value(kDurationOverflow) : Value(result);
  }
  const Timestamp* left = arguments[0].get<Timestamp>();
  if (left != nullptr && arguments[1].get<Duration>()) return shifted(*left, arguments[1].get<Duration>()->nanoseconds);
  const Timestamp* right = arguments[1].get<Timestamp>();
  if (right != nullptr && arguments[0].get<Duration>())
    return shifted(*right, arguments[0].get<Duration>()->nanoseconds);
  return evaluation.no_such_overload();
}

Value subtract(Evaluation& evaluation, Arguments arguments) {
  if (const Pair<std::int64_t> pair{arguments}) {
    std::int64_t result = 0;
    return __builtin_sub_overflow(*pair.left, *pair.right, &result) ? Value(kIntOverflow) : Value(result);
  }
  if (const Pair<std::uint64_t> pair{arguments}) {
    return *pair.left < *pair.right ? Value(kUintOverflow) : Value(*pair.left - *pair.right);
  }
  if (const Pair<double> pair{arguments}) return Value(*pair.left - *pair.right);
  if (const Pair<Duration> pair{arguments}) {
    Duration result;
    const bool overflow = __builtin_sub_overflow(pair.left->nanoseconds, pair.right->nanoseconds, &result.nanoseconds);
    return overflow ? Value(kDurationOverflow) : Value(result);
  }
  if (const Pair<Timestamp> pair{arguments}) return between(*pair.left, *pair.right);
  const Timestamp* left = arguments[0].get<Timestamp>();
  const Duration* right = arguments[1].get<Duration>();
  if (left == nullptr || right == nullptr) return evaluation.no_such_overload();
  if (right->nanoseconds == std::numeric_limits<std::int64_t>::min()) return Value(kDurationOverflow);
  return shifted(*left, -right->nanoseconds);
}

Value multiply(Evaluation& evaluation, Arguments arguments) {
  if (const Pair<std::int64_t> pair{arguments}) {
    std::int64_t result = 0;
    return __builtin_mul_overflow(*pair.left, *pair.right, &result) ? Value(kIntOverflow) : Value(result);
  }
  if (const Pair<std::uint64_t> pair{arguments}) {
    std::uint64_t result = 0;
    return __builtin_mul_overflow(*pair.left, *pair.right, &result) ? Value(kUintOverflow) : Value(result);
  }
  if (const Pair<double> pair{arguments}) return Value(*pair.left * *pair.right);
  return evaluation.no_such_overload();
}

Value divide(Evaluation& evaluation, Arguments arguments) {
  if (const Pair<std::int64_t> pair{arguments}) {
    if (*pair.right == 0) return Value(kDivisionByZero);
    if (*pair.right == -1 && *pair.left == std::numeric_limits<std::int64_t>::min()) return Value(kIntOverflow);
    return Value(*pair.left / *pair.right);
  }
  if (const Pair<std::uint64_t> pair{arguments}) {
    return *pair.right == 0 ? Value(kDivisionByZero) : Value(*pair.left / *pair.right);
  }
  const Pair<double> pair{arguments};
  if (!pair) return evaluation.no_such_overload();
  // Division by zero is defined for IEEE 754, but not for C++.
  if (*pair.right != 0) return Value(*pair.left / *pair.right);
  if (*pair.left == 0 || std::isnan(*pair.left)) return Value(std::numeric_limits<double>::quiet_NaN());
  const bool negative = (*pair.left < 0) != std::signbit(*pair.right);
  return Value(negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity());
}

Value modulo(Evaluation& evaluation, Arguments arguments) {
  if (const Pair<std::int64_t> pair{arguments}) {
    if (*pair.right == 0) return Value(kModulusByZero);
    if (*pair.right == -1 && *pair.left == std::numeric_limits<std::int64_t>::min()) return Value(kIntOverflow);
    return Value(*pair.left % *pair.right);
  }
  const Pair<std::uint64_t> pair{arguments};
  if (!pair) return evaluation.no_such_overload();
  return *pair.right == 0 ? Value(kModulusByZero) : Value(*pair.left % *pair.right);
}

}  // namespace vmcp::cel
