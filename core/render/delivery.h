#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/render/substitution.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::render {

/// What brings a directory of a repository into a cluster: a Flux Kustomization, or a source of an Argo CD Application.
struct Delivery {
  enum class Kind : std::uint8_t { kFlux, kArgo };

  Kind kind = Kind::kFlux;
  std::string file;  ///< normalized, of the object
  std::string own_namespace;
  std::string path;                   ///< of the directory in its repository, normalized; empty: the repository
  std::string name_space;             ///< that it gives; empty: none
  diag::Place place;                  ///< of that
  std::string field;                  ///< of that
  bool recursive = true;              ///< whether it takes directories below one without a kustomization
  const yaml::Value* spec = nullptr;  ///< lives as long as the document
};

/// The deliveries that documents state word for word, rather than by a template.
std::vector<Delivery> deliveries_of(const std::vector<yaml::Document>& documents, const source::Sources& sources);

/// The directory, of those given, that a delivery's path means: the one whose repository also holds its file, and of
/// several the one nearest to the root. Empty and false where there is none.
std::pair<std::string, bool> directory_of(const Delivery& delivery, const std::vector<std::string>& directories);

/// The variables that a Flux Kustomization substitutes: those of its `substituteFrom`, as far as `documents` state the
/// ConfigMaps that it names, then its own. What Secrets hold is never substituted, for findings would show it.
Variables variables_of(const Delivery& delivery, const std::vector<yaml::Document>& documents,
                       const source::Sources& sources, const GivenVariables& given);

/// Whether a delivery substitutes what a Secret holds: values that are not looked at here.
bool takes_variables_from_secrets(const Delivery& delivery);

}  // namespace vmcp::render
