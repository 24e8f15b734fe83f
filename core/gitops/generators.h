#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/gitops/env_file.h"
#include "core/gitops/kustomization.h"
#include "core/gitops/piece.h"
#include "core/gitops/work.h"

namespace vmcp::gitops {

/// What is known of files by their normalized paths; null pointers where they have not been read.
struct GeneratorFiles {
  std::function<const std::string*(const std::string& path)> text;
  std::function<const EnvFile*(const std::string& path)> variables;
  /// The path itself, or the one that is meant where nothing is there.
  std::function<std::string(const std::string& path)> meant;
};

/// What a generator of a kustomization makes.
struct Generated {
  enum class Behavior : std::uint8_t { kCreate, kMerge, kReplace };

  Piece piece;
  Behavior behavior = Behavior::kCreate;
  std::string field;     ///< `secretGenerator[0]`
  std::string repeated;  ///< a key that it states twice; empty: none
};

/// ConfigMaps are made whole where all that they hold is read here; else they and Secrets are objects of kinds that say
/// of which keys alone is known. Files count as not read where no work is left for what they hold: any number of
/// generators may name the same.
std::vector<Generated> generated_by(const Kustomization& kustomization, const GeneratorFiles& files, Work& work);

/// Merges something generated into what was generated before, or puts it into its place.
void change(Piece& before, Generated more);

}  // namespace vmcp::gitops
