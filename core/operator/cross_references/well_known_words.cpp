#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/quoted.h"
#include "core/operator/cross_references/surroundings.h"
#include "core/text/ascii.h"
#include "core/text/words.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
using yaml::Value;

/// What is compared with the words of a row.
enum class Part : std::uint8_t {
  kText,   ///< a text, or each of a list
  kWords,  ///< what dashes part in a text
  kKeys,   ///< the keys of a mapping
};

/// Fields that mostly have one of some words, though they may have any text.
struct Row {
  std::string_view fields;  ///< each may have the field that it is in and a dot in front
  Part part;
  /// Whether a word without its `-`, `_` and `.` is another one.
  bool has_other_spellings;
  std::string_view words;
  std::string_view what;
};

constexpr std::string_view kHeader = "header";
constexpr std::string_view kHeaders =
    "Accept Accept-Language Authorization ConsistencyLevel Content-Type PRIVATE-TOKEN Proxy-Authorization User-Agent "
    "X-Correlation-ID X-Forwarded-For X-Forwarded-User X-GitHub-Api-Version X-Scope-OrgID traceparent "
    "tracestate";
constexpr std::string_view kNodeLabels =
    "kubernetes.io/arch kubernetes.io/hostname kubernetes.io/os node.kubernetes.io/instance-type "
    "topology.kubernetes.io/region topology.kubernetes.io/zone";
constexpr std::string_view kAnnotations =
    "argocd.argoproj.io/sync-options argocd.argoproj.io/sync-wave cluster-autoscaler.kubernetes.io/safe-to-evict "
    "configmap.reloader.stakater.com/reload kubectl.kubernetes.io/restartedAt kustomize.toolkit.fluxcd.io/prune "
    "kustomize.toolkit.fluxcd.io/reconcile prometheus.io/scrape reloader.stakater.com/auto "
    "secret.reloader.stakater.com/reload sidecar.istio.io/inject";

constexpr std::array kRows = {
    Row{"scopes baselineClientScopes", Part::kText, false,
        "address email groups mail offline_access openid phone profile", "scope"},
    Row{"externalTokenHeaderName headerName passthroughHeaders sensitiveHeaders.name", Part::kText, true, kHeaders,
        kHeader},
    Row{"addPlaintextHeaders additionalHeaders embeddingHeaders headers", Part::kKeys, true, kHeaders, kHeader},
    Row{"actorClaim emailFields groupClaimName nameFields roleClaim roleClaimName sessionNameClaim subjectFields",
        Part::kText, true,
        "client_id displayName email family_name given_name groups mail preferred_username roles userPrincipalName "
        "username",
        "claim"},
    Row{"additionalAuthorizationParams", Part::kKeys, true,
        "access_type acr_values audience domain_hint include_granted_scopes login_hint prompt resource", "parameter"},
    Row{"additionalAuthorizationParams.prompt", Part::kText, false, "consent login select_account", "prompt"},
    Row{"additionalAuthorizationParams.access_type", Part::kText, false, "offline online", "type of access"},
    Row{"awsSts.region", Part::kWords, false, "central east north northeast northwest south southeast southwest west",
        "region"},
    Row{"nodeSelector", Part::kKeys, false, kNodeLabels, "label"},
    Row{"topologyKey", Part::kText, false, kNodeLabels, "label"},
    Row{"annotations", Part::kKeys, false, kAnnotations, "annotation"},
    Row{"limits requests", Part::kKeys, false, "cpu ephemeral-storage memory storage", "resource"},
    Row{"env.name", Part::kText, true, "HTTPS_PROXY HTTP_PROXY LOG_LEVEL NO_PROXY", "variable"},
};

/// Hosts of identity providers and members that many have.
constexpr std::string_view kHosts =
    "accounts.google.com api.github.com api.githubcopilot.com github.com gitlab.com "
    "graph.microsoft.com kubernetes.default.svc login.microsoftonline.com login.salesforce.com oauth2.googleapis.com "
    "openidconnect.googleapis.com www.googleapis.com";
