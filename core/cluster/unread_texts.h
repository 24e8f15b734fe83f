#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vmcp::cluster {

/// The words of texts that could not be read as documents: all that is known of what they were to say. The texts must
/// outlive it.
class UnreadTexts {
 public:
  explicit UnreadTexts(std::span<const std::string_view> texts);

  /// Whether one text has both the kind, if only as the end of another ("Secret" in "ExternalSecret"), and the name.
  bool mention(std::string_view kind, std::string_view name) const;

 private:
  void add(std::string_view word, std::uint32_t text);

  /// A word -> the texts that have it, ascending.
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> texts_with_;
};

}  // namespace vmcp::cluster
