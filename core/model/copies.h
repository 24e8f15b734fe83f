#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/model/secret_makers.h"

namespace vmcp::model {

/// The same objects in each of these namespaces. A few kilobytes can ask for millions of keys: what the last of so many
/// copies hold counts as not known.
std::vector<MadeObject> in_each(std::span<const std::string_view> namespaces, const std::vector<MadeObject>& objects);

/// Adds the copies of Secrets that a maker makes: controllers copy what is annotated so by its template.
void add_copies(const NamedValue& maker, std::vector<MadeObject>& made);

/// Of a Service, which may ask OpenShift for a certificate.
std::vector<MadeObject> make_serving_certificate(const NamedValue& service);

/// Of a policy of Kyverno's, whose rules make an object or a copy of one in namespaces that only requests tell.
std::vector<MadeObject> make_of_policy(const NamedValue& policy);

}  // namespace vmcp::model
