#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/admission/object.h"
#include "core/admission/schema.h"
#include "core/diag/sink.h"
#include "core/release/release.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::admission {

struct KindFacts;

/// The schemas that ToolHive's objects are admitted with: the built-in facts, or CRDs read at run time. A kind's
/// schema is parsed when it is first asked for.
class Schemas {
 public:
  /// ToolHive's CRDs in a set of releases.
  static Schemas builtin(release::Set set = release::kDefault.set);
  /// The CustomResourceDefinitions of ToolHive's group among `documents`; other documents are skipped. Findings:
  /// none is there, or a rule or pattern cannot be compiled and so is not checked (a warning).
  static Schemas from_crds(std::span<const yaml::Document> documents, const source::Sources& sources, diag::Sink& sink);

  Schemas(Schemas&&) noexcept;
  Schemas& operator=(Schemas&&) noexcept;
  ~Schemas();

  /// The schema of a kind of ToolHive's group in a version that is served; null pointer when there is none.
  const Schema* find(std::string_view version, std::string_view kind) const;

  /// The set of releases that built-in schemas are those of; nothing for CRDs.
  std::optional<release::Set> set() const { return set_; }
  /// As find(), in another set of releases; null pointer where the schemas are CRDs. Sets in which a kind's schemas are
  /// the same share them.
  const Schema* find(std::string_view version, std::string_view kind, release::Set set) const;

  /// Every kind; the versions of one that are served (none for an unknown kind).
  std::vector<std::string_view> kinds() const;
  std::vector<std::string_view> versions(std::string_view kind) const;

 private:
  struct Kind;
  Schemas(std::vector<Kind> kinds, std::optional<release::Set> set);
  const KindFacts* facts_of(std::string_view kind, std::optional<release::Set> set) const;

  std::vector<Kind> kinds_;
  std::optional<release::Set> set_;
};

}  // namespace vmcp::admission
