#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/source/files.h"

namespace vmcp::cli {

/// Whether the arguments are those by which the scripts of `completion` ask: `__complete -- WORDS`, which is hidden: no
/// word of the vocabulary.
bool asks_for_completion(std::span<const std::string> arguments);

/// What may stand in place of the last of `words`, which follow the program's name: a line for each candidate, with a
/// tab and what it is where that is known, and at last one that says what else may stand there: `:` nothing,
/// `:manifests`, `:files` or `:directories`. A candidate begins with what stands there already. Names of gateways are
/// read from the files that the words name, as far as that is soon done. Where the words make no sense there is nothing
/// but the last line. Ends with a line break.
std::string complete(std::span<const std::string> words, const source::FileSystem& files);

/// Whether it is known how values are completed for which help writes `value`, if only that they are not.
bool knows_placeholder(std::string_view value);

}  // namespace vmcp::cli
