#include "core/diag/secret_variables.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "core/diag/secrecy.h"
#include "core/text/ascii.h"

namespace vmcp::diag {
namespace {

constexpr std::string_view kOpen = "${";

/// Whether a variable is called like a secret, or nearly so.
bool may_be_secret(std::string_view name) { return !Secrecy{}.below(name).is_as_at_root(); }

bool is_name_character(char c) { return text::is_alphanumeric(c) || c == '_'; }

/// The name that a text begins with.
std::string_view name_in(std::string_view text) {
  return text.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(text, is_name_character) - text.begin()));
}

/// `${NAME<operator>arguments}`
struct Expression {
  std::string_view name;
  std::string_view arguments;  ///< with the operator
};

/// What stands in front of the brace that closes an expression, or else of the end of the line.
std::string_view up_to_close(std::string_view text) {
  int depth = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with(kOpen)) ++depth;
    if (text[i] == '\n' || (text[i] == '}' && --depth == 0)) return text.substr(0, i);
  }
  return text;
}

/// What stands in front of the next expression, or of the end of this one.
std::string_view up_to_next(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && text[i] != '\n' && text[i] != '}' && !text.substr(i).starts_with(kOpen)) ++i;
  return text.substr(0, i);
}

/// Whether a variable holds a secret whatever its value is.
bool is_certainly_secret(std::string_view name) { return is_secret_variable(name, "x"); }

/// Calls `visit` with each expression, other than its value alone, of what may be a secret variable; false ends that.
/// What stands in one that is a secret is a part of that; each byte is looked at once.
template <class Visit>
void for_each_secret_expression(std::string_view text, const Visit& visit) {
  for (std::size_t at = text.find(kOpen); at != std::string_view::npos; at = text.find(kOpen, at)) {
    // `${#NAME}` is an expression, `${!NAME}` and `${ NAME }` are meant to be.
    at = std::min(text.find_first_not_of("#! ", at + kOpen.size()), text.size());
    const std::string_view name = name_in(text.substr(at));
    at += name.size();
    if (!may_be_secret(name)) continue;
    const std::string_view rest = text.substr(at);
    const std::string_view arguments = is_certainly_secret(name) ? up_to_close(rest) : up_to_next(rest);
    if (!text::trim(arguments).empty() && !visit(Expression{name, arguments})) return;
    at += arguments.size();
  }
}

/// The texts between what makes expressions of them.
void add_pieces(std::string_view arguments, std::string_view name, std::vector<std::string_view>& pieces) {
  constexpr std::string_view kOperators = " :=-?+/#%^,";
  const auto add = [&](std::string_view piece) {
    piece = text::trim(piece);
    const std::size_t begin = piece.find_first_not_of(kOperators);
    if (begin == std::string_view::npos) return;
    piece.remove_prefix(begin);
    if (!is_secret_variable(name, piece)) return;
    pieces.push_back(piece);
    // Quotes that are the text's own are read away with it.
    if (text::without_quotes(piece) != piece) pieces.push_back(text::without_quotes(piece));
  };
  while (!arguments.empty()) {
    const std::string_view piece = up_to_next(arguments);
    add(piece);
    arguments.remove_prefix(piece.size());
    if (arguments.starts_with(kOpen)) {
      arguments.remove_prefix(kOpen.size());
      arguments.remove_prefix(name_in(arguments).size());
    } else if (!arguments.empty()) {
      arguments.remove_prefix(1);
    }
  }
}

}  // namespace

bool is_secret_variable(std::string_view name, std::string_view value) {
  constexpr std::array<std::string_view, 21> kParts = {
      "_key",  "_name",     "_ref", "_file", "_path",   "_type", "_mode",   "_method", "_provider", "_namespace", "_ns",
      "_host", "_audience", "_url", "_uri",  "_issuer", "_port", "_header", "_store",  "_scopes",   "_enabled"};
  if (!may_be_secret(name)) return false;
  const std::string lower = text::to_lower(name);
  // Of a container it is a list of variables, elsewhere one of environments.
  if (lower == "env") return false;
  if (std::ranges::none_of(kParts, [&](std::string_view part) { return lower.ends_with(part); })) return true;
  // Of keys in the sense of ciphers nothing is shown.
  constexpr std::string_view kKey = "_key";
  if (lower.ends_with(kKey) && !names_secret(name.substr(0, name.size() - kKey.size()))) return true;
  return !std::ranges::all_of(
      value, [](char c) { return text::is_lower(c) || c == '-' || c == '.' || c == '/' || c == ':' || c == '_'; });
}

std::vector<std::string_view> secret_arguments(std::string_view text) {
  std::vector<std::string_view> arguments;
  for_each_secret_expression(text, [&](const Expression& expression) {
    add_pieces(expression.arguments, expression.name, arguments);
    return true;
  });
  return arguments;
}

bool has_secret_expression(std::string_view text) {
  bool any = false;
  for_each_secret_expression(text, [&](const Expression& expression) {
    // Of what may be no secret, by its value, the arguments tell.
    any = is_certainly_secret(expression.name);
    return !any;
  });
  return any;
}

}  // namespace vmcp::diag
