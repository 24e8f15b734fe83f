#include "core/admission/lower.h"

namespace vmcp::admission {

void lower_auth_server_refs(std::vector<yaml::Document>&, const std::string&, const source::Sources&, diag::Sink&) {}

}  // namespace vmcp::admission
