#pragma once

#include <string_view>
#include <vector>

#include "core/compare/objects.h"
#include "core/diag/sink.h"
#include "core/source/files.h"
#include "core/source/inputs.h"
#include "core/source/sources.h"

namespace vmcp::compare {

/// The objects of manifests or of a dump, the items of a List each for itself; Secrets are left out. What is no object
/// is skipped in a walk. A text that cannot be read, a file that was named and holds no object nor a List, and an
/// object that is there twice in different versions are errors. `inputs.files` gets the files that are read here.
std::vector<Named> read_theirs(const source::FileSystem& files, source::Sources& sources, source::Inputs& inputs,
                               std::string_view default_namespace, diag::Sink& sink);

}  // namespace vmcp::compare
