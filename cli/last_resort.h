#pragma once

/// What a process needs to end in order where memory ends (exit code 3 and one line), or its time.
namespace vmcp::cli {

/// Says on standard error why the run ends, and returns the exit code. Takes no memory: there may be none.
int internal_error(const char* reason);

/// From now on what is thrown where nothing may be (a copy that a noexcept function makes) ends the process so, too.
void end_in_order();

/// The stack grows as it is used, and who asks for more of it when no memory is left is killed. Uses once what a run
/// needs; false where it is not there.
bool take_stack();

/// After so many seconds the process ends with exit code 0, whatever it is doing. Nothing must have been printed by
/// then: for a caller who would rather have no answer than wait for one.
void end_silently_after(unsigned seconds);

}  // namespace vmcp::cli
