#pragma once

#include <string>

#include "core/operator/context.h"

namespace vmcp::op {

/// As validateEmbeddingServerRef: the referenced EmbeddingServer must be there. Whether it is ready is not asked:
/// in the steady state it is.
void validate_embedding_server_ref(const Context& context);

/// The URL that the EmbeddingServer's controller sets in its status; empty without a reference or its object.
std::string embedding_server_url(const Context& context);

}  // namespace vmcp::op
