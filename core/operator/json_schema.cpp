#include "core/operator/json_schema.h"

namespace vmcp::op {

std::vector<SchemaFault> check_json_schema(const yaml::Value&, const diag::FieldPath&) { return {}; }

}  // namespace vmcp::op
