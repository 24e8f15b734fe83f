#include "core/render/written_resources.h"

#include "core/admission/admit.h"
#include "core/cluster/cluster.h"

namespace vmcp::render {

using yaml::Value;

WrittenResources written_resources(std::span<const yaml::Document> documents, const Options& options) {
  WrittenResources written;
  if (!contains(options.emit, Emit::kCustomResource)) return written;
  for (const yaml::Document& document : documents) {
    if (document.root.string_at("kind") != model::kKind<model::VirtualMcpServerSpec>) continue;
    const admission::Object identity = admission::identify(document.root, {options.default_namespace});
    Value value = document.root;
    value.set("apiVersion", model::kApiVersion);
    value.erase("status");
    Value* metadata = value.find("metadata");
    if (metadata != nullptr && metadata->is_mapping()) metadata->set("namespace", identity.name_space);
    written.try_emplace({identity.name_space, identity.name}, std::move(value));
  }
  return written;
}

}  // namespace vmcp::render
