#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/source/descriptor.h"

namespace vmcp::source {

/// The only door to files that are written. Returns what went wrong; empty when nothing did.
///
/// A regular file is written all or nothing: a new file beside it takes its place, with its permissions and, where that
/// is permitted, its owner and group; after a failure the old one is as it was. A file that is new has what the umask
/// leaves of 0666. Symbolic links are followed, to a file that is not there yet as well, and stay; other names of a
/// file (hard links) keep the old text. What may not be written is not replaced either.
///
/// Devices and pipes, and what this process has open (`/dev/stdout`, `/dev/fd/3`, `/proc/self/fd/3`, and the file that
/// standard output or standard error goes to, by whatever name) are written to as they stand.
///
/// A file among `inputs` is refused by whatever name.
std::string write_file(const std::string& path, std::string_view text, std::span<const FileId> inputs = {});

}  // namespace vmcp::source
