#include "core/gitops/template_parameters.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/gitops/application_set.h"
#include "core/gitops/expressions.h"
#include "core/gitops/set_generators.h"
#include "core/gitops/work.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using diag::FieldPath;
using yaml::Value;
using Names = std::set<std::string, std::less<>>;

constexpr std::string_view kPath = "path";
constexpr std::string_view kPathOfGo = "path.path";

/// Whether an expression does nothing but read a parameter, for all that its name tells.
bool is_plain(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return text::is_alphanumeric(c) || std::string_view("._-[]").find(c) != std::string_view::npos;
  });
}

/// Whether names mean something else in parts of a text of Go's templates.
bool has_scopes(std::string_view text) {
  while (const std::optional<Expression> expression = take_expression(text)) {
    std::string_view name = expression->name;
    while (name.starts_with('-') || name.starts_with(' ')) name.remove_prefix(1);
    for (const char* keyword : {"range", "with", "define", "block"}) {
      if (name.starts_with(keyword)) return true;
    }
  }
  return false;
}

class Mender {
 public:
  Mender(Value& application_set, std::vector<FieldFault>& faults)
      : is_go_(yaml::is_true(application_set, {"spec", "goTemplate"})), faults_(faults) {}

  void run(Value& spec) {
    Value* generators = spec.find("generators");
    Value* pattern = spec.find("template");
    if (generators == nullptr || pattern == nullptr) return;
    const FieldPath at("spec");
    add_read(*pattern, true);
    add_read(spec, false);
    for_each_generator(spec, at, [this](Value& generator, const FieldPath& path) { mend_elements(generator, path); });
    add_names(*generators);
    mend(*pattern, at / "template");
  }

 private:
  /// More are hardly misspelt.
  static constexpr std::size_t kMostUnknown = 200;
  static constexpr std::size_t kMostRead = 50;
  static constexpr std::size_t kMostFaults = 1000;
  static constexpr std::size_t kMostNames = std::size_t{16} << 20U;

  /// The names that plain expressions of the template read, or what any expressions have.
  void add_read(const Value& value, bool plain) {
    if (value.is_string()) {
      std::string_view text = value.as_string();
      while (const std::optional<Expression> expression = take_expression(text)) {
        if (!plain) {
          all_read_.append(expression->name).append(" ");
        } else if (is_plain(expression->name) && read_.size() < kMostRead) {
          read_.emplace(expression->name);
        }
      }
    } else if (value.is_sequence()) {
      for (const Value& item : value.items()) add_read(item, plain);
    } else if (value.is_mapping()) {
      for (const yaml::Member& member : value.members()) add_read(member.value, plain);
    }
  }

  /// Mends keys of the elements of a `list` generator.
  void mend_elements(Value& generator, const FieldPath& at) {
    Value* list = generator.find("list");
    Value* elements = list == nullptr ? nullptr : list->find("elements");
    if (elements == nullptr || !elements->is_sequence()) return;
    Names all;
    for (const Value& element : elements->items()) add_keys(element, "", all);
    for (std::size_t i = 0; i < elements->items().size(); ++i) {
      mend_element(elements->items()[i], all, (at / "list" / "elements")[i]);
    }
  }

  void mend_element(Value& element, const Names& all, const FieldPath& path) {
    if (!element.is_mapping()) return;
    for (const std::string& name : read_) {
      if (!all.contains(name) || element.find(name) != nullptr) continue;
      for (yaml::Member& member : element.members()) {
        if (unknown_++ > kMostUnknown || all_read_.find(member.key) != std::string::npos) continue;
        if (text::nearest(member.key, std::array{std::string_view(name)}).empty()) continue;
        faults_.push_back({(path / member.key).str(), member.key_mark,
                           "the template does not read " + diag::quoted(member.key) + ", but others that this lacks",
                           name});
        member.key = name;
        break;
      }
    }
  }

  void add_keys(const Value& mapping, const std::string& above, Names& names) {
    if (!mapping.is_mapping()) return;
    for (const yaml::Member& member : mapping.members()) {
      if (!bytes_.take(kOfValue + above.size() + member.key.size())) {
        are_all_ = false;
        return;
      }
      const std::string name = above + member.key;
      add_keys(member.value, name + '.', names);
      names.insert(name);
    }
  }

