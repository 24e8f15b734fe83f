#include "core/diag/secret_lines.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/lines.h"

using vmcp::diag::secret_lines;

namespace {

/// The numbers of the lines that are hidden, each with a blank behind it.
std::string hidden(std::string_view text) {
  std::string numbers;
  const std::vector<bool> lines = secret_lines(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i]) numbers += std::to_string(i + 1) + ' ';
  }
  return numbers;
}

constexpr std::string_view kAll = "1 2 3 ";

}  // namespace

TEST_CASE("a patch on one line may be one of a Secret") {
  CHECK(
      hidden("kind: Kustomization\npatches:\n- target: {kind: Secret}\n  patch: '[{op: add, path: /a, value: b}]'\n") ==
      "4 ");
  CHECK(hidden("kind: Kustomization\npatches: [{patch: '{a: b}'}]\nnamespace: x\n") == "2 ");
}

TEST_CASE("characters that cannot be seen hide no name") {
  const std::string head = "kind: ConfigMap\ndata:\n";
  for (const std::string mark : {"\ufeff", "\u200b", "\ufeff\u2060"}) {
    CHECK(hidden(head + "- name: password\n" + mark + "  value: x\n") == "4 ");
    CHECK(hidden(head + mark + "- name: password\n  value: x\n") == "4 ");
    CHECK(hidden(head + "- name" + mark + ": password\n  value: x\n") == "4 ");
    CHECK(hidden(head + "- na" + mark + "me: password\n  va" + mark + "lue: x\n") == "4 ");
    CHECK(hidden(head + "- \"" + mark + "name\": password\n  value: x\n") == "4 ");
    CHECK(hidden(head + "  a: {" + mark + "name: password,\n  value: x}\n") == "4 ");
    CHECK(hidden(mark + "kind: Secret\n" + mark + "a: b\n") == "1 2 ");
    // No reader takes that for a comment or a separator.
    CHECK(hidden("kind: Secret\n" + mark + "# a: b\n" + mark + "---\nkind: ConfigMap\n") == "1 2 3 4 ");
  }
}

TEST_CASE("a document is hidden that is a Secret in any spelling, or may be one") {
  for (const std::string_view kind : {"Secret", "secret", "Secrets", "Secert", "SecretList", "ClusterSecret",
                                      "ExternalSecret", "SealedSecret", "\"Secret\"", "Secret # that one"}) {
    CAPTURE(kind);
    CHECK(hidden("kind: " + std::string(kind) + "\nmetadata:\n  name: x\n") == kAll);
    CHECK(hidden("metadata:\n  name: x\nkind: " + std::string(kind)) == kAll);
  }
  CHECK(hidden("metadata: {name: x}\ndata:\n  a: b\n") == kAll);
  CHECK(hidden("kind: Widget\ndata:\n  a: b\n") == kAll);
  CHECK(hidden("kind: ConfigMap\nstringData:\n  a: b\n") == kAll);
  CHECK(hidden("kind: MCPGroup\nsops:\n  a: b\n") == kAll);
  CHECK(hidden("kind: Kustomization\nsecretGenerator:\n- literals: [a]\n") == kAll);
  CHECK(hidden("{\"kind\":\"Secret\",\n\"data\":{\"a\":\"aHVu\"\n\n") == kAll);
  CHECK(hidden("kind: ConfigMap\ndata:\n  a: b\n") == "");
  CHECK(hidden("kind: MCPGroup\nspec:\n  data: b\n") == "");
}

TEST_CASE("a document is hidden whose keys or kind are not what stands there") {
  CHECK(hidden("kind: \"\\x53ecret\"\na: b\nc: d\n") == "1 2 3 ");
  CHECK(hidden("apiVersion: &k Secret\nkind: *k\na: b\n") == "1 2 3 ");
  CHECK(hidden("kind: ConfigMap\n\"string\\x44ata\": {a: b}\n") == "1 2 ");
  CHECK(hidden("kind: ConfigMap\n? a\n: b\n") == "1 2 3 ");
  for (const std::string_view kind : {"null", "~", "3", "''"}) {
    CAPTURE(kind);
    CHECK(hidden("kind: " + std::string(kind) + "\na: b\n") == "1 2 ");
  }
  CHECK(hidden("kind: X\npatch: |\n  kind: Secret\n a: b\n") == "1 2 3 4 ");
  CHECK(hidden("kind: X\nkey: -----BEGIN KEY\n  zq: a\n") == "1 2 3 ");
}

