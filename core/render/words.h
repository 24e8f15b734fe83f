#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/operator/settings.h"
#include "core/render/options.h"
#include "core/text/nearest.h"

/// The words of the options, which the command line and the function's configuration share.
namespace vmcp::render {

/// The words that an option understands, and what they mean.
template <class T>
using Choices = std::span<const std::pair<std::string_view, T>>;

inline constexpr std::array<std::pair<std::string_view, Emit>, 7> kEmitNames = {{{"deployment", Emit::kDeployment},
                                                                                 {"service", Emit::kService},
                                                                                 {"config", Emit::kConfig},
                                                                                 {"rbac", Emit::kRbac},
                                                                                 {"patch", Emit::kPatch},
                                                                                 {"cr", Emit::kCustomResource},
                                                                                 {"all", kEverything}}};

inline constexpr std::array<std::pair<std::string_view, op::Platform>, 2> kPlatforms = {
    {{"kubernetes", op::Platform::kKubernetes}, {"openshift", op::Platform::kOpenShift}}};

inline constexpr std::array<std::pair<std::string_view, Start>, 3> kStarts = {
    {{"error", Start::kError}, {"warn", Start::kWarn}, {"off", Start::kOff}}};

/// Whether warnings fail a run too.
inline constexpr std::array<std::pair<std::string_view, bool>, 2> kSeverities = {{{"error", false}, {"warning", true}}};

/// `; did you mean "x"?`
inline std::string did_you_mean(std::string_view name) { return "; did you mean \"" + std::string(name) + "\"?"; }

/// That for the nearest of `names`, or nothing.
inline std::string hint(std::string_view seen, std::span<const std::string_view> names) {
  const std::string_view name = text::nearest(seen, names);
  return name.empty() ? "" : did_you_mean(name);
}

/// Whether a word is short for another: it has letters of that in their order, the first among them (`svc`, `warn`).
inline bool is_short_for(std::string_view word, std::string_view whole) {
  if (word.empty() || !whole.starts_with(word.front())) return false;
  for (const char letter : word) {
    const std::size_t at = whole.find(letter);
    if (at == std::string_view::npos) return false;
    whole.remove_prefix(at + 1);
  }
  return true;
}

template <class T>
std::string joined(Choices<T> choices, std::string_view separator) {
  std::string text;
  for (const auto& [name, value] : choices) text.append(text.empty() ? "" : separator).append(name);
  return text;
}

/// What `word` means; null pointer when it is none of the choices.
template <class T>
const T* find_choice(Choices<T> choices, std::string_view word) {
  const auto found = std::ranges::find(choices, word, [](const auto& entry) { return entry.first; });
  return found == choices.end() ? nullptr : &found->second;
}

/// Says that `word` is none of the choices, and which is nearest, or the only one that it is short for.
template <class T>
std::string no_choice(Choices<T> choices, std::string_view word) {
  std::vector<std::string_view> names;
  for (const auto& [name, value] : choices) names.push_back(name);
  std::vector<std::string_view> meant;
  std::ranges::copy_if(names, std::back_inserter(meant),
                       [&](std::string_view name) { return is_short_for(word, name) || is_short_for(name, word); });
  return diag::quoted(word) + " is none of " + joined(choices, ", ") +
         (meant.size() == 1 && word.size() > 1 ? did_you_mean(meant.front()) : hint(word, names));
}

/// Whether a word can name a gateway: NAME or NAMESPACE/NAME.
inline bool is_gateway_name(std::string_view word) {
  const std::size_t slash = word.find('/');
  return word.rfind('/') == slash && slash != 0 && !word.empty() && slash != word.size() - 1;
}
inline std::string no_gateway_name(std::string_view word) {
  return diag::quoted(word) + " is neither NAME nor NAMESPACE/NAME";
}

/// Says that a text, which may be a value, assigns nothing to a variable of the operator's.
inline std::string no_assignment(std::string_view text) {
  const bool is_name = std::ranges::find(op::environment_names(), text) != op::environment_names().end();
  return (is_name ? diag::quoted(text) : "an assignment") + " is not KEY=VALUE";
}

/// The items of a list such as "a, b": blanks beside a comma do not matter, empty items are left out.
inline std::vector<std::string> list_items(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::vector<std::string> items;
  while (true) {
    const std::size_t end = text.find(',');
    const std::string_view item = text.substr(0, end);
    const std::size_t begin = item.find_first_not_of(kBlanks);
    if (begin != std::string_view::npos) {
      items.emplace_back(item.substr(begin, item.find_last_not_of(kBlanks) - begin + 1));
    }
    if (end == std::string_view::npos) return items;
    text.remove_prefix(end + 1);
  }
}

}  // namespace vmcp::render