/// Fields with addresses without a scheme.
constexpr std::string_view kAddresses = "addr address endpoint sentinelAddrs";

/// Fields with texts of users, in which a word may mean anything.
constexpr std::string_view kFreeForm =
    "arguments data default defaultResults labels matchLabels metadata parameters schema status stringData "
    "toolsOverride";

bool is_mark(char c) { return c == '-' || c == '_' || c == '.'; }

std::string without_marks(std::string_view text) {
  std::string rest = text::to_lower(text);
  std::erase_if(rest, is_mark);
  return rest;
}

/// Whether a text is a word but for one letter, and no other form of it.
bool is_misspelt(std::string_view text, std::string_view word, bool has_other_spellings) {
  if (!text::is_within(text, word, 1) || text::differ_in_digits(text, word)) return false;
  const std::string_view longer = text.size() > word.size() ? text : word;
  const std::string_view shorter = text.size() > word.size() ? word : text;
  const bool is_plural = text::equal_ignoring_case(longer.substr(0, shorter.size()), shorter) &&
                         longer.size() > shorter.size() && text::to_lower(longer.back()) == 's';
  return !is_plural && !(has_other_spellings && without_marks(text) == without_marks(word));
}

/// The word that a text was meant to be; empty: it is one, or none is near. Words below `shortest` letters are only
/// known: they are a letter away from those of others.
std::string_view meant_by(std::string_view text, std::string_view words, bool has_other_spellings,
                          std::size_t shortest = 5) {
  constexpr std::size_t kLongest = 64;
  if (text.size() + 1 < shortest || text.size() > kLongest) return {};
  const std::vector<std::string_view> known = text::words_of(words);
  const auto is_it = [&](std::string_view word) { return text::equal_ignoring_case(word, text); };
  if (std::ranges::any_of(known, is_it)) return {};
  const auto found = std::ranges::find_if(known, [&](std::string_view word) {
    return word.size() >= shortest && is_misspelt(text, word, has_other_spellings);
  });
  return found == known.end() ? std::string_view{} : *found;
}

/// The host of a URL, or of an address without a scheme.
std::string_view host_of(std::string_view url) {
  constexpr std::string_view kScheme = "://";
  if (const std::size_t scheme = url.find(kScheme); scheme != std::string_view::npos) {
    url.remove_prefix(scheme + kScheme.size());
  }
  url = url.substr(0, url.find_first_of("/?#"));
  url.remove_prefix(url.rfind('@') + 1);
  return url.substr(0, url.find(':'));
}

/// What a name that a cluster gives was meant to be where its end is misspelt; empty: it is right, or another.
std::string meant_name(std::string_view host) {
  constexpr std::string_view kService = "svc";
  constexpr std::string_view kClusterDomain = "cluster.local";
  const auto with = [&](std::size_t at, std::size_t size, std::string_view meant) {
    return std::string(host.substr(0, at)).append(meant).append(host.substr(at + size));
  };
  const auto label_at = [&](std::size_t at) { return host.substr(at, host.find('.', at) - at); };
  const std::size_t first = host.find('.');
  const std::size_t second = first == std::string_view::npos ? first : host.find('.', first + 1);
  if (second == std::string_view::npos) return {};
  const std::size_t domain = host.find('.', second + 1);
  if (domain == std::string_view::npos) return {};
  const std::string_view service = label_at(second + 1);
  const std::string_view stated = host.substr(domain + 1);
  const bool is_service = service == kService;
  if (stated == kClusterDomain && !is_service && service != "pod" && text::is_within(service, kService, 1)) {
    return with(second + 1, service.size(), kService);
  }
  if (is_service && stated != kClusterDomain && text::is_within(stated, kClusterDomain, 1)) {
    return with(domain + 1, stated.size(), kClusterDomain);
  }
  return {};
}