TEST_CASE("comments, values and keys below do not make a document a Secret") {
  CHECK(hidden("# kind: Secret, stringData: x\nkind: MCPGroup\nspec: {} # Secret\n") == "");
  CHECK(hidden("kind: MCPGroup\nspec:\n  from: {kind: Secret}\n  text: a Secret and stringData\n") == "");
}

TEST_CASE("documents and items of lists are judged by themselves") {
  CHECK(hidden("kind: MCPGroup\n--- # next\nkind: Secret\na: b\n---\nkind: MCPGroup\n") == "2 3 4 ");
  CHECK(hidden("kind: List\nitems:\n- kind: MCPGroup\n  spec: {}\n- data:\n    a: b\n- kind: MCPGroup\n") == "5 6 ");
  CHECK(hidden("kind: List\nitems:\n  - kind: MCPGroup\n  - metadata: {}\n    kind: Secret\nfunctionConfig:\n  kind: "
               "ConfigMap\n  data: {a: b}\n") == "4 5 ");
  CHECK(hidden("{\"kind\": \"List\", \"items\": [\n{\"kind\": \"MCPGroup\",\n\"a\": 1},\n{\"kind\": \"Secret\",\n"
               "\"a\": 1}\n]}") == "4 5 ");
  CHECK(hidden("kind: List\nitems:\n- {kind: MCPGroup}\n- {kind: Secret}\n") == "4 ");
}

TEST_CASE("a text in a list of objects is hidden") {
  CHECK(hidden("kind: List\nitems:\n- kind: MCPGroup\n  metadata: {name: a}\n- hunter2\n") == "5 ");
  CHECK(hidden("kind: List\nitems: [\n  {kind: MCPGroup},\n  hunter2\n]\n") == "4 ");
}

TEST_CASE("values of keys that hold secrets are hidden, references are not") {
  CHECK(hidden("kind: X\nclientSecretRef: {name: a, key: b}\nclientSecretRef:\n  name: a\nsecret:\n  key: a\n") == "");
  CHECK(hidden("kind: X\nclientSecretRef: hunter2\nkeys: [a]\nsigningKeySecretRefs: [hunter2]\n") == "2 4 ");
  CHECK(hidden("kind: X\nsigningKeySecretRefs:\n- hunter2\n- name: a\n") == "3 ");
  CHECK(hidden("kind: X\npassword:\n  hunter2\nissuer: x\n") == "3 ");
  CHECK(hidden("kind: X\npassword:\nhunter2\n") == "3 ");
  CHECK(hidden("kind: X\ntoken: |\n  a\n\n  b: c\nissuer: |\n  d\n") == "2 3 4 5 ");
  CHECK(hidden("kind: X\npassword: \"hun\n  ter2\"\nissuer: y\n") == "2 3 ");
  CHECK(hidden("kind: X\npassword: \"hunter2\nissuer: y\n") == "2 3 ");
  CHECK(hidden("kind: X\nclientSecretRef: {hunter2}\n") == "2 ");
  CHECK(hidden("kind: X\nheaders:\n  X-Any: a\n  X-Other: b\npassthroughHeaders: [a]\n") == "3 4 ");
}