  /// The names of the parameters that generators have.
  void add_names(const Value& generators) {
    if (generators.is_sequence()) {
      for (const Value& generator : generators.items()) add_names(generator);
      return;
    }
    if (!generators.is_mapping()) return;
    for (const yaml::Member& member : generators.members()) {
      const Value& generator = member.value;
      if (const Value* values = generator.find("values")) {
        names_.emplace("values");
        add_keys(*values, "values.", names_);
      }
      if (member.key == "list") {
        for (const Value& element : yaml::items_at(generator, {"elements"})) add_keys(element, "", names_);
        are_all_ = are_all_ && generator.find("elementsYaml") == nullptr;
      } else if (member.key == "git") {
        add_path(std::string(generator.string_at("pathParamPrefix")));
        are_all_ = are_all_ && generator.find("files") == nullptr;
      } else if (member.key == "clusters") {
        for (const char* name : {"name", "nameNormalized", "server", "project"}) names_.emplace(name);
      } else if (member.key == "matrix" || member.key == "merge") {
        if (const Value* inner = generator.find("generators")) add_names(*inner);
      } else if (member.key != "selector") {
        are_all_ = false;
      }
    }
  }

  void add_path(std::string prefix) {
    if (!prefix.empty()) prefix += '.';
    for (const char* name : {".basename", ".basenameNormalized", ".filename", ".filenameNormalized"}) {
      names_.insert(prefix + "path" + name);
    }
    // The path is a mapping in Go's templates, and a text in the others.
    names_.insert(prefix + std::string(is_go_ ? kPathOfGo : kPath));
    if (is_go_) names_.insert(prefix + "path.segments");
  }

  bool is_known(std::string_view name) const {
    // Labels and annotations of clusters have any names.
    return names_.contains(name) || name.starts_with("metadata.") || name.find('[') != std::string_view::npos;
  }

  /// The parameter that an expression was probably meant to read; empty: not known.
  std::string_view meant_by(std::string_view name) const {
    if (is_go_ && names_.contains(kPathOfGo) && !text::nearest(name, std::array{kPath}).empty()) return kPathOfGo;
    std::vector<std::string_view> candidates;
    for (const std::string& known : names_) {
      if (are_all_ || known.starts_with(kPath)) candidates.push_back(known);
    }
    return text::nearest(name, candidates);
  }

  void mend(Value& value, const FieldPath& path) {
    if (value.is_string()) {
      mend_text(value, path);
    } else if (value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) mend(value.items()[i], path[i]);
    } else if (value.is_mapping()) {
      for (yaml::Member& member : value.members()) mend(member.value, path / member.key);
    }
  }

  void mend_text(Value& value, const FieldPath& path) {
    if (faults_.size() > kMostFaults || !is_template(value.as_string()) || (is_go_ && has_scopes(value.as_string())))
      return;
    std::string_view rest = value.as_string();
    std::string mended;
    while (const std::optional<Expression> expression = take_expression(rest)) {
      mended.append(expression->before);
      const bool is_right = expression->dotted == is_go_;
      std::string_view meant;
      if (is_plain(expression->name) && unknown_ < kMostUnknown) {
        if (is_known(expression->name)) {
          if (!is_right) meant = expression->name;
        } else if (is_right || !is_go_) {
          ++unknown_;
          meant = meant_by(expression->name);
        }
      }
      if (meant.empty()) {
        mended.append(expression->written);
        continue;
      }
      std::string written = (is_go_ ? "{{." : "{{") + std::string(meant) + "}}";
      faults_.push_back({path.str(), value.mark(),
                         "nothing fills in " + diag::quoted(expression->written) +
                             (expression->dotted && !is_go_ ? " without goTemplate" : ""),
                         written});
      mended.append(written);
    }
    mended.append(rest);
    const yaml::Mark mark = value.mark();
    value = Value(std::move(mended));
    value.set_mark(mark);
  }

  bool is_go_;
  std::vector<FieldFault>& faults_;
  Work bytes_{kMostNames};  ///< of the names of parameters
  Names read_;
  std::string all_read_;
  Names names_;
  bool are_all_ = true;  ///< whether there are no other names
  std::size_t unknown_ = 0;
};

}  // namespace

void mend_parameters(Value& application_set, std::vector<FieldFault>& faults) {
  if (Value* spec = application_set.find("spec")) Mender(application_set, faults).run(*spec);
}

}  // namespace vmcp::gitops
