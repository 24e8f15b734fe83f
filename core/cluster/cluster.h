#pragma once

#include <concepts>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/admission/object.h"
#include "core/admission/reporter.h"
#include "core/admission/unread_texts.h"
#include "core/cluster/keys.h"
#include "core/model/auth_server.h"
#include "core/model/external_auth_config.h"
#include "core/model/kinds.h"
#include "core/model/shared_configs.h"
#include "core/model/virtual_mcp_server.h"
#include "core/model/vmcp_composite_tool.h"
#include "core/model/workloads.h"
#include "core/release/release.h"
#include "core/text/nearest.h"

namespace vmcp::cluster {

using admission::Object;

/// A ToolHive object: what was admitted, and its spec as the operator's Go type holds it.
template <class Spec>
struct Resource {
  const Object* object = nullptr;
  Spec spec;

  const std::string& name() const { return object->name; }
  const std::string& name_space() const { return object->name_space; }
};

using model::kKind;

/// The keys of a ConfigMap: those of `data`, with what controllers add, and those of `binaryData`.
struct ConfigMapKeys {
  bool may_have(std::string_view key) const { return text.may_have(key) || (binary && binary->contains(key)); }
  /// The key nearest to `key`; empty when none is near.
  std::string_view nearest(std::string_view key) const;

  Keys text;
  const text::NameIndex* binary = nullptr;
};

/// What is to be said of names that a build of the input leads to, as the ends of messages.
struct BuildNotes {
  /// A file beside a kustomization which nothing builds.
  struct Unlisted {
    std::string directory;  ///< of the kustomization
    std::string text;       ///< that the file has an object, and what does not list it
  };
  /// What has been given another name.
  struct Renamed {
    std::string text;     ///< what a build calls it instead, and that references do not follow, as the end of a message
    std::string now;      ///< that name
    std::string written;  ///< how references to it are written: as its document states it, if kustomize follows them
  };
  /// A source of the run.
  struct File {
    std::string path;
    bool built = false;     ///< a build has what it holds
    bool unlisted = false;  ///< no build has what it holds, though one could
  };

  std::map<std::string, std::string, std::less<>> unbuilt;  ///< by namespace: what only a build knows of it
  std::set<std::string, std::less<>> refused;  ///< namespaces of which a build lacks what has been spoken of
  /// By kind, namespace and name of what is not there.
  std::map<std::tuple<std::string, std::string, std::string>, Renamed> renamed;
  /// By kind and name of what is not there: what has such an object.
  std::map<std::pair<std::string, std::string>, std::vector<Unlisted>> unlisted;
  /// Kind, namespace and name of what is there twice, as has been said.
  std::set<std::tuple<std::string, std::string, std::string>> told_twice;
  /// By kind, namespace and name of what one of several clusters has: which build has it, as the end of a message.
  std::map<std::tuple<std::string, std::string, std::string>, std::string> built;
  std::vector<File> files;  ///< by the numbers of sources; none where no file is unlisted
};

/// What "is in the cluster": every admitted object, found by kind, namespace and name (etcd's part).
class Cluster {
 public:
  /// Indexes the objects and decodes the ToolHive ones as the operator of a set of releases does. An object given
  /// twice, in whatever version, is an error; so is one that the operator's Go types cannot hold. `refused` are those
  /// that admission did not let in, `unread` texts that could not be read as documents; they must outlive the cluster.
  Cluster(std::deque<Object> objects, const admission::Reporter& reporter, std::vector<Object> refused = {},
          admission::UnreadTexts unread = admission::UnreadTexts({}), release::Set set = release::kDefault.set,
          std::shared_ptr<const BuildNotes> notes = std::make_shared<const BuildNotes>());
  ~Cluster();
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  /// The ToolHive object of that name, which is no gateway; null pointer when there is none.
  template <class Spec>
  requires(!std::same_as<Spec, model::VirtualMcpServerSpec>) const Resource<Spec>* find(std::string_view name_space,
                                                                                        std::string_view name) const {
    const auto& table = std::get<Table<Spec>>(tables_);
    const auto found = table.find(std::pair{name_space, name});
    return found == table.end() ? nullptr : &*found;
  }

  /// The MCPServers, MCPRemoteProxies or MCPServerEntries that name a group of their namespace, by name (bytewise).
  template <class Spec>
  std::span<const Resource<Spec>* const> members_of(std::string_view name_space, std::string_view group) const {
    const auto& table = std::get<Members<Spec>>(members_);
    const auto found = table.find(std::pair{name_space, group});
    if (found == table.end()) return {};
    return found->second;
  }

  /// The VirtualMCPServers in input order. Their specs are large and needed one at a time, so that decoded() makes
  /// them.
  const std::vector<const Object*>& gateways() const { return gateways_; }
  Resource<model::VirtualMcpServerSpec> decoded(const Object& gateway) const;

