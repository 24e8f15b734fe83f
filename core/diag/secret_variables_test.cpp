#include "core/diag/secret_variables.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

using namespace vmcp::diag;

TEST_CASE("secret variables: defaults and other arguments, however deep") {
  struct Row {
    std::string_view text;
    std::vector<std::string_view> arguments;
  };
  for (const Row& row : std::vector<Row>{
           {"a ${TOKEN:=hunter2} b", {"hunter2"}},
           {"${DB_PASSWORD:-hunter2}${api_key:+x y}", {"hunter2", "x y"}},
           {"${clientSecret=hunter2", {"hunter2"}},
           {"${GITHUB_PAT-hunter2\nnext", {"hunter2"}},
           {"${TOKEN:=a${X:=b}c${Y}}", {"a", "b", "c"}},
           {"${X:=${TOKEN:=hunter2}}", {"hunter2"}},
           {"${A_TOKEN_NAME:=A${TOKEN:=hunter2}}", {"A", "hunter2"}},
           {"${TOKEN:='hunter2'}", {"'hunter2'", "hunter2"}},
           {"${!TOKEN:=hunter2}", {"hunter2"}},
           {"${ TOKEN := hunter2 }", {"hunter2"}},
           {"${TOKEN}", {}},
           {"${ TOKEN }", {}},
           {"${#TOKEN}", {}},
           {"${NAME:=hunter2} $TOKEN:=x", {}},
           {"${CLIENT_SECRET_KEY:=client-secret}", {}},
           {"${CLIENT_SECRET_KEY:=Hunter2}", {"Hunter2"}},
           {"${AUTH_TYPE:=anonymous}", {}},
           {"${SIGNING_KEY:=hunter}", {"hunter"}},
       }) {
    CAPTURE(row.text);
    CHECK(secret_arguments(row.text) == row.arguments);
  }
}

TEST_CASE("secret variables: what is made of their values") {
  CHECK(has_secret_expression("${TOKEN:0:4}"));
  CHECK(has_secret_expression("a ${X} ${DB_PASSWORD^^}"));
  CHECK_FALSE(has_secret_expression("${TOKEN}"));
  CHECK_FALSE(has_secret_expression("${NAME:0:4}"));
  CHECK_FALSE(has_secret_expression("${CLIENT_SECRET_KEY:=client-secret}"));
}

TEST_CASE("secret variables: however many stand in each other, each byte is looked at once") {
  for (const std::string piece : {"${A_TOKEN_KEY:=x", "${TOKEN:=", "${TOKEN:=x}", "${TOKEN:=${X}"}) {
    std::string text;
    while (text.size() < 2'000'000) text += piece;
    for (int i = 0; i < 1'000'000; ++i) text += '}';
    CAPTURE(piece);
    CHECK(secret_arguments(text).size() <= text.size() / piece.size());
  }
}
