#include "core/cel/program.h"

#include <array>
#include <doctest/doctest.h>
#include <string>

using namespace vmcp::cel;
using vmcp::yaml::Value;

namespace {

/// Numbers are doubles, as a JSON decoder of Go gives them.
const Value& self() {
  static const Value kSelf = [] {
    Value list = Value::sequence();
    list.push(1.0).push(2.0).push(3.0);
    Value map = Value::mapping();
    map.set("k", 1.0);
    Value inner = Value::mapping();
    inner.set("b", Value(Value::mapping()).set("c", 1.0));
    Value deep = Value::mapping();
    deep.set("a", std::move(inner));
    Value document = Value::mapping();
    document.set("a", 1.0).set("s", "hello").set("l", std::move(list)).set("m", std::move(map)).set("n", nullptr);
    document.set("deep", std::move(deep)).set("d", "5m");
    return document;
  }();
  return kSelf;
}

Result evaluate(const char* expression) {
  static constexpr std::array<std::string_view, 1> kVariables = {"self"};
  const auto compiled = Program::compile(expression, kVariables);
  if (const auto* error = std::get_if<CompileError>(&compiled)) FAIL(expression << ": " << error->message);
  const std::array<Binding, 1> bindings = {{{"self", self()}}};
  return std::get<Program>(compiled).evaluate(bindings);
}

/// Null when the evaluation failed.
Value value_of(const char* expression) {
  const Result result = evaluate(expression);
  const auto* value = std::get_if<Value>(&result);
  return value == nullptr ? Value() : *value;
}

}  // namespace

// Every expectation below is what cel-go gives for the expression.

TEST_CASE("expressions that are true") {
  for (const char* expression : {
           R"cel([1]+[2]==[1,2])cel",
           R"cel(dyn(1)==dyn(1.0))cel",
           R"cel([1,2]==[1,2])cel",
           R"cel({"a":1}=={"a":1})cel",
           R"cel({"a":1,"b":2}=={"b":2,"a":1})cel",
           R"cel(null==null)cel",
           R"cel(self.a==1.0)cel",
           R"cel(self.a==1)cel",
           R"cel(self.a<2)cel",
           R"cel(self.s.startsWith("h"))cel",
           R"cel(has(self.a))cel",
           R"cel("a" in self)cel",
           R"cel(1.0 in self.l)cel",
           R"cel(self.l.all(x, x > 0))cel",
           R"cel(self.l.exists(x, x == 2.0))cel",
           R"cel(self.l.exists_one(x, x == 2.0))cel",
           R"cel(self.m.all(k, k != ""))cel",
           R"cel(self.m.exists(k, self.m[k] == 1.0))cel",
           R"cel(true || 1/0 == 1)cel",
           R"cel(1/0 == 1 || true)cel",
           R"cel(self.a || true)cel",
           R"cel([1,0,3].exists(x, 3/x == 1))cel",
           R"cel("abc".matches("^a.c$"))cel",
           R"cel("xabcx".matches("abc"))cel",
           R"cel(matches("abc","b"))cel",
           R"cel("abc".contains("b"))cel",
           R"cel("abc".endsWith("bc"))cel",
           R"cel(duration("1h") > duration("59m"))cel",
           R"cel(bool("true"))cel",
           R"cel(bool("T"))cel",
           R"cel(bool("t"))cel",
           R"cel(bool("1"))cel",
           R"cel(type(1) == int)cel",
           R"cel(type(self) == map)cel",
           R"cel(dyn(1) < dyn(2u))cel",
           R"cel(dyn(-1) < dyn(0u))cel",
           R"cel(dyn(1) < dyn(1.5))cel",
           R"cel(dyn(9223372036854775807) == dyn(9223372036854775808.0))cel",
           R"cel(false < true)cel",
           R"cel(b"a" < b"b")cel",
           R"cel("a" < "b")cel",
           R"cel("Z" < "a")cel",
           R"cel(b'\xff' == b'\377')cel",
           R"cel(self.n == null)cel",
           R"cel(has(self.n))cel",
           R"cel(self.l == [1,2,3])cel",
           R"cel(self.l == [1.0,2.0,3.0])cel",
           R"cel(self.m == {"k":1.0})cel",
           R"cel(duration(self.d) > duration("0s"))cel",
           R"cel(self in [self])cel",
           R"cel([1,2] in [[1,2]])cel",
           R"cel("" == '')cel",
           R"cel(timestamp("2020-01-02T03:04:05+01:00") == timestamp("2020-01-02T02:04:05Z"))cel",
           R"cel(self.missing == 1 || true)cel",
           R"cel(has(self.missing.x) || true)cel",
           R"cel(self.l.exists(x, self.missing == x) || true)cel",
           R"cel(self == self)cel",
           R"cel(self.l in [self.l])cel",
       }) {
    CAPTURE(expression);
    CHECK(value_of(expression) == Value(true));
  }
}