class Words {
 public:
  Words(const Surroundings& all, const cluster::Object& object) : all_(all), object_(object) {}

  /// Of a value of `field`, which is in the field `holder`; those of a list are of the list's field.
  void walk(const Value& value, std::string_view field, std::string_view holder, const FieldPath& path) const {
    if (value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) walk(value.items()[i], field, holder, path[i]);
    } else if (value.is_string()) {
      check_text(value.as_string(), field, holder, path);
    } else if (value.is_mapping()) {
      if (text::is_among(field, kFreeForm)) return;
      const Row* row = row_of(field, holder, true);
      for (const yaml::Member& member : value.members()) {
        const FieldPath at = row == nullptr ? path / member.key : path.key(member.key);
        if (row != nullptr) warn(member.key, *row, member.key, {}, at);
        walk(member.value, member.key, field, at);
      }
    }
  }

 private:
  static const Row* row_of(std::string_view field, std::string_view holder, bool of_keys) {
    const auto is_it = [&](const Row& one) {
      if ((one.part == Part::kKeys) != of_keys || one.fields.find(field) == std::string_view::npos) return false;
      const std::string with_holder = std::string(holder).append(".").append(field);
      return text::is_among(field, one.fields) || text::is_among(with_holder, one.fields);
    };
    const auto* const row = std::ranges::find_if(kRows, is_it);
    return row == kRows.end() ? nullptr : row;
  }

  void check_text(std::string_view text, std::string_view field, std::string_view holder, const FieldPath& path) const {
    const bool is_address = text.starts_with("http") || text::is_among(field, kAddresses);
    if (is_address) check_host(host_of(text), path);
    const Row* row = row_of(field, holder, false);
    if (row == nullptr) return;
    if (row->part == Part::kText) return warn(text, *row, text, {}, path);
    for (std::string_view rest = text; !rest.empty();) {
      const std::string_view before = text.substr(0, text.size() - rest.size());
      const std::string_view word = text::take_word(rest, '-');
      warn(word, *row, text, before, path);
    }
  }

  /// Of a word that stands in `text` behind `before`.
  void warn(std::string_view word, const Row& row, std::string_view text, std::string_view before,
            const FieldPath& path) const {
    constexpr std::size_t kEast = 4;
    const std::string_view meant = row.part == Part::kWords ? meant_by(word, row.words, row.has_other_spellings, kEast)
                                                            : meant_by(word, row.words, row.has_other_spellings);
    if (meant.empty() || !is_stated(text) || all_.told(object_, path)) return;
    std::string whole = std::string(before).append(meant).append(text.substr(before.size() + word.size()));
    all_.warn(
        object_, "misspelt-word", path,
        diag::Message(quoted(text) + " is a letter away from a well-known " + std::string(row.what)).suggest(whole));
  }

  void check_host(std::string_view host, const FieldPath& path) const {
    if (host.empty() || !is_stated(host)) return;
    std::string meant(meant_by(host, kHosts, false));
    if (meant.empty()) meant = meant_name(host);
    if (meant.empty() || all_.told(object_, path)) return;
    all_.warn(object_, "misspelt-word", path,
              diag::Message(quoted(host) + " is a letter away from a well-known host").suggest(meant));
  }

  const Surroundings& all_;
  const cluster::Object& object_;
};

}  // namespace

void check_well_known_words(const Surroundings& all) {
  for (const cluster::Object* object : all.objects()) {
    const Words words(all, *object);
    if (const Value* annotations = yaml::value_at(object->value, {"metadata", "annotations"})) {
      words.walk(*annotations, "annotations", "metadata", FieldPath("metadata.annotations"));
    }
    if (const Value* spec = object->value.find("spec")) words.walk(*spec, "spec", "", FieldPath("spec"));
  }
}

}  // namespace vmcp::op
