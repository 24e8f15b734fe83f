#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::gitops {

/// Something in a kustomization for which kustomize refuses to build, whatever else there is.
struct FieldFault {
  std::string path;
  yaml::Mark mark;
  std::string message;
  std::string meant = {};    ///< what to write instead; empty: not known
  bool passed_over = false;  ///< where kustomize passes over fields that it does not know
};

/// Keys of one mapping that differ in nothing but capitals.
struct SharedKey {
  std::string path;
  std::string taken;  ///< the key whose value kustomize takes
  yaml::Mark mark;
  std::string other;
  yaml::Mark other_mark;
};

/// What is to be said of the fields of a kustomization.
struct FieldJudgement {
  std::vector<FieldFault> faults;
  std::vector<SharedKey> shared;
};

/// Gives the fields of a kustomization the names by which they are known, as kustomize does, for which capitals do not
/// count, and judges its head, its keys and those of its patches, generators, labels, images and replacements, the
/// types of their values, and the entries of its lists. What is misspelt gets the name that was meant, so that the rest
/// is judged as if it were mended. Keys of Helm charts and vars are not looked at.
FieldJudgement take_fields(yaml::Value& kustomization);
/// As above, of a file that an entry of `replacements` names, in which kustomize passes over what it does not know.
std::vector<FieldFault> take_replacement_fields(yaml::Value& root);
/// As above, of a file that `configurations` name, which kustomize refuses for such fields.
std::vector<FieldFault> take_configuration_fields(yaml::Value& root);

/// Whether a document that stands in a file of a kustomization's name is one, or meant to be.
bool is_kustomization(const yaml::Value& root);

/// Whether what stands at a field of a kustomization may be a Secret's value.
bool is_below_secret(std::string_view field);

}  // namespace vmcp::gitops
