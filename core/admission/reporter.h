#pragma once

#include <optional>
#include <string>
#include <utility>

#include "core/admission/object.h"
#include "core/admission/text_facts.h"
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

  /// Reports a finding at a field of an object. Nobody hears of one about a value with a `${VAR}` that nothing has
  /// substituted, unless it holds whatever the value will be.
  void error(const Object& object, diag::Code code, const diag::FieldPath& path, diag::Message message) const {
    report(diag::Severity::kError, object, code, path, std::move(message));
  }
  void warning(const Object& object, diag::Code code, const diag::FieldPath& path, diag::Message message) const {
    report(diag::Severity::kWarning, object, code, path, std::move(message));
  }
  void report(diag::Severity severity, const Object& object, diag::Code code, const diag::FieldPath& path,
              diag::Message message) const;

  /// As report(), for a caller that knows the place better than the path tells it: everybody hears of that.
  void report_at(diag::Place place, diag::Severity severity, const Object& object, diag::Code code,
                 const diag::FieldPath& path, diag::Message message) const;

  /// Counts a finding at a place where so many are kept that it would be no more than counted; false where it is to be
  /// reported. Saves its path and message.
  bool count(diag::Severity severity, diag::Code code, const diag::Place& place) const;

  /// What report() reports, for a caller that knows better what it is about; nothing where nobody is to hear of it.
  [[nodiscard]] std::optional<diag::Diagnostic> finding(diag::Severity severity, const Object& object, diag::Code code,
                                                        const diag::FieldPath& path, diag::Message message) const;
  /// Reports a finding as it is.
  void add(diag::Diagnostic finding) const { sink_.add(std::move(finding)); }

  /// Adds the findings of `other`, which loses them.
  void take(diag::Sink& other) const { sink_.take(other); }

  /// A sink whose findings it may take.
  diag::Sink apart() const { return sink_.apart(); }
  /// A reporter of the same stage for another sink.
  Reporter into(diag::Sink& sink) const { return {sink, sources_, stage_}; }
  /// A reporter of another stage for the same sink.
  Reporter in(diag::Stage stage) const { return {sink_, sources_, stage}; }

  diag::Place place(const Object& object, const diag::FieldPath& path) const;
  /// The place of a mark; nothing known when the mark is not.
  diag::Place place(const yaml::Mark& mark) const;
  diag::Related related(const Object& object, const diag::FieldPath& path, std::string message) const {
    return {place(object, path), std::move(message)};
  }

  /// What is written at a mark, to the end of its line; empty where nothing is, and in files too large to look it up
  /// again and again.
  std::string_view text_at(const yaml::Mark& mark) const;

  /// Notes that there is an error of which nobody hears.
  void pass_over_error() const { ++unheard_errors_; }

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
  bool is_unheard_about_variable(diag::Code code) const;
  /// Counts what is not said about a variable, unless it is only the text that may be wrong: the rest is judged then.
  void pass_over(diag::Severity severity, diag::Code code) const;
  /// Gives a finding its message. False where nobody is to hear of it.
  bool complete(diag::Diagnostic& finding, const yaml::Value* value, const diag::FieldPath& path,
                diag::Message message) const;
  diag::Diagnostic make(diag::Severity severity, const Object& object, diag::Code code, const diag::FieldPath& path,
                        diag::Place place, diag::Message message) const;

  diag::Sink& sink_;
  const source::Sources& sources_;
  diag::Stage stage_;
  /// As the sink, it serves one thread at a time.
  mutable yaml::MemberSearch search_;
  mutable TextFacts facts_;
  mutable std::size_t unheard_errors_ = 0;
};

}  // namespace vmcp::admission