TEST_CASE("expressions that are false") {
  for (const char* expression : {
           R"cel(dyn(1)=="1")cel",
           R"cel([1,2]==[2,1])cel",
           R"cel({"a":1}=={"a":2})cel",
           R"cel(self==null)cel",
           R"cel(has(self.missing))cel",
           R"cel(has(self.a.b))cel",
           R"cel(has(self.s.b))cel",
           R"cel(1 in self)cel",
           R"cel("x" in self.l)cel",
           R"cel(self.l.exists_one(x, x > 0.0))cel",
           R"cel(false && 1/0 == 1)cel",
           R"cel(1/0 == 1 && false)cel",
           R"cel("abc".matches(self.s))cel",
           R"cel(dyn(9223372036854775807) < dyn(9223372036854775808.0))cel",
           R"cel(dyn(1u) < dyn(-1.0))cel",
           R"cel(!true)cel",
           R"cel(self.l + self.l == self.l)cel",
           R"cel(has(self.n.x))cel",
           R"cel(has(self.a.b))cel",
           R"cel(has({"a":1}.b))cel",
           R"cel(has({1:1}.b))cel",
           R"cel(has(self.l[0].b))cel",
           R"cel("\u200bx".trim() == "x")cel",
           R"cel(self.missing == 1 && false)cel",
           R"cel(self.m == self)cel",
       }) {
    CAPTURE(expression);
    CHECK(value_of(expression) == Value(false));
  }
}

