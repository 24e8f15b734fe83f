#pragma once

#include <string>
#include <vector>

#include "core/diag/field_path.h"
#include "core/start/pod.h"
#include "core/yaml/value.h"

namespace vmcp::start {

struct ListeningFault {
  diag::FieldPath path;  ///< in the Deployment
  std::string message;
};

/// Where the Service or a probe looks for vmcp and does not find it: its flags --host and --port say where it listens.
std::vector<ListeningFault> listening_faults(const Pod& pod, const yaml::Value& service);

}  // namespace vmcp::start
