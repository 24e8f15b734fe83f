#pragma once

#include "core/admission/effort.h"
#include "core/admission/schemas.h"
#include "core/yaml/value.h"

namespace vmcp::compare {

/// One object from both sides.
struct Versions {
  yaml::Value ours;
  yaml::Value theirs;
};

/// Takes out of two versions of one object everything that is no difference between what is applied and what a cluster
/// makes of it: what the API server decodes alike (names in another case, quantities, empty fields), defaults, status
/// and the server's part of metadata, labels and annotations of others than the operator. What is left differs where
/// the values do.
///
/// Either may be null, which stays; with theirs so is ours. Where theirs does not come from a cluster (`of_cluster`),
/// all labels and annotations count.
///
/// Texts of a ConfigMap that hold a YAML mapping are replaced by it, and where the annotation with the checksum of its
/// content differs only because they do it is left out. A custom resource of ToolHive's is compared as it is
/// stored, by `schemas`, as far as `effort` goes; other kinds than those that the operator makes as they stand.
Versions comparable(const yaml::Value& ours, const yaml::Value& theirs, const admission::Schemas& schemas,
                    admission::Effort& effort, bool of_cluster = true);

/// A ConfigMap of comparable() with texts again in place of mappings, those of one key in the same order of members.
Versions with_texts(Versions versions);

}  // namespace vmcp::compare