TEST_CASE("expressions that give whole numbers") {
  struct Case {
    const char* expression;
    std::int64_t value;
  };
  for (const Case& c : {
           Case{R"cel(1+2*3-4/2%3)cel", 5},
           Case{R"cel(8/2/2)cel", 2},
           Case{R"cel(7%4%2)cel", 1},
           Case{R"cel(2*3%4)cel", 2},
           Case{R"cel(-7/2)cel", -3},
           Case{R"cel(-7%3)cel", -1},
           Case{R"cel(7u/2u)cel", 3},
           Case{R"cel(self.s.size())cel", 5},
           Case{R"cel(self.l.filter(x, x > 1.0).size())cel", 2},
           Case{R"cel(true ? 1 : 1/0)cel", 1},
           Case{R"cel(false ? 1/0 : 2)cel", 2},
           Case{R"cel("héllo".size())cel", 5},
           Case{R"cel(size(b"h\xff"))cel", 2},
           Case{R"cel(size([1,2]))cel", 2},
           Case{R"cel(size({"a":1}))cel", 1},
           Case{R"cel("a,b,c".split(",").size())cel", 3},
           Case{R"cel("a,b".split(",",0).size())cel", 0},
           Case{R"cel("a,b".split(",",-1).size())cel", 2},
           Case{R"cel("".split(",").size())cel", 1},
           Case{R"cel("".split("").size())cel", 0},
           Case{R"cel("abc".split("").size())cel", 3},
           Case{R"cel("héllo".indexOf("l"))cel", 2},
           Case{R"cel("hello".indexOf("l",3))cel", 3},
           Case{R"cel("hello".indexOf(""))cel", 0},
           Case{R"cel("hello".indexOf("z"))cel", -1},
           Case{R"cel("hello".indexOf("l",9))cel", -1},
           Case{R"cel("hello".lastIndexOf("l"))cel", 3},
           Case{R"cel("hello".lastIndexOf("l",2))cel", 2},
           Case{R"cel("hello".lastIndexOf(""))cel", 5},
           Case{R"cel(timestamp("2020-05-06T07:08:09.012Z").getFullYear())cel", 2020},
           Case{R"cel(timestamp("2020-05-06T07:08:09.012Z").getMonth())cel", 4},
           Case{R"cel(timestamp("2020-05-06T07:08:09.012Z").getDate())cel", 6},
           Case{R"cel(timestamp("2020-05-06T07:08:09.012Z").getDayOfMonth())cel", 5},
           Case{R"cel(timestamp("2020-05-06T07:08:09.012Z").getDayOfWeek())cel", 3},
           Case{R"cel(timestamp("2020-05-06T07:08:09.012Z").getDayOfYear())cel", 126},
           Case{R"cel(timestamp("2020-05-06T07:08:09.012Z").getHours())cel", 7},
           Case{R"cel(timestamp("2020-05-06T07:08:09.012Z").getMinutes())cel", 8},
           Case{R"cel(timestamp("2020-05-06T07:08:09.012Z").getSeconds())cel", 9},
           Case{R"cel(timestamp("2020-05-06T07:08:09.012Z").getMilliseconds())cel", 12},
           Case{R"cel(timestamp("2020-05-06T07:08:09Z").getHours("+05:30"))cel", 12},
           Case{R"cel(timestamp("2020-05-06T07:08:09Z").getHours("-08:00"))cel", 23},
           Case{R"cel(timestamp("2020-05-06T07:08:09Z").getDate("-08:00"))cel", 5},
           Case{R"cel(timestamp("1900-03-01T00:00:00Z").getDayOfWeek())cel", 4},
           Case{R"cel(timestamp("1899-12-31T23:59:59Z").getDayOfYear())cel", 364},
           Case{R"cel(duration("1h1m1s1ms").getHours())cel", 1},
           Case{R"cel(duration("1h1m1s1ms").getMinutes())cel", 61},
           Case{R"cel(duration("1h1m1s1ms").getSeconds())cel", 3661},
           Case{R"cel(duration("1h1m1s1ms").getMilliseconds())cel", 3661001},
           Case{R"cel(int("12"))cel", 12},
           Case{R"cel(int("+12"))cel", 12},
           Case{R"cel(int("-12"))cel", -12},
           Case{R"cel(int(1.9))cel", 1},
           Case{R"cel(int(-1.9))cel", -1},
           Case{R"cel(int(timestamp("2020-01-01T00:00:00Z")))cel", 1577836800},
           Case{R"cel(int(duration("1s")))cel", 1000000000},
           Case{R"cel(uint("12"))cel", 12},
           Case{R"cel(uint(1.5))cel", 1},
           Case{R"cel({"a":1}.a)cel", 1},
           Case{R"cel([1,2,3][1])cel", 2},
           Case{R"cel([1,2,3][dyn(1.0)])cel", 2},
           Case{R"cel([1,2,3][dyn(1u)])cel", 2},
           Case{R"cel(b"é".size())cel", 2},
           Case{R"cel([[1,2],[3]].map(x, x.size())[0])cel", 2},
           Case{R"cel([1,2,3].map(x, [x, x*2]).filter(p, p[1] > 2).size())cel", 2},
           Case{R"cel((self.l + self.l).size())cel", 6},
           Case{R"cel(timestamp("2020-01-02T03:04:05+01:00").getHours())cel", 2},
           Case{R"cel("hello".lastIndexOf("l",9))cel", -1},
           Case{R"cel("hello".lastIndexOf("l",5))cel", -1},
           Case{R"cel("hello".indexOf("l",5))cel", -1},
           Case{R"cel("hello".indexOf("",5))cel", 5},
           Case{R"cel("hello".indexOf("",6))cel", 5},
           Case{R"cel("hello".lastIndexOf("",2))cel", 2},
           Case{R"cel("x".split("x").size())cel", 2},
           Case{R"cel(timestamp("2020-01-01T00:00:00Z").getHours("01:30"))cel", 1},
           Case{R"cel(timestamp("2020-01-01T00:00:00Z").getHours("+1:30"))cel", 1},
           Case{R"cel(timestamp("2020-01-01T00:00:00Z").getHours(""))cel", 0},
           Case{R"cel(timestamp("2020-01-01T00:00:00Z").getMinutes("-00:30"))cel", 30},
           Case{R"cel(size(self.s))cel", 5},
           Case{R"cel(duration("1.5h").getMinutes())cel", 90},
           Case{R"cel(duration("-1.5h").getMinutes())cel", -90},
       }) {
    CAPTURE(c.expression);
    const Value value = value_of(c.expression);
    CHECK(value == (value.kind() == Value::Kind::kUint ? Value(static_cast<std::uint64_t>(c.value)) : Value(c.value)));
  }
}

