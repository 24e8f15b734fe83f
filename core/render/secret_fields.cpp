#include "core/render/secret_fields.h"

#include "core/diag/secrecy.h"
#include "core/yaml/secret_texts.h"

namespace vmcp::render {

bool is_secret_field(std::string_view kind, const std::vector<std::string>& parts) {
  if (diag::is_secret_kind(kind) && !parts.empty() && parts.front() != "metadata") return true;
  diag::Secrecy here;
  for (const std::string& part : parts) here = here.below(part);
  return !here.shows({});
}

void add_texts(const yaml::Value& value, std::vector<std::string>& texts) {
  yaml::for_each_scalar(value, [&](const yaml::PlacedScalar& scalar) { texts.push_back(scalar.text()); });
}

}  // namespace vmcp::render
