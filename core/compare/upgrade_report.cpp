#include "core/compare/upgrade_report.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/compare/report.h"
#include "core/diag/excerpts.h"
#include "core/diag/headline.h"
#include "core/diag/visible.h"

namespace vmcp::compare {
namespace {

using diag::Color;
using diag::Diagnostic;
using render::Fate;
using yaml::Value;

constexpr std::array kChanges = {Change::kSame,     Change::kObjects,      Change::kRestart,
                                 Change::kAccepted, Change::kWillNotStart, Change::kRefused};

std::string_view fate_name(Fate fate) {
  switch (fate) {
    case Fate::kRefused:
      return "refused";
    case Fate::kWillNotStart:
      return "will-not-start";
    case Fate::kStarts:
      return "starts";
  }
  return "";
}

std::string in_words(const GatewayUpgrade& gateway, const Upgrade& upgrade) {
  const std::string from(upgrade.from.tag);
  const std::string to(upgrade.to.tag);
  switch (gateway.change) {
    case Change::kSame:
      return "same";
    case Change::kObjects:
      return "changed, the pod stays";
    case Change::kRestart:
      return "the pod restarts: " + std::string(gateway.cause->kind) + ", " + gateway.cause->path;
    case Change::kAccepted:
      return "accepted by " + to + ", refused by " + from;
    case Change::kWillNotStart:
      return "will not start with " + to + (gateway.before == Fate::kWillNotStart ? ", nor with " + from : "");
    case Change::kRefused:
      return "refused by " + to + (gateway.before == Fate::kRefused ? ", and by " + from : "");
  }
  return "";
}

std::string indented(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    result.append("    ").append(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return result;
}

class Text {
 public:
  Text(const Upgrade& upgrade, Color color) : upgrade_(upgrade), color_(color) {}

  void gateway(const GatewayUpgrade& gateway) {
    heading(diag::visible(gateway.name_space + '/' + gateway.name + ": " + in_words(gateway, upgrade_)));
    findings(gateway.findings);
    out_ += unified_diffs(gateway.objects, color_);
  }

  void others(const FindingChanges& changes) {
    if (!changes.any() && changes.fields.empty() && changes.stay.empty()) return;
    heading("other objects");
    findings(changes);
  }

  void counts() {
    std::string counts;
    for (const Change change : kChanges) {
      const auto count = std::ranges::count(upgrade_.gateways, change, &GatewayUpgrade::change);
      counts += (counts.empty() ? ": " : ", ") + std::to_string(count) + ' ' + std::string(change_name(change));
    }
    const std::size_t total = upgrade_.gateways.size();
    out_ += std::to_string(total) + (total == 1 ? " gateway" : " gateways") + " from " +
            std::string(upgrade_.from.tag) + " to " + std::string(upgrade_.to.tag) + counts + '\n';
  }

  std::string take() { return std::move(out_); }

 private:
  void heading(const std::string& text) {
    out_ += (color_ == Color::kAlways ? "\x1b[1m" + text + "\x1b[0m" : text) + '\n';
  }

  void findings(const FindingChanges& changes) {
    list("fields to write otherwise", changes.fields);
    const auto key_of = [](const Diagnostic& finding) {
      return std::tie(finding.place, finding.path, finding.message);
    };
    std::set<decltype(key_of(changes.fields.front()))> told;
    for (const Diagnostic& field : changes.fields) told.insert(key_of(field));
    const auto untold = [&](std::vector<Diagnostic> findings) {
      std::erase_if(findings, [&](const Diagnostic& finding) { return told.contains(key_of(finding)); });
      return findings;
    };
    list("findings that appear", untold(changes.appear));
    list("findings that go", changes.go);
    list("errors that stay", untold(changes.stay));
  }

  void list(std::string_view title, const std::vector<Diagnostic>& findings) {
    if (findings.empty()) return;
    diag::Excerpts no_lines;
    out_.append("  ").append(title).append(":\n").append(indented(diag::render_text(findings, no_lines, color_)));
  }

  const Upgrade& upgrade_;
  Color color_;
  std::string out_;
};

void set_unless_empty(Value& object, std::string_view key, const std::string& text) {
  if (!text.empty()) object.set(key, text);
}

Value finding_data(const Diagnostic& finding) {
  Value result = Value::mapping()
                     .set("severity", diag::severity_name(finding.severity))
                     .set("stage", diag::stage_name(finding.stage))
                     .set("code", std::string_view(finding.code))
                     .set("message", diag::visible(finding.message));
  set_unless_empty(result, "path", finding.path);
  set_unless_empty(result, "file", finding.place.file);
  if (finding.place.line != 0) result.set("line", std::int64_t{finding.place.line});
  if (finding.place.column != 0) result.set("column", std::int64_t{finding.place.column});
  set_unless_empty(result, "kind", finding.resource.kind);
  set_unless_empty(result, "namespace", finding.resource.name_space);
  set_unless_empty(result, "name", finding.resource.name);
  set_unless_empty(result, "suggestion", finding.suggestion);
  return result;
}

Value list_of(const std::vector<Diagnostic>& findings) {
  Value result = Value::sequence();
  for (const Diagnostic& finding : findings) result.push(finding_data(finding));
  return result;
}

Value changes_data(const FindingChanges& changes) {
  return Value::mapping()
      .set("appear", list_of(changes.appear))
      .set("go", list_of(changes.go))
      .set("stay", list_of(changes.stay));
}

Value fields_data(const FindingChanges& changes) {
  Value result = Value::sequence();
  for (const Diagnostic& finding : changes.fields) {
    result.push(Value::mapping()
                    .set("path", finding.path)
                    .set("message", diag::visible(finding.message + diag::hint(finding))));
  }
  return result;
}

Value gateway_data(const GatewayUpgrade& gateway) {
  Value result = Value::mapping()
                     .set("namespace", gateway.name_space)
                     .set("name", gateway.name)
                     .set("verdict", change_name(gateway.change))
                     .set("before", fate_name(gateway.before))
                     .set("after", fate_name(gateway.after))
                     .set("fields", fields_data(gateway.findings))
                     .set("findings", changes_data(gateway.findings))
                     .set("objects", as_data(gateway.objects));
  if (gateway.cause) {
    result.set("cause", Value::mapping().set("kind", gateway.cause->kind).set("path", gateway.cause->path));
  }
  return result;
}

}  // namespace

std::string upgrade_text(const Upgrade& upgrade, Color color) {
  Text text(upgrade, color);
  for (const GatewayUpgrade& gateway : upgrade.gateways) text.gateway(gateway);
  text.others(upgrade.others);
  text.counts();
  return text.take();
}

Value upgrade_data(const Upgrade& upgrade) {
  Value gateways = Value::sequence();
  for (const GatewayUpgrade& gateway : upgrade.gateways) gateways.push(gateway_data(gateway));
  return Value::mapping()
      .set("from", upgrade.from.tag)
      .set("to", upgrade.to.tag)
      .set("gateways", std::move(gateways))
      .set("findings", changes_data(upgrade.others));
}

}  // namespace vmcp::compare