TEST_CASE("expressions that give strings") {
  struct Case {
    const char* expression;
    const char* value;
  };
  for (const Case& c : {
           Case{R"cel("a"+"b")cel", R"cel(ab)cel"},
           Case{R"cel(self.m.map(k, k)[0])cel", R"cel(k)cel"},
           Case{R"cel("a,b,c".split(",")[1])cel", R"cel(b)cel"},
           Case{R"cel("a,b,c".split(",",2)[1])cel", R"cel(b,c)cel"},
           Case{R"cel("abc".split("")[1])cel", R"cel(b)cel"},
           Case{R"cel("abc".split("",2)[1])cel", R"cel(bc)cel"},
           Case{R"cel("  a b\t".trim())cel", R"cel(a b)cel"},
           Case{R"cel("abc".substring(1))cel", R"cel(bc)cel"},
           Case{R"cel("abc".substring(1,2))cel", R"cel(b)cel"},
           Case{R"cel("abc".substring(3))cel", R"cel()cel"},
           Case{R"cel("abc".charAt(1))cel", R"cel(b)cel"},
           Case{R"cel("abc".charAt(3))cel", R"cel()cel"},
           Case{R"cel("hello".replace("l","L"))cel", R"cel(heLLo)cel"},
           Case{R"cel("hello".replace("l","L",1))cel", R"cel(heLlo)cel"},
           Case{R"cel("hello".replace("","-"))cel", R"cel(-h-e-l-l-o-)cel"},
           Case{R"cel("hello".replace("","-",2))cel", R"cel(-h-ello)cel"},
           Case{R"cel("hello".replace("l","L",0))cel", R"cel(hello)cel"},
           Case{R"cel(["a","b"].join())cel", R"cel(ab)cel"},
           Case{R"cel(["a","b"].join("-"))cel", R"cel(a-b)cel"},
           Case{R"cel([].join("-"))cel", R"cel()cel"},
           Case{R"cel(string(1))cel", R"cel(1)cel"},
           Case{R"cel(string(1u))cel", R"cel(1)cel"},
           Case{R"cel(string(1.0))cel", R"cel(1)cel"},
           Case{R"cel(string(1.5))cel", R"cel(1.5)cel"},
           Case{R"cel(string(1e20))cel", R"cel(1e+20)cel"},
           Case{R"cel(string(1e21))cel", R"cel(1e+21)cel"},
           Case{R"cel(string(1e-4))cel", R"cel(0.0001)cel"},
           Case{R"cel(string(1e-5))cel", R"cel(1e-05)cel"},
           Case{R"cel(string(123456789.0))cel", R"cel(1.23456789e+08)cel"},
           Case{R"cel(string(1000000.0))cel", R"cel(1e+06)cel"},
           Case{R"cel(string(0.1))cel", R"cel(0.1)cel"},
           Case{R"cel(string(-0.0))cel", R"cel(-0)cel"},
           Case{R"cel(string(true))cel", R"cel(true)cel"},
           Case{R"cel(string(b"abc"))cel", R"cel(abc)cel"},
           Case{R"cel(string(duration("1h1.5s")))cel", R"cel(3601.5s)cel"},
           Case{R"cel(string(duration("-1.5s")))cel", R"cel(-1.5s)cel"},
           Case{R"cel(string(duration("1ns")))cel", R"cel(0.000000001s)cel"},
           Case{R"cel(string(timestamp("2020-01-02T03:04:05.678Z")))cel", R"cel(2020-01-02T03:04:05.678Z)cel"},
           Case{R"cel(string(timestamp("2020-01-02T03:04:05+01:00")))cel", R"cel(2020-01-02T03:04:05+01:00)cel"},
           Case{R"cel({1:"a"}[1])cel", R"cel(a)cel"},
           Case{R"cel(r'\n')cel", R"cel(\n)cel"},
           Case{R"cel("""a"b""")cel", R"cel(a"b)cel"},
           Case{R"cel(''' a'b ''')cel", R"cel( a'b )cel"},
           Case{R"cel(string(timestamp("2020-01-02T03:04:05+00:00")))cel", R"cel(2020-01-02T03:04:05Z)cel"},
           Case{R"cel(string(timestamp("2020-01-02T03:04:05-01:30") + duration("1s")))cel",
                R"cel(2020-01-02T03:04:06-01:30)cel"},
           Case{R"cel(string(999999.0))cel", R"cel(999999)cel"},
           Case{R"cel(string(1e6))cel", R"cel(1e+06)cel"},
           Case{R"cel(string(0.00001))cel", R"cel(1e-05)cel"},
           Case{R"cel(string(0.0001))cel", R"cel(0.0001)cel"},
           Case{R"cel(string(1e100))cel", R"cel(1e+100)cel"},
           Case{R"cel(string(12345.678))cel", R"cel(12345.678)cel"},
           Case{R"cel("a b".trim())cel", R"cel(a b)cel"},
           Case{R"cel("\u00a0x\u2003".trim())cel", R"cel(x)cel"},
           Case{R"cel("xx".split("x")[2])cel", R"cel()cel"},
           Case{R"cel("".substring(0))cel", R"cel()cel"},
           Case{R"cel("".charAt(0))cel", R"cel()cel"},
           Case{R"cel("".trim())cel", R"cel()cel"},
           Case{R"cel("".replace("","x"))cel", R"cel(x)cel"},
           Case{R"cel("abc".replace("b",""))cel", R"cel(ac)cel"},
       }) {
    CAPTURE(c.expression);
    CHECK(value_of(c.expression) == Value(c.value));
  }
}

