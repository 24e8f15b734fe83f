#include "core/admission/lower.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/admit.h"
#include "core/admission/elsewhere.h"
#include "core/admission/reporter.h"
#include "core/diag/quoted.h"
#include "core/model/kinds.h"
#include "core/text/nearest.h"
#include "core/yaml/copy_budget.h"
#include "core/yaml/fields.h"

namespace vmcp::admission {
namespace {

using diag::FieldPath;
using diag::quoted;
using yaml::Document;
using yaml::Value;

constexpr std::string_view kConfigKind = model::kKind<model::McpExternalAuthConfigSpec>;
constexpr std::string_view kReferenceField = "authServerConfigRef";
constexpr std::string_view kConfigField = "authServerConfig";
constexpr std::string_view kEmbeddedType = "embeddedAuthServer";

bool is_kind(const Value& root, std::string_view kind) {
  return root.string_at("kind") == kind && model::is_of_group(root.string_at("apiVersion"));
}

/// The older field of a gateway; null pointer when it has none.
const Value* reference_of(const Value& gateway) {
  const Value* spec = gateway.find("spec");
  return spec == nullptr ? nullptr : spec->find(kReferenceField);
}

/// Lowers the references of one run; documents are the only cluster there is before admission.
class Lowering {
 public:
  Lowering(std::vector<Document>& documents, std::string_view default_namespace, const UnreadTexts& unread,
           const source::Sources& sources, diag::Sink& sink)
      : documents_(documents),
        default_namespace_(default_namespace),
        unread_(unread),
        reporter_(sink, sources, diag::Stage::kAdmission) {
    index();
  }

  /// Whether the config that the gateway refers to may be in a text that could not be read.
  bool misses_its_config(const Document& document) const {
    const Value* reference = reference_of(document.root);
    if (reference == nullptr) return false;
    const std::string_view name = reference->string_at("name");
    return !configs_.contains({name_space(document.root), name}) && unread_.mention(kConfigKind, name);
  }

  void lower(Document& document) {
    const Value* reference = reference_of(document.root);
    if (reference == nullptr) return;
    Value* spec = document.root.find("spec");
    const yaml::Member* block = reference->is_null() ? nullptr : resolve(document.root, *spec, *reference);
    if (block != nullptr && has_room_for(document.root, block->value)) {
      replace_reference(*spec, block->value);
    } else {
      spec->erase(kReferenceField);
    }
  }

 private:
  static constexpr std::size_t kMostBytes = std::size_t{32} << 20U;

  static FieldPath reference_path() { return FieldPath{"spec"} / kReferenceField; }

  std::string_view name_space(const Value& root) const {
    const std::string_view given = yaml::text_at(root, {"metadata", "namespace"});
    return given.empty() ? default_namespace_ : given;
  }

  /// What a finding needs to know of a document.
  Object identify(const Value& root) const {
    Object object = admission::identify(root, {std::string(default_namespace_)});
    object.value = root;
    return object;
  }

  /// The block that stands for the reference; reports why there is none.
  const yaml::Member* resolve(const Value& root, const Value& spec, const Value& reference) const {
    const Object gateway = identify(root);
    if (spec.find(kConfigField) != nullptr) {
      reporter_.error(gateway, "conflicting-fields", reference_path(),
                      "authServerConfig and authServerConfigRef cannot both be set; keep authServerConfig");
      return nullptr;
    }
    const std::string_view name = reference.string_at("name");
    if (name.empty() || !reference.is_mapping() || reference.members().size() != 1) {
      reporter_.error(gateway, "invalid-reference", reference_path(),
                      "authServerConfigRef must be an object with the field \"name\" and no other");
      return nullptr;
    }
    const yaml::Member* block = find_block(gateway, name);
    if (block == nullptr) return nullptr;
    reporter_.warning(
        gateway, "lowered-reference", reference_path(),
        diag::Message("authServerConfigRef is an older field that the operator does not know; write the " +
                      std::string(kEmbeddedType) + " block of MCPExternalAuthConfig " + quoted(name) +
                      " as spec.authServerConfig instead (--emit cr prints it)")
            .cured_by({diag::Cure::Kind::kCopy, std::string(kConfigField), reporter_.place(block->key_mark)}));
    return block;
  }

