#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/diag/sink.h"

namespace vmcp::gitops {

/// Which document an object of a world is made of, and by what.
struct Origin {
  std::size_t document = 0;
  std::vector<diag::Related> builds;
};

/// By kind, namespace and name: of documents that several overlays make something of.
using Origins = std::map<std::tuple<std::string, std::string, std::string>, Origin>;

/// The findings of worlds that share documents. What is found of a document in several of them is told once, whatever
/// the namespaces are called there. What is found in some of them only says in which, and has no cure.
class Overlays {
 public:
  /// The findings of one world; `findings` loses them.
  void add(Origins origins, diag::Sink& findings);
  /// Hands all over.
  void finish(diag::Sink& sink);

 private:
  struct World {
    Origins origins;
    diag::Sink findings;
  };
  /// What is found at a place of a document, whatever it is called there.
  using Finding = std::tuple<std::size_t, diag::Severity, diag::Code, diag::Place, std::string>;
  /// What is said of such, without the namespace of what it is about, and whether it is to be reported.
  using Statement = std::tuple<Finding, std::string, bool>;

  static Finding key_of(const Origin& origin, const diag::Diagnostic& finding);
  static const Origin* origin_of(const Origins& origins, const diag::Diagnostic& finding);

  std::vector<World> worlds_;
  std::map<std::size_t, std::size_t> judged_;  ///< how often each document is
};

}  // namespace vmcp::gitops
