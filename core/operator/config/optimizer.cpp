#include "core/operator/config/optimizer.h"

#include "core/diag/quoted.h"
#include "core/operator/config/embedding_server.h"

namespace vmcp::op {
namespace {

constexpr std::string_view kOpenAi = "openai";

diag::FieldPath optimizer_path() { return diag::FieldPath{"spec"} / "config" / "optimizer"; }

}  // namespace

void validate_optimizer(const Context& context) {
  const auto& reference = context.spec().embedding_server_ref;
  if (reference && reference->name.empty()) {
    context.error("missing-field", diag::FieldPath{"spec"} / "embeddingServerRef" / "name",
                  "the name of an EmbeddingServer is required");
  }
  const auto& optimizer = context.spec().config.optimizer;
  if (optimizer && !reference && optimizer->embedding_service.empty()) {
    context.error("missing-field", optimizer_path() / "embeddingService",
                  "an optimizer needs spec.embeddingServerRef, or an embedding service here");
  }
}

void populate_optimizer(const Context& context, model::config::Config& config) {
  const auto& reference = context.spec().embedding_server_ref;
  if (!reference) {
    // The operator says it of openai's, too, which no EmbeddingServer can stand in for.
    if (config.optimizer && !config.optimizer->embedding_service.empty() &&
        config.optimizer->embedding_provider != kOpenAi) {
      context.warning("unmanaged-embedding-service", optimizer_path() / "embeddingService",
                      "the operator recommends spec.embeddingServerRef over an embedding service of one's own");
    }
    return;
  }
  if (!config.optimizer) config.optimizer.emplace();
  const std::string url = embedding_server_url(context);
  if (url.empty()) return;
  if (!config.optimizer->embedding_service.empty()) {
    context.warning("embedding-service-replaced", optimizer_path() / "embeddingService",
                    "replaced by the URL of the EmbeddingServer \"" + reference->name + "\": " + diag::quoted(url));
  }
  config.optimizer->embedding_service = url;
}

}  // namespace vmcp::op
