#pragma once

#include "core/compare/comparable.h"

namespace vmcp::compare {

/// Puts YAML mappings in the place of the texts of both ConfigMaps that hold one, where not only one of two does. An
/// annotation with the checksum of the content that differs goes where each is the checksum of its own content.
void parse_documents(Versions& config_maps);

/// The texts again. Theirs has the members of each mapping in our order as far as ours has them.
void print_documents(Versions& config_maps);

}  // namespace vmcp::compare
