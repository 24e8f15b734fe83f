#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/admission/object.h"
#include "core/admission/schema.h"
#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::admission {

/// The schemas that ToolHive's objects are admitted with: the built-in facts, or CRDs read at run time. A kind's
/// schema is parsed when it is first asked for.
class Schemas {
 public:
  /// ToolHive's CRDs at the version that this program follows.
  static Schemas builtin();
  /// The CustomResourceDefinitions of ToolHive's group among `documents`; other documents are skipped. Findings:
  /// none is there, or a rule or pattern cannot be compiled and so is not checked (a warning).
  static Schemas from_crds(std::span<const yaml::Document> documents, const source::Sources& sources, diag::Sink& sink);

  Schemas(Schemas&&) noexcept;
  Schemas& operator=(Schemas&&) noexcept;
  ~Schemas();

  /// The schema of a kind of ToolHive's group in a version that is served; null pointer when there is none.
  const Schema* find(std::string_view version, std::string_view kind) const;

  /// Every kind; the versions of one that are served (none for an unknown kind).
  std::vector<std::string_view> kinds() const;
  std::vector<std::string_view> versions(std::string_view kind) const;

 private:
  struct Kind;
  explicit Schemas(std::vector<Kind> kinds);
  const Kind* find_kind(std::string_view name) const;

  std::vector<Kind> kinds_;
};

}  // namespace vmcp::admission