TEST_CASE("variables, flags and assignments hide what they hold") {
  CHECK(hidden("kind: X\nenv:\n- name: A\n  value: a\n- value: a\n  name: B\n- A=a\n") == "4 5 7 ");
  CHECK(hidden("kind: X\nenv: [{name: A, value: [a]}]\nvalues:\n- {name: A, value: [a]}\n") == "2 ");
  CHECK(hidden("kind: X\nlist:\n- name: DB_PASSWORD_2\n  value:\n    a: b\n- default:\n    a\n  name: api-key\n") ==
        "5 6 7 8 ");
  // Where references to Secrets stand.
  CHECK(hidden("kind: X\nredis:\n  aclUserConfig: hunter2\n  addr: a\ntokenExchange:\n  tokenUrl: a\ninline:\n  "
               "hunter2\n") == "3 8 ");
  CHECK(hidden("kind: X\ndelegateClients: [hunter2]\ndelegateClients:\n- name: a\n- hunter2\n") == "2 5 ");
  // A separator of lines ends a comment, and begins a key.
  CHECK(hidden("kind: X\na: b #\u2028password: hunter2\n") == "2 ");
  CHECK(hidden("kind: X\na: #\u2029  password:\n    b: hunter2\nc: d\n") == "3 ");
  CHECK(hidden("kind: X\na: {*k:hunter2}\n") == hidden("kind: X\na: {*k : hunter2}\n"));
  // Badly indented, and misspelt.
  for (const char* name : {"name", "Name", "nmae", "key"}) {
    for (const char* value : {"value", "Value", "valu", "vlaue", "values"}) {
      CAPTURE(name);
      CAPTURE(value);
      CHECK(hidden("kind: X\nlist:\n- a:\n  - " + std::string(name) + ": DB_PASSWORD\n# c\n\n  " + value +
                   ": a\nb: c\n") == "7 ");
    }
  }
  CHECK(hidden("kind: X\nheaderInjection:\n  headerName: A\n  value: a\nx: {header: A, value: b}\n") == "4 5 ");
  CHECK(hidden("kind: X\nheaderInjection: a\nsensitiveHeaders: [a=b]\npassthroughHeaders: [A, B]\n") == "2 3 ");
  CHECK(hidden("kind: X\nargs:\n- --pat\n- a: x\n- --github_pat=b\n") == "4 5 ");
  CHECK(hidden("kind: X\nargs:\n- --password\n- hunter2\n- --verbose\n- x\n- --token=a\n") == "4 7 ");
  CHECK(hidden("kind: X\nargs:\n- run --token hunter2\n- run --verbose x\n- --password hunter2 x\n") == "3 5 ");
  CHECK(hidden("kind: X\nargs:\n- curl -u x:hunter2 y\n- -u\n- x:hunter2\n- ls -l x\n") == "3 5 ");
  CHECK(hidden("kind: X\npassword hunter2\npassword=hunter2\nclientSecret hunter2: x\nissuer https://x\n") == "2 3 4 ");
  CHECK(hidden("kind: ConfigMap\ndata:\n  a: |\n    issuer: x\n    password: hunter2\n  b: c\n") == "5 ");
  CHECK(hidden("kind: X\na: |\n  -----BEGIN KEY-----\n  abc\nb: c\n") == "2 3 4 ");
}

TEST_CASE("a value below the name of a secret is hidden, however it is indented") {
  for (const char* indent : {"  ", "", "    ", "   "}) {
    CAPTURE(indent);
    CHECK(hidden("kind: X\nl:\n- name: auth.password\n" + std::string(indent) + "value: hunter2\nb: c\n") == "4 ");
  }
  CHECK(hidden("kind: X\nl:\n- name: a\nvalue: b\n") == "");
}

