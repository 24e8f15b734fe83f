#pragma once

#include <string>
#include <string_view>

namespace vmcp::admission {

/// Why `text` is no name of its kind, for a message; empty when it is one. As apimachinery's util/validation.
std::string dns_subdomain_fault(std::string_view text);   ///< names of objects
std::string dns_label_fault(std::string_view text);       ///< namespaces
std::string qualified_name_fault(std::string_view text);  ///< label and annotation keys, finalizers
std::string label_value_fault(std::string_view text);
std::string config_map_key_fault(std::string_view text);  ///< keys of ConfigMaps and Secrets

}  // namespace vmcp::admission
