#include "core/operator/config/optimizer.h"

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/config/embedding_server.h"

namespace vmcp::op {
namespace {

using model::path_of;

diag::FieldPath embedding_service_path() {
  return path_of<&model::VirtualMcpServerSpec::config, &model::config::Config::optimizer,
                 &model::config::OptimizerConfig::embedding_service>();
}

constexpr std::string_view kOpenAi = "openai";

}  // namespace

void validate_optimizer(const Context& context) {
  const auto& reference = context.spec().embedding_server_ref;
  if (reference && reference->name.empty()) {
    context.error("missing-field",
                  path_of<&model::VirtualMcpServerSpec::embedding_server_ref, &model::EmbeddingServerRef::name>(),
                  "the name of an EmbeddingServer is required");
  }
  const auto& optimizer = context.spec().config.optimizer;
  if (optimizer && !reference && optimizer->embedding_service.empty()) {
    context.error("missing-field", embedding_service_path(),
                  "an optimizer needs spec.embeddingServerRef, or an embedding service here");
  }
}

void populate_optimizer(const Context& context, model::config::Config& config) {
  const auto& reference = context.spec().embedding_server_ref;
  if (!reference) {
    // The operator says it of openai's, too, which no EmbeddingServer can stand in for.
    if (config.optimizer && !config.optimizer->embedding_service.empty() &&
        config.optimizer->embedding_provider != kOpenAi) {
      context.warning("unmanaged-embedding-service", embedding_service_path(),
                      "the operator recommends spec.embeddingServerRef over an embedding service of one's own");
    }
    return;
  }
  if (!config.optimizer) config.optimizer.emplace();
  const std::string url = embedding_server_url(context);
  if (url.empty()) return;
  if (!config.optimizer->embedding_service.empty()) {
    context.warning(
        "embedding-service-replaced", embedding_service_path(),
        "replaced by the URL of the EmbeddingServer " + diag::quoted(reference->name) + ": " + diag::quoted(url));
  }
  config.optimizer->embedding_service = url;
}

}  // namespace vmcp::op
