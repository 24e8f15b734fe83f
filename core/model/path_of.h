#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/diag/field_path.h"
#include "core/model/kinds.h"
#include "core/model/types.h"

namespace vmcp::model {
namespace paths {

enum class Container : std::uint8_t { kNone, kList, kMap };

/// What the next field of a path is a field of, and through what it is reached.
template <class Member>
struct Below {
  using Type = Member;
  static constexpr Container kContainer = Container::kNone;
};
template <class T>
struct Below<std::optional<T>> : Below<T> {};
template <class T>
struct Below<Box<T>> : Below<T> {};
template <class T>
struct Below<std::vector<T>> {
  using Type = T;
  static constexpr Container kContainer = Container::kList;
};
template <class T>
struct Below<std::map<std::string, T>> {
  using Type = T;
  static constexpr Container kContainer = Container::kMap;
};

template <class Pointer>
struct Parts;
template <class S, class M>
struct Parts<M S::*> : Below<M> {
  using Struct = S;
};
template <auto kMember>
using PartsOf = Parts<decltype(kMember)>;

template <class Struct, class Member, class Other>
constexpr bool same(Member Struct::*member, Other Struct::*other) {
  if constexpr (std::same_as<Member, Other>) {
    return member == other;
  } else {
    return false;
  }
}

/// The key in a member's row; empty when it has none.
template <auto kMember>
inline constexpr std::string_view kKey = std::apply(
    [](const auto&... row) {
      std::string_view key;
      ((same(kMember, row.member) ? void(key = row.key) : void()), ...);
      return key;
    },
    PartsOf<kMember>::Struct::rows());

/// Whether each member is one of the struct that the member before it holds.
template <auto kMember>
constexpr bool joins() {
  return true;
}
template <auto kMember, auto kNext, auto... kRest>
constexpr bool joins() {
  if constexpr (std::same_as<typename PartsOf<kMember>::Type, typename PartsOf<kNext>::Struct>) {
    return joins<kNext, kRest...>();
  } else {
    return false;
  }
}

/// Members that lead from a struct down into it, each with a row.
template <auto... kMembers>
concept Chain = (!kKey<kMembers>.empty() && ...) && joins<kMembers...>();

/// Keys with dots between them.
template <const auto&... kKeys>
inline constexpr auto kDotted = [] {
  std::array<char, (kKeys.size() + ...) + sizeof...(kKeys) - 1> text{};
  std::size_t at = 0;
  for (const std::string_view key : {kKeys...}) {
    if (at != 0) text[at++] = '.';
    for (const char c : key) text[at++] = c;
  }
  return text;
}();

/// Where the fields of a kind's document are that its struct holds.
inline constexpr std::string_view kSpec = "spec";

template <auto kMember>
inline constexpr bool kIsOfSpec = !kKind<typename PartsOf<kMember>::Struct>.empty();

template <class Step>
inline constexpr Container kStepInto = std::integral<Step> ? Container::kList : Container::kMap;

/// Whether there is a step into each list and map of a chain; the last member may do without.
template <auto... kMembers>
constexpr bool are_steps_of(std::initializer_list<Container> steps) {
  const auto* step = steps.begin();
  std::size_t left = sizeof...(kMembers);
  for (const Container container : {PartsOf<kMembers>::kContainer...}) {
    --left;
    if (container == Container::kNone) continue;
    if (step == steps.end()) return left == 0;
    if (*step++ != container) return false;
  }
  return step == steps.end();
}

template <auto... kMembers>
concept PlainChain = Chain<kMembers...> && are_steps_of<kMembers...>({});

/// The number of an item, or the key of an entry.
struct Step {
  explicit Step(std::integral auto number) : index(static_cast<std::size_t>(number)) {}
  explicit Step(std::string_view entry) : key(entry) {}

  std::size_t index = 0;
  std::string_view key;
};

/// `keys` below `root`, each with a step into it where it is a list or map.
diag::FieldPath walk(std::string_view root, std::initializer_list<std::string_view> keys,
                     std::initializer_list<Container> containers, std::initializer_list<Step> steps);

}  // namespace paths

/// The key of a member, as its row has it, for `path / field<&SecretKeyRef::name>()`; of several members, each one of
/// what the member before it holds, the keys with dots between them. A member without a row, or members that do not
/// join (or only through a list or map), do not compile.
template <auto... kMembers>
requires paths::PlainChain<kMembers...>
consteval std::string_view field() {
  constexpr const auto& kText = paths::kDotted<paths::kKey<kMembers>...>;
  return {kText.data(), kText.size()};
}

/// The path of a field, from the document's root when the first member is one of a kind's spec, else from the struct of
/// the first member. `steps` are the numbers and keys of the lists' items and the maps' entries on the way, in order;
/// the last member may be a list or map as a whole.
///
///     path_of<&VirtualMcpServerSpec::config, &config::Config::composite_tool_refs,
///             &config::CompositeToolRef::name>(2)  // spec.config.compositeToolRefs[2].name
template <auto kFirst, auto... kRest, class... Steps>
requires(paths::Chain<kFirst, kRest...>&& paths::are_steps_of<kFirst, kRest...>(
    {paths::kStepInto<Steps>...})) diag::FieldPath path_of(const Steps&... steps) {
  if constexpr (sizeof...(steps) != 0) {
    return paths::walk(paths::kIsOfSpec<kFirst> ? paths::kSpec : "", {paths::kKey<kFirst>, paths::kKey<kRest>...},
                       {paths::PartsOf<kFirst>::kContainer, paths::PartsOf<kRest>::kContainer...},
                       {paths::Step(steps)...});
  } else if constexpr (paths::kIsOfSpec<kFirst>) {
    constexpr const auto& kText = paths::kDotted<paths::kSpec, paths::kKey<kFirst>, paths::kKey<kRest>...>;
    return diag::FieldPath(std::string(kText.data(), kText.size()));
  } else {
    return diag::FieldPath(std::string(field<kFirst, kRest...>()));
  }
}

}  // namespace vmcp::model
