#pragma once

#include "core/model/vmcp_config.h"
#include "core/operator/context.h"

namespace vmcp::op {

/// As validateEmbeddingServer: an optimizer needs an EmbeddingServer or an embedding service of the user's.
void validate_optimizer(const Context& context);

/// As populateOptimizerEmbeddingService: the referenced EmbeddingServer's URL becomes the embedding service, with an
/// optimizer made for it if there is none. Overriding a stated service, or relying on one, is a warning.
void populate_optimizer(const Context& context, model::config::Config& config);

}  // namespace vmcp::op
