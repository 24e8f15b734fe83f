#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/admission/object.h"
#include "core/diag/diagnostic.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// Who gives a namespace to objects.
struct NamespaceSource {
  std::string name_space;
  diag::Place place;
  std::string field;
};

/// What a kustomization has that is not read here, such as `helmCharts`.
struct Unread {
  std::string what;
  std::string directory;
  bool absent = false;      ///< it is nowhere, for which kustomize refuses to build
  bool adds_only = false;   ///< other objects stay as they are
  bool names_only = false;  ///< nothing is made by it: it says where the names of objects are written
};

/// Who gives other names to objects.
struct Renaming {
  std::string field;  ///< "namePrefix"; empty: a patch
  std::string text;
  std::string directory;
};

/// An object as a build makes it of a document.
struct Piece {
  static constexpr std::size_t kGenerated = static_cast<std::size_t>(-1);

  /// What it was called before, as kustomize's previous ids.
  struct Name {
    std::string name_space;
    std::string name;

    auto operator<=>(const Name&) const = default;
  };

  std::size_t document = kGenerated;  ///< its index
  yaml::Value root;
  std::uint32_t source = 0;
  const NamespaceSource* given = nullptr;   ///< by whom its namespace was given; null: it states it, or none
  const NamespaceSource* placed = nullptr;  ///< by whom its namespace was last set, stated before or not
  const Unread* unread = nullptr;           ///< of the kustomizations that it is from
  std::vector<Name> before = {};            ///< the first is what its document states
  const Renaming* renamed = nullptr;        ///< by whom it was last
  bool followed = false;                    ///< kustomize knows references to its kind, and gives them its new name
  bool rewritten = false;                   ///< a build changes more of it than what it is called
  bool hashed = false;                      ///< a hash of what it holds is added to its name
  std::vector<std::string> secrets = {};    ///< texts that a build has taken from where a secret stands

  Name name() const;
  /// Whether the name that it has, or one that it had, is so.
  template <class Is>
  bool is_or_was_called(const Is& is) const {
    return is(name()) || std::ranges::any_of(before, is);
  }
  /// Before it gets another name or namespace.
  void remember_name();
  /// The kind that it is in a cluster: what a generator makes is a Secret or ConfigMap. One that is misspelt is what it
  /// was meant to be: what builds make of it does not follow from that.
  std::string kind() const;
  admission::GroupVersion group_version() const;
};

/// Where kustomize takes an object to be.
inline std::string_view effective_namespace(std::string_view name_space) {
  return name_space.empty() ? "default" : name_space;
}

}  // namespace vmcp::gitops
