#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/apply/refusals.h"

namespace vmcp::apply {

// Why a text is none of its kind, for a message; empty when it is one (as apimachinery's util/validation).
std::string port_name_fault(std::string_view text);
std::string env_name_fault(std::string_view text);
std::string header_name_fault(std::string_view text);
std::string search_domain_fault(std::string_view text);
std::string percent_fault(std::string_view text);
/// As IsValidIPForLegacyField, strict since 1.36: no leading zeros, no IPv4 in IPv6.
std::string ip_fault(std::string_view text);
/// As validatePathNoBacksteps.
std::string backstep_fault(std::string_view path);
/// As validateLocalDescendingPath.
std::string descending_path_fault(std::string_view path);

/// As ValidateLocalNonReservedPath; more than one may be wrong.
void check_local_path(const Node& path, Refusals& refusals);
/// As IsValidPortNum, and IsValidPortName for a text.
void check_port(const Node& port, Refusals& refusals);
void check_range(const Node& number, std::int64_t least, std::int64_t most, Refusals& refusals);
/// Nothing below zero; what is absent is zero.
void check_not_negative(const Node& number, Refusals& refusals);
/// Permissions of a file, 0 to 0777.
void check_file_mode(const Node& mode, Refusals& refusals);
/// `text` must be one of `words`, reported at `at`.
void check_word(const Node& at, std::string_view text, std::span<const std::string_view> words, Refusals& refusals);
/// A field that may be absent and is one of `words` where it is not.
void check_optional_word(const Node& at, std::span<const std::string_view> words, Refusals& refusals);
void check_dns_label(const Node& text, Refusals& refusals);
void check_dns_subdomain(const Node& text, Refusals& refusals);

}  // namespace vmcp::apply
