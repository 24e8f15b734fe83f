#pragma once

#include <string>

#include "core/diag/diagnostic.h"

namespace vmcp::diag {

/// An object's identity as findings show it: what may be a secret was pasted where a name belongs.
ResourceId shown(ResourceId resource);

/// A resource in words: `Secret team-a/client`, as far as that is known of it, and may be shown.
std::string resource_name(const ResourceId& whole);

/// What a finding says, in one line without its place, severity and code: the object where no line shows it, the field
/// path, the message, and what to write instead. Forms whose reader is a person share it.
std::string headline(const Diagnostic& finding);

/// What to write instead, as the end of a message; empty when nothing is known, or it takes several lines.
std::string hint(const Diagnostic& finding);

/// What to write instead where that takes several lines, each of which ends with a line break; else empty.
std::string suggested_block(const Diagnostic& finding);

}  // namespace vmcp::diag
