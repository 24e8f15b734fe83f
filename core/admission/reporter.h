#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "core/admission/object.h"
#include "core/diag/code.h"
#include "core/diag/field_path.h"
#include "core/diag/sink.h"
#include "core/source/sources.h"
#include "core/yaml/member_search.h"

namespace vmcp::admission {

/// Turns (object, field path) into a located finding of one stage. Field paths name a place by themselves, so
/// later stages need no marks: the path is followed in the object's value, as far as the value has it.
class Reporter {
 public:
  /// Whether a finding of a code is about more than the text that stands at its place.
  static bool holds_for_every_text(diag::Code code);

  Reporter(diag::Sink& sink, const source::Sources& sources, diag::Stage stage)
      : sink_(sink), sources_(sources), stage_(stage) {}

  /// Adds a finding and returns it for the caller to complete; valid until the next finding. One about a value with a
  /// `${VAR}` that nothing has substituted is not added unless it holds whatever the value will be.
  diag::Diagnostic& error(const Object& object, diag::Code code, const diag::FieldPath& path,
                          std::string message) const;
  diag::Diagnostic& warning(const Object& object, diag::Code code, const diag::FieldPath& path,
                            std::string message) const;

  /// As error() and warning(), for a caller that knows the place better than the path tells it.
  diag::Diagnostic& add(diag::Severity severity, const Object& object, diag::Code code, const diag::FieldPath& path,
                        diag::Place place, std::string message) const;

  /// Adds a finding as it is.
  diag::Diagnostic& add(diag::Diagnostic finding) const { return sink_.add(std::move(finding)); }

  /// Adds the findings of `other`, which loses them.
  void take(diag::Sink& other) const { sink_.take(other); }

  /// A reporter of the same stage for another sink.
  Reporter into(diag::Sink& sink) const { return {sink, sources_, stage_}; }

  diag::Place place(const Object& object, const diag::FieldPath& path) const;
  /// The place of a mark; nothing known when the mark is not.
  diag::Place place(const yaml::Mark& mark) const;
  diag::Related related(const Object& object, const diag::FieldPath& path, std::string message) const {
    return {place(object, path), std::move(message)};
  }

  /// What is written at a mark, to the end of its line; empty where nothing is, and in files too large to look it up
  /// again and again.
  std::string_view text_at(const yaml::Mark& mark) const;

  /// A finding to complete that nobody will see.
  diag::Diagnostic& unheard(diag::Severity severity) const;

  /// How far the sink was filled, with the errors that were not added, since a variable may cure them: what follows
  /// from them is as little known.
  class Mark {
    friend class Reporter;
    Mark(diag::Sink::Mark heard, std::size_t unheard) : heard_(heard), unheard_(unheard) {}
    diag::Sink::Mark heard_;
    std::size_t unheard_;
  };
  Mark mark() const { return {sink_.mark(), unheard_errors_}; }
  bool has_errors_since(Mark mark) const {
    return sink_.has_errors_since(mark.heard_) || unheard_errors_ != mark.unheard_;
  }
  bool has_unheard_errors() const { return unheard_errors_ != 0; }

 private:
  /// As add(), about the value at `path`, which is not shown where a secret stands.
  diag::Diagnostic& add_about(diag::Severity severity, const Object& object, diag::Code code,
                              const diag::FieldPath& path, std::string message) const;

  diag::Sink& sink_;
  const source::Sources& sources_;
  diag::Stage stage_;
  /// As the sink, it serves one thread at a time.
  mutable yaml::MemberSearch search_;
  mutable diag::Diagnostic unheard_;
  mutable std::size_t unheard_errors_ = 0;
};

}  // namespace vmcp::admission
