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

/// Merges something generated into what is there, or puts it into its place.
void change(Piece& before, Generated more);

/// Notes that something which is not read here changes an object: what a generator made whole is not known then.
void change_unseen(Piece& piece, const Unread& by);

/// What an object stands for that says of which keys alone is known: a Secret or ConfigMap with these keys, whose texts
/// are empty. Null where there may be more keys, and for another object.
yaml::Value as_made(const yaml::Value& generator);
/// The other way.
yaml::Value as_generator(const yaml::Value& made);

}  // namespace vmcp::gitops