  /// Any object (ConfigMap, Secret, Deployment, ...) by API group and kind.
  const Object* find(std::string_view group, std::string_view kind, std::string_view name_space,
                     std::string_view name) const;

  /// For hints: the name of the object of a kind in a namespace whose name, or one that builds have replaced, is
  /// nearest to `name`, and the first namespace that holds one of that very name, or something that makes it; empty
  /// when there is none.
  std::string_view nearest_name(std::string_view group, std::string_view kind, std::string_view name_space,
                                std::string_view name) const;
  std::string_view namespace_with(std::string_view group, std::string_view kind, std::string_view name) const;
  /// The one namespace that holds an object of that name; empty when none or several do.
  std::string_view only_namespace_with(std::string_view group, std::string_view kind, std::string_view name) const;

  /// The keys of a Secret; nothing when no object makes it.
  std::optional<Keys> secret(std::string_view name_space, std::string_view name) const {
    return secrets_.find(name_space, name);
  }
  /// The value at a key of a Secret's or ConfigMap's `data`, `stringData` or `binaryData`; null pointer when it has
  /// none.
  const yaml::Value* entry(const Object& object, std::string_view field, std::string_view key) const;
  /// The keys of a ConfigMap; nothing when no object makes it.
  std::optional<ConfigMapKeys> config_map(std::string_view name_space, std::string_view name) const;
  /// Whether controllers have a part in what a Secret or ConfigMap holds, so that its object does not tell.
  bool is_filled_in(std::string_view kind, std::string_view name_space, std::string_view name) const;

  /// What fills a Secret or ConfigMap that something else has to create (`creationPolicy: Merge`, `create: false`);
  /// null pointer: nothing.
  const Object* filler(std::string_view kind, std::string_view name_space, std::string_view name) const;

  /// Where something stands that would be a Deployment, or be or make a Secret or ConfigMap, if its kind or group were
  /// not misspelt, and what those are; null pointer: nowhere.
  const diag::Related* misspelt(std::string_view kind, std::string_view name_space, std::string_view name) const;

  /// Whether the input has this object, but admission refused it, or seems to have it in a text that could not be read:
  /// that it is absent is then no news.
  bool was_refused(std::string_view group, std::string_view kind, std::string_view name_space,
                   std::string_view name) const;
  /// Whether admission refused an object of a kind in a namespace, or a text that could not be read seems to have one.
  bool has_refused(std::string_view group, std::string_view kind, std::string_view name_space) const;
  /// Whether it is not known of all members of a namespace, or of what they authenticate with, what they are: a text
  /// of one has a variable.
  bool has_open_members(std::string_view name_space) const { return names().open_members.contains(name_space); }
  /// Whether a text that could not be read may have something of a namespace.
  bool has_unread_objects(std::string_view name_space) const { return unread_.may_hold_objects_of(name_space); }

  /// What only a build of the input knows of a namespace, as the end of a message; empty: nothing.
  std::string_view unbuilt(std::string_view name_space) const;
  /// What a build calls an object that is not there, as the end of a message; empty: it does not change its name.
  std::string_view renamed(std::string_view kind, std::string_view name_space, std::string_view name) const;
  /// Which build for another cluster has an object that is not there, as the end of a message; empty: none.
  std::string_view built_elsewhere(std::string_view kind, std::string_view name_space, std::string_view name) const;
  /// The name of an object as references in the files have to state it for what is built to have its name.
  std::string_view as_written(std::string_view kind, std::string_view name_space, std::string_view name) const;
  /// Whether a build has been refused for want of something that may be the object of that name, which is not there.
  bool may_be_wanting(std::string_view group, std::string_view kind, std::string_view name_space,
                      std::string_view name) const;
  /// Of an object that is not there and to which `from` refers: which file beside the builds of `from` has one, as the
  /// end of a message; empty: none. With `beside` only one whose kustomization stands beside `from` or above it.
  std::string_view unlisted(const Object& from, std::string_view kind, std::string_view name,
                            bool beside = false) const;
  /// Whether a build has `from`, and none has `target`, which is there, but in a file that one could list.
  bool is_unlisted(const Object& from, const Object& target) const;
  /// Whether an object of a kind that has a variable in its name or namespace (`${APP}-db`) may be the one of that
  /// name, or the name itself has one. Where very many have variables, one of them may be.
  bool may_be(std::string_view group, std::string_view kind, std::string_view name_space, std::string_view name) const;