TEST_CASE("expressions whose evaluation fails") {
  for (const char* expression : {
           R"cel(1/0)cel",
           R"cel(1%0)cel",
           R"cel(1u-2u)cel",
           R"cel(9223372036854775807+1)cel",
           R"cel(-9223372036854775807-2)cel",
           R"cel(9223372036854775807*2)cel",
           R"cel(-(-9223372036854775807-1))cel",
           R"cel((-9223372036854775807-1)/-1)cel",
           R"cel(18446744073709551615u+1u)cel",
           R"cel(self.a+1)cel",
           R"cel(self.missing)cel",
           R"cel(self.a.b)cel",
           R"cel(self.l[5])cel",
           R"cel(self.l[-1])cel",
           R"cel(self.l["a"])cel",
           R"cel(self["zz"])cel",
           R"cel(self[1])cel",
           R"cel(self.l.all(x, x > "a"))cel",
           R"cel(self.l.exists(x, x / 0 == 1))cel",
           R"cel(self.s.all(x, true))cel",
           R"cel(self.a.all(x, true))cel",
           R"cel(false || 1/0 == 1)cel",
           R"cel(1/0 == 1 && true)cel",
           R"cel(self.s || false)cel",
           R"cel(true && self.s)cel",
           R"cel(self.s ? 1 : 2)cel",
           R"cel([1/0, 2].exists(x, x == 2))cel",
           R"cel([1,2,3].all(x, x/(x-2) > -5))cel",
           R"cel("abc".matches("("))cel",
           R"cel("abc".substring(4))cel",
           R"cel("abc".substring(2,1))cel",
           R"cel("abc".charAt(4))cel",
           R"cel(string(b"\xff"))cel",
           R"cel(timestamp("2020-02-30T00:00:00Z"))cel",
           R"cel(timestamp("2020-01-01T24:00:00Z"))cel",
           R"cel(timestamp("2020-01-01t00:00:00z"))cel",
           R"cel(timestamp("2020-01-01T00:00:00"))cel",
           R"cel(timestamp("2020-01-01T00:00:00,5Z"))cel",
           R"cel(timestamp("2020-01-01T00:00:00.Z"))cel",
           R"cel(timestamp("2020-01-01T00:00:60Z"))cel",
           R"cel(timestamp("0000-12-31T23:59:59Z"))cel",
           R"cel(timestamp("9999-12-31T23:59:59Z") + duration("1s"))cel",
           R"cel(timestamp("2020-01-01T00:00:00+25:00"))cel",
           R"cel(timestamp(253402300800))cel",
           R"cel(duration("9223372036854775807ns") + duration("1ns"))cel",
           R"cel(duration("x"))cel",
           R"cel(duration("1d"))cel",
           R"cel(duration(""))cel",
           R"cel(int("1.5"))cel",
           R"cel(int("0x1"))cel",
           R"cel(int(" 1"))cel",
           R"cel(int(1e19))cel",
           R"cel(int(18446744073709551615u))cel",
           R"cel(uint("-1"))cel",
           R"cel(uint(-1))cel",
           R"cel(uint(-0.5))cel",
           R"cel(uint(-1.0))cel",
           R"cel(double("x"))cel",
           R"cel(bool("yes"))cel",
           R"cel({"a":1}["b"])cel",
           R"cel({"a":1}.b)cel",
           R"cel([1,2,3][dyn(1.5)])cel",
           R"cel(dyn("a") < dyn(1))cel",
           R"cel(self.n.x)cel",
           R"cel(!(1/0==1))cel",
           R"cel(!self.a)cel",
           R"cel(-self.s)cel",
           R"cel(self.s + self.a)cel",
           R"cel(has(self.l.b))cel",
           R"cel(has(self.a.b.c))cel",
           R"cel(self.l.b)cel",
           R"cel(timestamp("2020-01-02T03:04:05+24:00"))cel",
           R"cel(timestamp("2020-01-02T03:04:05+23:60"))cel",
           R"cel(timestamp("2020-01-02T03:04:05+0100"))cel",
           R"cel("hello".lastIndexOf("l",-1))cel",
           R"cel("hello".indexOf("l",-1))cel",
           R"cel(double("1e400"))cel",
           R"cel("abc".charAt(-1))cel",
           R"cel("abc".substring(-1))cel",
           R"cel(timestamp("2020-01-01T00:00:00Z").getHours("Z"))cel",
           R"cel(int("9223372036854775808"))cel",
           R"cel(uint("+1"))cel",
           R"cel(int(9223372036854775807.0))cel",
           R"cel(int(-9223372036854775808.0))cel",
           R"cel(uint(18446744073709551615.0))cel",
           R"cel(dyn(1) + dyn(1u))cel",
           R"cel(dyn(1) + dyn(1.0))cel",
           R"cel(dyn("a") + dyn(b"a"))cel",
           R"cel(size(self.a))cel",
           R"cel(self.s[0])cel",
           R"cel(self.s.b)cel",
           R"cel(self.m.k.x)cel",
           R"cel(!self.s)cel",
           R"cel(-self.m)cel",
           R"cel(self.l.all(x, x > 1.0 || self.missing == 1))cel",
           R"cel(self.l.map(x, self.missing))cel",
           R"cel(self.l.filter(x, self.missing))cel",
           R"cel(self.l.exists_one(x, self.missing == 1))cel",
           R"cel(self.l.all(x, x))cel",
           R"cel(self.l.exists(x, x))cel",
           R"cel(self.l.filter(x, x))cel",
       }) {
    CAPTURE(expression);
    CHECK(std::holds_alternative<EvaluationError>(evaluate(expression)));
  }
}

TEST_CASE("types, bytes and times have a form in a document") {
  CHECK(value_of("type(self.l)") == Value("list"));
  CHECK(value_of("type(duration('1s'))") == Value("google.protobuf.Duration"));
  CHECK(value_of("b'ab' + b'c'") == Value("abc"));
  CHECK(value_of("duration('1h') - duration('90s')") == Value("3510s"));
  CHECK(value_of("timestamp(0)") == Value("1970-01-01T00:00:00Z"));
  CHECK(value_of("timestamp('2020-02-28T23:00:00Z') + duration('24h')") == Value("2020-02-29T23:00:00Z"));
  CHECK(value_of("[1, 2].map(x, x * 2)") == Value(Value::sequence()).push(2).push(4));
  CHECK(value_of("{'a': null}") == Value(Value::mapping()).set("a", nullptr));
}

TEST_CASE("the rules' dialect compares numbers across types and wants lists of one type") {
  static constexpr std::array<std::string_view, 1> kVariables = {"self"};
  CHECK(value_of("1 < 2u && 1.5 > 1 && 2u >= 1.0") == Value(true));
  for (const char* expression : {"[1, 'a']", "{'a': 1, 'b': 'c'}", "self.", "other", "self.nope()", "1 + 'a'"}) {
    CAPTURE(expression);
    CHECK(std::holds_alternative<CompileError>(Program::compile(expression, kVariables)));
  }
  CHECK(std::holds_alternative<Program>(Program::compile("self.x", kVariables, Wanted::kBool)));
  CHECK(std::holds_alternative<CompileError>(Program::compile("'a'", kVariables, Wanted::kBool)));
  const auto refused = Program::compile("self.a +\n other", kVariables);
  CHECK(std::get<CompileError>(refused).offset == 10);
  CHECK(std::get<CompileError>(refused).message == "undeclared reference to \"other\"");
}