TEST_CASE("what a reader takes for no value, or for no key, is hidden where a secret belongs") {
  const std::string head = "kind: VirtualMCPServer\nspec:\n";
  for (const std::string value : {"]abc", "}abc", "!abc", "&abc", "#abc"}) {
    CAPTURE(value);
    CHECK(hidden(head + "  password: " + value + "\n") == "3 ");
    CHECK(hidden(head + "  issuer: " + value + "\n").empty());
  }
  CHECK(hidden(head + "  passwordRef: # from the vault\n    name: a\n").empty());
  CHECK(hidden(head + "  \"password\":abc\n") == "3 ");
  CHECK(hidden(head + "  - name: DB_PASSWORD\n    value:abc\n  - name: LEVEL\n    value:abc\n") == "4 ");
  CHECK(hidden(head + "  - name: DB_PASSWORD\n    value=abc\n") == "4 ");
  for (const std::string stray : {"x", "=", ",", "@", "%", "`"}) {
    CAPTURE(stray);
    CHECK(hidden(head + "  - name: DB_PASSWORD\n" + stray + "   value: abc\n") == "4 ");
    CHECK(hidden(head + "  env:\n" + stray + "   - name: DB_PASSWORD\n    value: abc\n").ends_with("5 "));
  }
}

TEST_CASE("users and passwords of URLs are hidden") {
  CHECK(hidden("kind: X\nissuer: https://a:b@c\nurl: https://c:80/d\nendpoint: \"https://a:b\"\naddress: a:b@r:1\n"
               "text: |\n  see https://a:b@c\n  there\n") == "2 4 5 7 ");
}

TEST_CASE("lines of a long text are those of the whole") {
  std::string text;
  for (int i = 0; i < 500; ++i) {
    text += "---\nkind: X\npassword: a\n";
    text += i % 7 == 0 ? "---\r\nkind: Secret\r\n" : "b: |\n  ---\n  c\n";
    if (i % 5 == 0) text += "token: \"a\n---b\"\nkind: X\n";
  }
  const std::vector<bool> expected = secret_lines(text);
  const vmcp::diag::Lines lines(text);
  vmcp::diag::SecretLines some(lines);
  REQUIRE(lines.count() == expected.size());
  for (std::size_t line = lines.count(); line >= 1; --line) REQUIRE(some.contain(line) == expected[line - 1]);
}

TEST_CASE("a document is hidden that is too deep to be followed, those behind it are not") {
  CHECK(hidden("kind: X\na: " + std::string(1000, '[') + "\n---\nkind: X\na: b\n") == "1 2 ");
}

TEST_CASE("a quote that is open hides what it reaches, and what marks a key hides none") {
  const std::string text = "kind: X\npassword: \"a\n---b\"\nkind: X\n";
  CHECK(hidden(text) == "2 3 ");
  const vmcp::diag::Lines lines(text);
  vmcp::diag::SecretLines some(lines);
  CHECK(some.contain(3));
  CHECK_FALSE(some.contain(4));
  CHECK(hidden("{kind: List, ?items: [{kind: Secret,\n data: {p: x}}]}\n") == "1 2 ");
  CHECK(hidden("kind: X\na: {? password : x}\n") == "2 ");
}

TEST_CASE("a separator is shown behind what has no kind, unless a quote reaches it") {
  const vmcp::diag::Lines lines("a: {\n---\nkind: X\n");
  CHECK_FALSE(vmcp::diag::SecretLines(lines).contain(2));
  CHECK(vmcp::diag::SecretLines(lines).contain(1));
}