  /// All objects in input order.
  const std::deque<Object>& objects() const { return objects_; }
  /// What admission did not let in, as far as it has been read.
  const std::vector<Object>& refused_objects() const { return refused_objects_; }
  /// Those of objects() that are told to be given twice, and not found by their names.
  const std::vector<const Object*>& repeated_objects() const { return repeated_objects_; }
  /// A refused or repeated gateway or definition of a composite tool with what the operator's Go types can hold of its
  /// spec; it is not "in the cluster". Nothing where the object is of another kind, or has no spec. What is decoded is
  /// large, and not kept.
  template <class Spec>
  std::optional<Resource<Spec>> draft(const Object& refused) const;

 private:
  /// Group, kind, namespace and name, as `objects_` or `refused_objects_` holds them.
  using Identity = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;
  struct ByIdentity {
    using is_transparent = void;
    bool operator()(const auto& one, const auto& other) const { return key(one) < key(other); }

   private:
    static const Identity& key(const Identity& identity) { return identity; }
    static Identity key(const Object* object) { return identity_of(*object); }
  };
  /// By namespace and name, bytewise.
  struct ByName {
    using is_transparent = void;
    bool operator()(const auto& one, const auto& other) const { return key(one) < key(other); }

   private:
    using Key = std::pair<std::string_view, std::string_view>;
    static Key key(const Key& name) { return name; }
    template <class Spec>
    static Key key(const Resource<Spec>& resource) {
      return {resource.name_space(), resource.name()};
    }
  };
  template <class Spec>
  using Table = std::set<Resource<Spec>, ByName>;
  /// By namespace and group.
  template <class Spec>
  using Members = std::map<std::pair<std::string_view, std::string_view>, std::vector<const Resource<Spec>*>>;
  template <class... Spec>
  using Tables = std::tuple<Table<Spec>...>;
  template <class... Spec>
  using MembersTables = std::tuple<Members<Spec>...>;

  /// The names of the objects, and of what they make.
  struct Names {
    /// Of a group and kind in a namespace.
    std::map<std::tuple<std::string_view, std::string_view, std::string_view>, text::NameIndex> of_kind;
    /// Those that builds have replaced, of a kind in a namespace.
    std::map<std::pair<std::string_view, std::string_view>, text::NameIndex> former;
    /// By kind, namespace and name: those that references do not state so.
    std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::string_view> written;
    /// By group, kind, name and namespace.
    std::vector<Identity> by_name;
    std::set<std::string_view> open_members;  ///< namespaces
  };

  static Identity identity_of(const Object& object);
  /// Whether an entry of Names::by_name is of this group, kind and name.
  static bool is_called(const Identity& by_name, std::string_view group, std::string_view kind, std::string_view name);

  /// Indexes objects, of which each is the first of its identity.
  void index(std::span<const Object* const> objects, const admission::Reporter& reporter);
  void decode_object(const Object& object, const admission::Reporter& reporter);
  /// Reports what the operator's Go types cannot hold of gateways.
  void check_gateways(const admission::Reporter& reporter) const;
  template <class Spec>
  void index_members(Members<Spec>& members);
  /// Made when a name is first asked for that is not there: most are.
  const Names& names() const;
  void index_names() const;
  void index_entries(const Object& object);
  void index_keys(const Object& object, const admission::Reporter& reporter);
  void note_variables(Identity identity);

  release::Set set_;
  std::deque<Object> objects_;
  std::vector<Object> refused_objects_;
  std::vector<const Object*> repeated_objects_;
  std::set<const Object*, ByIdentity> by_identity_;  ///< the first of each
  std::set<Identity> refused_;
  admission::UnreadTexts unread_;
  std::shared_ptr<const BuildNotes> notes_;  ///< which clusters of one run share
  std::deque<std::string> composed_names_;   ///< of what is made
  std::vector<Identity> made_;               ///< Secrets and ConfigMaps that other objects make in a namespace
  /// What fills Secrets and ConfigMaps without creating them, by kind, namespace and name of those.
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, const Object*> fillers_;
  /// By kind, namespace and name of what would be made.
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, diag::Related> misspelt_;
  /// Those that have a variable in their name or namespace, by group, kind and namespace; where that may be several, it
  /// is empty.
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::set<Identity>> with_variables_;
  std::size_t count_with_variables_ = 0;
  KeyTable secrets_;
  KeyTable config_maps_;
  std::map<std::pair<std::string_view, std::string_view>, text::NameIndex> binary_keys_;  ///< by namespace and name
  /// What a mapping of a Secret or ConfigMap holds, where it is wide.
  std::map<const yaml::Value*, std::unordered_map<std::string_view, const yaml::Value*>> wide_;
  mutable std::once_flag names_are_made_;
  mutable Names names_;
  model::ForKinds<Tables> tables_;  ///< but for gateways
  model::ForMemberKinds<MembersTables> members_;
  std::vector<const Object*> gateways_;
};

}  // namespace vmcp::cluster