  /// Any number of gateways may refer to one large block, which each of them gets.
  bool has_room_for(const Value& gateway, const Value& block) {
    if (lowered_.take(block)) return true;
    reporter_.error(identify(gateway), "too-many", reference_path(),
                    "the blocks that gateways take by authServerConfigRef, up to this one, hold more than " +
                        std::to_string(kMostBytes >> 20U) + " MiB together; check the gateways in several runs");
    return false;
  }

  /// The configs; gateways, which are all that changes, are none of them.
  void index() {
    std::map<std::string_view, std::vector<std::string_view>> names;
    for (const Document& document : documents_) {
      if (!is_kind(document.root, kConfigKind)) continue;
      const std::string_view its_namespace = name_space(document.root);
      const std::string_view name = yaml::text_at(document.root, {"metadata", "name"});
      names[its_namespace].push_back(name);
      namespaces_[name].insert(its_namespace);
      configs_.try_emplace({its_namespace, name}, &document.root);
    }
    for (auto& [its_namespace, of_namespace] : names) names_.try_emplace(its_namespace, std::move(of_namespace));
  }

  /// The embeddedAuthServer block of the named config; reports why there is none.
  const yaml::Member* find_block(const Object& gateway, std::string_view name) const {
    const auto config = configs_.find({gateway.name_space, name});
    if (config != configs_.end()) return block_of(gateway, *config->second);
    diag::Message message =
        "MCPExternalAuthConfig " + quoted(name) + " not found in namespace " + quoted(gateway.name_space);
    if (const auto elsewhere = namespaces_.find(name); elsewhere != namespaces_.end()) {
      message.message += elsewhere_text(gateway.value, *elsewhere->second.begin(), elsewhere->second.size() == 1);
    } else if (const auto names = names_.find(gateway.name_space); names != names_.end()) {
      message.suggest(names->second.nearest(name));
    }
    reporter_.error(gateway, "reference-not-found", reference_path() / "name", std::move(message));
    return nullptr;
  }

  const yaml::Member* block_of(const Object& gateway, const Value& config) const {
    const Value* spec = config.find("spec");
    const std::string_view type = spec == nullptr ? std::string_view{} : spec->string_at("type");
    const yaml::Member* block = spec == nullptr ? nullptr : spec->find_member(kEmbeddedType);
    if (type == kEmbeddedType && block != nullptr) return block;
    const Object object = identify(config);
    reporter_.error(
        gateway, "wrong-config-type", reference_path() / "name",
        diag::Message("MCPExternalAuthConfig " + quoted(object.name) + " is of type " + quoted(type) + ", expected " +
                      quoted(kEmbeddedType) + (type == kEmbeddedType ? " with its block" : ""))
            .because(reporter_.related(object, FieldPath{"spec.type"}, "type given here")));
    return nullptr;
  }

  /// The new field stands where the old one stood; its content keeps the marks of the referenced object.
  static void replace_reference(Value& spec, const Value& block) {
    for (yaml::Member& member : spec.members()) {
      if (member.key != kReferenceField) continue;
      member.key = kConfigField;
      member.value = block;
      return;
    }
  }

  std::vector<Document>& documents_;
  std::string_view default_namespace_;
  const UnreadTexts& unread_;
  Reporter reporter_;
  std::map<std::pair<std::string_view, std::string_view>, const Value*> configs_;  ///< by namespace and name
  std::map<std::string_view, std::set<std::string_view>> namespaces_;              ///< those that have the name
  std::map<std::string_view, text::NameIndex> names_;                              ///< by namespace
  yaml::CopyBudget lowered_{kMostBytes};
};

}  // namespace

void lower_auth_server_refs(std::vector<Document>& documents, const std::string& default_namespace,
                            const UnreadTexts& unread, const source::Sources& sources, diag::Sink& sink) {
  Lowering lowering(documents, default_namespace, unread, sources, sink);
  std::vector<std::size_t> left_out;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (!is_kind(documents[i].root, model::kKind<model::VirtualMcpServerSpec>)) continue;
    if (lowering.misses_its_config(documents[i])) {
      left_out.push_back(i);
    } else {
      lowering.lower(documents[i]);
    }
  }
  // Only now: what the lowering looks at must not move.
  std::size_t at = 0;
  std::erase_if(documents, [&](const Document&) { return std::ranges::binary_search(left_out, at++); });
}

}  // namespace vmcp::admission
