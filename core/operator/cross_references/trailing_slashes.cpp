#include <string>

#include "core/diag/quoted.h"
#include "core/operator/cross_references/surroundings.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;

std::string_view without_slashes(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

void check(const Surroundings& all, const cluster::Object& object, const FieldPath& path,
           const yaml::Value* reference) {
  if (reference == nullptr) return;
  const std::string_view resource = reference->string_at("resourceUrl");
  const std::string_view audience = reference->string_at("audience");
  if (!is_stated(resource) || !is_stated(audience) || resource == audience) return;
  if (without_slashes(resource) != without_slashes(audience)) return;
  all.warn(
      object, "trailing-slash", path / "audience",
      diag::Message("audience " + quoted(audience) + " and resourceUrl " + quoted(resource) +
                    " differ by a slash at the end: tokens that clients ask for by the one are not taken as the other")
          .suggest(resource)
          .because(all.reporter().related(object, path / "resourceUrl", "the resource is given here")));
}

}  // namespace

void check_trailing_slashes(const Surroundings& all) {
  for (const cluster::Object* object : all.objects()) {
    check(all, *object, FieldPath("spec.oidcConfigRef"), yaml::value_at(object->value, {"spec", "oidcConfigRef"}));
    check(all, *object, FieldPath("spec.incomingAuth.oidcConfigRef"),
          yaml::value_at(object->value, {"spec", "incomingAuth", "oidcConfigRef"}));
  }
}

}  // namespace vmcp::op
