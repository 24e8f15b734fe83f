#include "core/operator/config/embedding_server.h"

#include "core/model/path_of.h"
#include "core/operator/references.h"

namespace vmcp::op {
namespace {

using model::path_of;

constexpr std::int32_t kDefaultPort = 8080;

}  // namespace

void validate_embedding_server_ref(const Context& context) {
  if (!context.spec().embedding_server_ref) return;
  resolve<model::EmbeddingServerSpec>(
      context, *context.server.object,
      path_of<&model::VirtualMcpServerSpec::embedding_server_ref, &model::EmbeddingServerRef::name>(),
      context.spec().embedding_server_ref->name);
}

// as EmbeddingServerReconciler.updateEmbeddingServerStatus
std::string embedding_server_url(const Context& context) {
  const auto& reference = context.spec().embedding_server_ref;
  if (!reference) return {};
  const auto* server = context.cluster.find<model::EmbeddingServerSpec>(context.name_space(), reference->name);
  if (server == nullptr) return {};
  const std::int32_t port = server->spec.port > 0 ? server->spec.port : kDefaultPort;
  return "http://" + server->name() + '.' + server->name_space() + ".svc.cluster.local:" + std::to_string(port);
}

}  // namespace vmcp::op
