#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/admission/misspelt_head.h"
#include "core/diag/sink.h"
#include "core/gitops/delivery_fields.h"
#include "core/gitops/kustomization.h"
#include "core/gitops/stated_releases.h"
#include "core/operator/settings.h"
#include "core/source/files.h"
#include "core/source/inputs.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

struct ReadOptions {
  std::string default_namespace = "default";
  bool allow_empty = false;    ///< a file that was named need not hold an object
  op::Settings settings = {};  ///< of the operator: some name Secrets that no field does
};

/// The documents of all inputs.
struct Documents {
  std::vector<yaml::Document> documents;
  /// Those of a directory walk that are no Kubernetes objects (Helm values, templates of a chart, kustomizations,
  /// patches, package.json), and those that nothing can refer to.
  std::size_t skipped = 0;
  /// The sources that a directory walk found.
  std::set<std::uint32_t> walked;
  /// Inputs of which some part could not be read: what seems to be absent may stand there.
  std::vector<std::string_view> unread;
  admission::MisspeltKeys misspelt;  ///< of the heads of the documents
  DeliveryFaults delivery_faults;
  StatedReleases stated;
  Kustomizations kustomizations;

  /// Gives an object the names that were meant by misspelt fields of its head, or of a delivery, and remembers them.
  void mend(yaml::Value& root);
  /// What mend() does for deliveries alone: of an object of which the head is as it was meant.
  void mend_delivery(yaml::Value& root);
  /// What makes a delivery of what is no object; false: it is none.
  bool mend_delivery_head(yaml::Value& root);
};

/// Reads the inputs and leaves out what is no object where a directory walk found it. A file that was named must hold
/// an object, unless `allow_empty`. Of what a walk found only the files are kept that hold objects of ToolHive's, say
/// how others are built, or may hold what one of those refers to; what is wrong with the text of another is no finding.
/// `inputs.files` gets the files that are read here, `inputs.parts` those that a kustomization names.
Documents read_inputs(const source::FileSystem& files, source::Sources& sources, source::Inputs& inputs,
                      const ReadOptions& options, diag::Sink& sink);

/// Documents that have been read, all of which are objects.
Documents take_documents(std::vector<yaml::Document> documents, const source::Sources& sources);

}  // namespace vmcp::gitops
