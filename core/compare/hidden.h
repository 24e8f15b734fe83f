#pragma once

#include "core/compare/comparable.h"
#include "core/diag/secret_lines.h"

namespace vmcp::compare {

/// Puts `***` in the place of every value that may be a secret (diag::Secrecy): of a variable or header whose name says
/// so, below such a key, of such a form, or below a Secret's `data`. Of two that differ theirs becomes `*** (before)`
/// and ours `*** (after)`, as kubectl has it, so that what differs still does. One side may be null as a whole. `known`
/// may serve many objects.
void hide_secrets(Versions& versions, diag::KnownKeys& known);

}  // namespace vmcp::compare
