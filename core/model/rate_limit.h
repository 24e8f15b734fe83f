#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model::config {

struct RateLimitBucket {
  std::int32_t max_tokens = 0;
  MetaDuration refill_period;

  template <class T = RateLimitBucket>
  static constexpr auto rows() {
    return std::tuple{always("maxTokens", &T::max_tokens), always("refillPeriod", &T::refill_period)};
  }
};

struct ToolRateLimitConfig {
  std::string name;
  std::optional<RateLimitBucket> shared;
  std::optional<RateLimitBucket> per_user;

  template <class T = ToolRateLimitConfig>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name), omitempty("shared", &T::shared), omitempty("perUser", &T::per_user)};
  }
};

struct RateLimitConfig {
  std::optional<RateLimitBucket> shared;
  std::optional<RateLimitBucket> per_user;
  std::vector<ToolRateLimitConfig> tools;

  template <class T = RateLimitConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("shared", &T::shared), omitempty("perUser", &T::per_user),
                      omitempty("tools", &T::tools)};
  }
};

}  // namespace vmcp::model::config
