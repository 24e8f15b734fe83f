#include "core/gitops/sketch.h"

#include <algorithm>
#include <array>

#include "core/admission/foreign_kind.h"
#include "core/admission/misplaced_kind.h"
#include "core/gitops/delivery.h"
#include "core/gitops/kustomization.h"
#include "core/gitops/secret_sources.h"
#include "core/model/gateway_users.h"
#include "core/model/secret_makers.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"

namespace vmcp::gitops {
namespace {

/// Groups by whose objects files of a repository are put together and applied, or are no objects.
constexpr std::array<std::string_view, 9> kBuildGroups = {"builtin",
                                                          "kustomize.config.k8s.io/",
                                                          "kustomize.toolkit.fluxcd.io/",
                                                          "source.toolkit.fluxcd.io/",
                                                          "fluxcd.controlplane.io/",
                                                          "argoproj.io/",
                                                          "chainsaw.kyverno.io/",
                                                          "cli.kyverno.io/",
                                                          "test.gatekeeper.sh/"};

/// Keys behind which an object's metadata are over.
constexpr std::array<std::string_view, 4> kContents = {"data", "encryptedData", "spec", "stringData"};

/// Keys before which an object's own names stand, or those that it gives to what it makes.
constexpr std::array<std::string_view, 5> kNaming = {"metadata", "target", "destination", "managedSecret", "output"};

/// Whether a key of any depth has the name of something that an object makes.
bool names_made(std::string_view key) {
  return key == "secretName" || key == "configMapName" || key == "externalSecretName";
}

/// Whether a key is probably meant for one that has a name.
bool is_misspelt_name(std::string_view key) {
  return text::is_within(key, "name", 1) || text::is_within(key, "secretName", 1);
}

/// Longer than any key of interest, with its quotes, and than any value that is looked at.
constexpr std::size_t kLongestWord = 260;

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// The key that ends in front of a colon, and whether it is the first of a list's item, or of a line.
struct Key {
  std::string_view name;
  bool begins_item = false;
  bool begins_line = false;
};

Key key_before(std::string_view text, std::size_t colon) {
  std::size_t end = colon;
  while (end > 0 && is_blank(text[end - 1])) --end;
  const bool quoted = end > 0 && (text[end - 1] == '"' || text[end - 1] == '\'');
  if (quoted) --end;
  std::size_t begin = end;
  while (begin > 0 && text::is_alpha(text[begin - 1])) --begin;
  Key key{text.substr(begin, end - begin)};
  if (quoted && begin > 0) --begin;
  key.begins_line = begin == 0 || text[begin - 1] == '\n';
  while (begin > 0 && text[begin - 1] == ' ') --begin;
  key.begins_item = begin > 0 && text[begin - 1] == '-';
  return key;
}

bool is_api_version(const Key& key) {
  constexpr std::string_view kName = "apiVersion";
  constexpr std::size_t kMostEdits = 2;
  return key.name == kName ||
         (key.begins_line && key.name.starts_with('a') && text::is_within(key.name, kName, kMostEdits));
}

/// The first word of the value behind a colon, without what may stand before it: quotes, an anchor, a tag, the sign of
/// a text block.
std::string_view value_after(std::string_view text, std::size_t at) {
  text = text.substr(at, kLongestWord);
  while (true) {
    const auto* const begin = std::ranges::find_if_not(text, is_blank);
    text.remove_prefix(static_cast<std::size_t>(begin - text.begin()));
    if (text.empty() || std::string_view("&!>|").find(text.front()) == std::string_view::npos) break;
    text.remove_prefix(static_cast<std::size_t>(std::ranges::find_if(text, is_blank) - text.begin()));
  }
  if (text.starts_with('"') || text.starts_with('\'')) text.remove_prefix(1);
  return text.substr(0, text.find_first_of(" \t\r\n\"',{}[]"));
}

const model::SecretMaker* maker_of(std::string_view kind, std::string_view api_version) {
  return model::find_secret_maker(admission::group_of(api_version), kind);
}

void add_kind(std::string_view kind, std::string_view api_version, Sketch& sketch) {
  if (kind.size() > 1 && kind.starts_with('*')) {
    sketch.any_kind = true;
    return;
  }
  // A list's items are of the kind whose name begins its own.
  constexpr std::string_view kList = "List";
  const std::string_view of_items = kind.ends_with(kList) ? kind.substr(0, kind.size() - kList.size()) : kind;
  if (!admission::misplaced_kind(api_version, of_items).empty()) sketch.of_toolhive = true;
  if (!meant_group(api_version, kind).empty()) sketch.of_build = true;
  if (model::may_use_gateways(admission::group_of(api_version), kind)) sketch.may_be_referred_to = true;
  const model::SecretMaker* maker = maker_of(of_items, api_version);
  if (maker != nullptr || admission::is_like_foreign_kind(of_items)) sketch.may_be_referred_to = true;
  if (maker != nullptr && maker->joins_names) sketch.any_name = true;
}

}  // namespace

Sketch sketch(std::string_view file, std::string_view text) {
  Sketch sketch;
  sketch.mentions_toolhive = text.find("toolhive") != std::string_view::npos;
  sketch.of_build = Kustomizations::is_kustomization_file(file);
  std::string_view api_version;
  std::string_view kind;
  bool in_metadata = false;
  bool of_route = false;
  bool of_maker = false;
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':', colon + 1)) {
    const Key key = key_before(text, colon);
    if (std::ranges::find(kNaming, key.name) != kNaming.end()) {
      in_metadata = true;
    } else if (key.begins_line || std::ranges::find(kContents, key.name) != kContents.end()) {
      in_metadata = false;
    }
    if (key.name.ends_with("ame") || (of_maker && is_misspelt_name(key.name))) {
      // Lists have names of their own: of containers, ports, variables; in what makes Secrets or routes, of what is
      // made or led to.
      const bool names_item = key.begins_item && key.name == "name";
      if (names_item && !kind.ends_with("Secret") && !of_route) continue;
      const std::string_view name = value_after(text, colon + 1);
      if (name.find('$') != std::string_view::npos || name.starts_with('*')) sketch.any_name = true;
      if (!name.empty()) sketch.names.push_back({name, in_metadata || names_item || names_made(key.name)});
    } else if (key.name == "kind") {
      if (key.begins_line) ++sketch.objects;
      kind = value_after(text, colon + 1);
      if (key.begins_line) {
        of_route = kind.ends_with("Route");
        of_maker = maker_of(kind, api_version) != nullptr;
      }
      // Elsewhere it is the kind of what is referred to.
      if (key.begins_line && is_secret_source(kind)) sketch.of_secret_source = true;
      if (key.begins_line && kind == "Namespace") sketch.of_namespace = true;
      // Of Helm releases those bring files whose chart is among them.
      if (api_version.starts_with(kHelmReleases) && holds_charts(kind)) sketch.of_build = true;
      add_kind(kind, api_version, sketch);
    } else if (is_api_version(key)) {
      api_version = value_after(text, colon + 1);
      if (key.begins_line) of_maker = maker_of(kind, api_version) != nullptr;
      if (std::ranges::any_of(kBuildGroups, [&](std::string_view group) { return api_version.starts_with(group); })) {
        sketch.of_build = true;
      }
      add_kind(kind, api_version, sketch);
      if (admission::looks_like_toolhives(api_version)) sketch.of_toolhive = true;
    }
  }
  sketch.objects = std::max<std::size_t>(sketch.objects, 1);
  return sketch;
}

}  // namespace vmcp::gitops