TEST_CASE("other line breaks count, depth does not") {
  CHECK(hidden("kind: X\ra: b\xC2\x85password: c\r\nd: e") == "3 ");
  CHECK(secret_lines("kind: X\n" + std::string(100'000, '[')).size() == 2);
  CHECK(secret_lines("").empty());
}

TEST_CASE("keys of a text in a value decide as those around it do") {
  const std::string head = "kind: ConfigMap\ndata:\n";
  CHECK(hidden(head + "  a: '{\"version\":\"1\",\"password\":\"x\"}'\n") == "3 ");
  CHECK(hidden(head + "  a: \"{\\\"version\\\": \\\"1\\\", \\\"token\\\": {\\\"x\\\": 1}}\"\n") == "3 ");
  CHECK(hidden(head + "  a: '{\"b\":\"[{\\\"secret\\\":\\\"x\\\"}]\"}'\n") == "3 ");
  CHECK(hidden(head + "  a: |\n    {\"version\": 1,\n    \"token\": {\n    \"x\": 1},\n    \"b\": 2}\n  c: d\n") ==
        "5 6 ");
  CHECK(hidden(head + "  a: |\n    token:\n      value: x\n    b: c\n") == "5 ");
  CHECK(hidden(head + "  a: |\n    version: 1\n    b: c\n") == "");
  CHECK(hidden(head + "  a: \"kind: Secret\\ndata: {b: c}\"\n  d: e\n") == "3 ");
  CHECK(hidden(head + "  a: \"kind: ConfigMap\\ndata: {b: c}\"\n  d: e\n") == "");
  CHECK(hidden(head +
               "  a: '{\"version\":\"1\",\"cedar\":{\"policies\":[\"permit(principal,action,resource);\"]}}'\n") == "");
  CHECK(hidden("kind: VirtualMCPServer\nspec:\n  entitiesJson: \"{\\\"password\\\": \\\"x\\\"\"\n") == "3 ");
}

TEST_CASE("items of a volume's Secret are shown, and what is pasted there is not") {
  const std::string head = "kind: VirtualMCPServer\nvolumes:\n- name: v\n  secret:\n    secretName: s\n";
  CHECK(hidden(head + "    items:\n    - key: a\n      path: b\n      mode: 1\n") == "");
  CHECK(hidden(head + "    items: [a]\n") == "6 ");
}

TEST_CASE("what stands where a secret belongs is hidden, whatever was lost in front of it") {
  const std::string head = "kind: MCPServer\nspec:\n";
  for (const std::string line :
       {"x: {password: zq: x}", "x: {password: , zq}", "x: {password: }zq", "\"password\": \"zq\": \"x\"",
        "\"password\" \"zq\"", "password\tzq", "password - zq", "clientSecretValue: zq", "tokenBase64: zq",
        "x: {targetEnvName: API_KEY, value: zq}", "x: {name: password, string: zq}", "args: [\"--pasword\", \"zq\"]",
        "x: {kind: Secret, data: {a: zq}}", "x: {data: {a: zq}, kind: Secret}", "clientSecretReff: zq",
        "a: b # ghp_0123456789ab", "redis://:zq@h:6379: b", "a: https://user:zq@otel:4318, headers: b"}) {
    CAPTURE(line);
    CHECK(hidden(head + "  " + line + "\n") == "3 ");
  }
  for (const std::string line : {"a: [password, user]", "- password\n  - user", "clientSecretRef: {name: s, key: k}",
                                 "password:\n    name: s", "maxTokenString: b", "path: /data/x"}) {
    CAPTURE(line);
    CHECK(hidden(head + "  " + line + "\n") == "");
  }
  for (const char* name : {"name API_TOKEN", "name:API_TOKEN", "name=API_TOKEN", "\"name\" API_TOKEN"}) {
    CAPTURE(name);
    CHECK(hidden(head + "  vars:\n  - " + name + "\n    value: zq\n") == "5 ");
  }
}

TEST_CASE("a patch hides what it puts into a Secret") {
  const std::string head = "kind: Kustomization\npatches:\n- target: {kind: Secret}\n  patch: |-\n";
  CHECK(hidden(head + "    - {op: test, path: /stringData/y, value: zq}\n    - {op: remove, path: /spec}\n") == "5 ");
  CHECK(hidden(head + "    - op: add\n      value: zq\n      path: /data/y\n") == "6 7 ");
  CHECK(hidden(head + "    - {op: add, path: /spec/x, value: y}\n") == "");
  CHECK(hidden(head + "    data:\n      x: zq\n") == "5 6 ");
  CHECK(hidden(head + "    spec:\n      x: y\n") == "");
  CHECK(hidden("kind: Kustomization\nop: test\npath: /data/y\nvalue: zq\n") == "4 ");
}

TEST_CASE("a separator that readers see within a line hides what stands in front of it") {
  for (const std::string br : {"\u2028", "\u2029"}) {
    CHECK(hidden("kind: Secret\nstringData:" + br + "  a: zq" + br + "---" + br + "kind: X\n") == "1 2 ");
  }
}
