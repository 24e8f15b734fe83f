#pragma once

#include <string>
#include <utility>

#include "core/diag/code.h"
#include "core/diag/diagnostic.h"
#include "core/diag/sink.h"

namespace vmcp::diag {

/// Reports what one stage finds at a place of a text, in a file as a whole, or nowhere in the input: before there are
/// objects, or about none of them. Of three reporters the first: admission::Reporter reports at fields of objects, and
/// op::GatewayReporter what a gateway suffers from.
class DocumentReporter {
 public:
  DocumentReporter(Sink& sink, Stage stage) : sink_(sink), stage_(stage) {}

  void error(Code code, Place place, Message message) const {
    report(Severity::kError, code, std::move(place), std::move(message));
  }
  void warning(Code code, Place place, Message message) const {
    report(Severity::kWarning, code, std::move(place), std::move(message));
  }
  void note(Code code, Place place, Message message) const {
    report(Severity::kNote, code, std::move(place), std::move(message));
  }
  /// `path` and `resource` tell what the text has at the place, where that is known.
  void report(Severity severity, Code code, Place place, Message message, std::string path = {},
              ResourceId resource = {}) const {
    sink_.add({std::move(message), severity, stage_, code, std::move(place), std::move(path), std::move(resource)});
  }

 private:
  Sink& sink_;
  Stage stage_;
};

}  // namespace vmcp::diag
