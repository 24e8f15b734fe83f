#pragma once

#include <string>
#include <vector>

#include "core/admission/unread_texts.h"
#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::admission {

/// Replaces the older `spec.authServerConfigRef` of every VirtualMCPServer with the inline `spec.authServerConfig` that
/// it stands for: the embeddedAuthServer block of the MCPExternalAuthConfig named, in the same namespace. The block
/// keeps its marks, so that findings point to where it was written; a warning says what to write instead. A reference
/// that cannot be lowered (not found, another type, both fields set) is an error, and is dropped so that
/// nothing after it reports it again; a gateway whose config a text of
/// `unread` may hold is left out without a word: nothing can be said of it.
void lower_auth_server_refs(std::vector<yaml::Document>& documents, const std::string& default_namespace,
                            const UnreadTexts& unread, const source::Sources& sources, diag::Sink& sink);

}  // namespace vmcp::admission
