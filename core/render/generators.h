#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/render/kustomization.h"
#include "core/render/piece.h"

namespace vmcp::render {

/// The text of a file of a normalized path; null pointer when it has not been read.
using TextOf = std::function<const std::string*(const std::string& path)>;

/// What a generator of a kustomization makes.
struct Generated {
  enum class Behavior : std::uint8_t { kCreate, kMerge, kReplace };

  Piece piece;
  Behavior behavior = Behavior::kCreate;
  std::string field;  ///< `secretGenerator[0]`
};

/// ConfigMaps are made whole where all that they hold is read here; else they and Secrets are objects of kinds that say
/// of which keys alone is known.
std::vector<Generated> generated_by(const Kustomization& kustomization, const TextOf& text_of);

/// Merges something generated into what was generated before, or puts it into its place.
void change(Piece& before, Generated more);

}  // namespace vmcp::render
