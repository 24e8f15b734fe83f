#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vmcp::admission {

/// The words of texts that could not be read as documents: all that is known of what they were to say. The texts must
/// outlive it.
class UnreadTexts {
 public:
  explicit UnreadTexts(std::span<const std::string_view> texts);

  /// Whether one text has both the kind, if only as the end of another ("Secret" in "ExternalSecret"), and the name.
  bool mention(std::string_view kind, std::string_view name) const;
  /// Whether a text may have an object of a namespace, of any kind or of one. A text that speaks of no namespace gets
  /// it from elsewhere.
  bool may_hold_objects_of(std::string_view name_space) const;
  bool may_hold(std::string_view kind, std::string_view name_space) const;

 private:
  using Texts = std::vector<std::uint32_t>;  ///< ascending

  const Texts& texts_with(std::string_view word) const;
  void add(std::string_view word, std::uint32_t text);

  /// A word -> the texts that have it.
  std::unordered_map<std::string_view, Texts> texts_with_;
  Texts without_namespace_;
};

}  // namespace vmcp::admission
