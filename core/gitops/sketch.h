#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace vmcp::gitops {

/// What a text is about, as far as its bytes tell it without being read as YAML or JSON. It errs on the side of
/// reading: what a sketch does not see is not there. The text must outlive it.
struct Sketch {
  struct Name {
    std::string_view text;
    bool of_object = false;  ///< its own or that of something it makes, rather than somewhere in it
  };

  bool of_toolhive = false;         ///< an object of ToolHive's kinds or group, or what may be meant as one
  bool of_build = false;            ///< a kustomization, or an object by which Flux, Argo CD or tests apply other files
  bool of_namespace = false;        ///< a Namespace
  bool mentions_toolhive = false;   ///< the word stands in it: it may state a release
  bool may_be_referred_to = false;  ///< an object of a kind that others refer to, or that names what they make
  bool of_secret_source = false;    ///< an object that others make Secrets of
  bool any_kind = false;            ///< a kind is an alias
  bool any_name = false;            ///< a name is a variable or an alias, or put together
  std::vector<Name> names;          ///< that objects in it may have, or give
  std::size_t objects = 0;          ///< about how many there are; at least one
};

/// `file` is the name of the text's file, with or without folders.
Sketch sketch(std::string_view file, std::string_view text);

}  // namespace vmcp::gitops
