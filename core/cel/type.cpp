#include "core/cel/type.h"

#include <array>

namespace vmcp::cel {
namespace {

constexpr std::array<Type, 11> kSimpleTypes = {{{TypeKind::kDyn},
                                                {TypeKind::kError},
                                                {TypeKind::kNull},
                                                {TypeKind::kBool},
                                                {TypeKind::kInt},
                                                {TypeKind::kUint},
                                                {TypeKind::kDouble},
                                                {TypeKind::kString},
                                                {TypeKind::kBytes},
                                                {TypeKind::kDuration},
                                                {TypeKind::kTimestamp}}};
constexpr std::array<const char*, kSimpleTypes.size()> kSimpleNames = {
    "dyn", "error", "null", "bool", "int", "uint", "double", "string", "bytes", "duration", "timestamp"};

bool is_dyn_or_error(const Type& type) { return type.kind == TypeKind::kDyn || type.kind == TypeKind::kError; }

/// What null may stand for.
bool is_nullable(const Type& type) {
  return type.kind == TypeKind::kNull || type.kind == TypeKind::kDuration || type.kind == TypeKind::kTimestamp;
}

void append(const Type& type, std::string& out, int depth) {
  constexpr int kMaxShownDepth = 8;
  if (depth > kMaxShownDepth) {
    out += "...";
    return;
  }
  const auto open = [&](const char* name) {
    out += name;
    out += '(';
    append(*type.first, out, depth + 1);
    if (type.second != nullptr) {
      out += ", ";
      append(*type.second, out, depth + 1);
    }
    out += ')';
  };
  switch (type.kind) {
    case TypeKind::kList:
      return open("list");
    case TypeKind::kMap:
      return open("map");
    case TypeKind::kType:
      return open("type");
    case TypeKind::kParameter:
      out += "dyn";
      return;
    default:
      out += kSimpleNames[static_cast<std::size_t>(type.kind)];
  }
}

}  // namespace

const Type* simple_type(TypeKind kind) { return &kSimpleTypes[static_cast<std::size_t>(kind)]; }

std::string to_string(const Type& type) {
  std::string out;
  append(type, out, 0);
  return out;
}

const Type* Types::make(TypeKind kind, const Type* first, const Type* second) {
  return &made_.emplace_back(Type{kind, first, second, 0});
}

const Type* Types::fresh_variable() {
  bindings_.push_back(nullptr);
  return &made_.emplace_back(Type{TypeKind::kParameter, nullptr, nullptr, bindings_.size() - 1});
}

void Types::bind(const Type* variable, const Type* type) {
  changes_.push_back({variable->variable, bindings_[variable->variable]});
  bindings_[variable->variable] = type;
}

void Types::undo(std::size_t changes) {
  for (; changes_.size() > changes; changes_.pop_back()) {
    bindings_[changes_.back().variable] = changes_.back().before;
  }
}

bool Types::assign(const Type* from, const Type* to) {
  const std::size_t changes = changes_.size();
  if (unify(from, to)) return true;
  undo(changes);
  return false;
}

bool Types::assign_all(const std::vector<const Type*>& from, const std::vector<const Type*>& to) {
  if (from.size() != to.size()) return false;
  const std::size_t changes = changes_.size();
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (unify(from[i], to[i])) continue;
    undo(changes);
    return false;
  }
  return true;
}

bool Types::identical(const Type* a, const Type* b) {
  ++work_;
  if (a == b) return true;
  if (exhausted() || a->kind != b->kind || a->variable != b->variable) return false;
  const auto same = [this](const Type* x, const Type* y) {
    return x == nullptr || y == nullptr ? x == y : identical(x, y);
  };
  return same(a->first, b->first) && same(a->second, b->second);
}

bool Types::unify(const Type* from, const Type* to) {
  ++work_;
  if (exhausted()) return false;
  if (to->kind == TypeKind::kParameter) {
    const Substitution substitution = substitute(from, to);
    if (substitution.valid) return true;
    if (substitution.bound) return false;
  }
  if (from->kind == TypeKind::kParameter) return substitute(to, from).valid;
  if (is_dyn_or_error(*from) || is_dyn_or_error(*to)) return true;
  if (from->kind == TypeKind::kNull) return is_nullable(*to);
  if (to->kind == TypeKind::kNull) return is_nullable(*from);
  if (from->kind != to->kind) return false;
  switch (from->kind) {
    case TypeKind::kList:
      return unify(from->first, to->first);
    case TypeKind::kMap:
      return unify(from->first, to->first) && unify(from->second, to->second);
    default:
      return true;
  }
}

/// Whether `variable` may stand for `type`; binds it when it is free or the type is more general than its binding.
Types::Substitution Types::substitute(const Type* type, const Type* variable) {
  if (identical(type, variable)) return {true, true};
  if (const Type* bound = binding(variable)) {
    if (type->kind == bound->kind && identical(type, bound)) return {true, true};
    if (!unify(type, bound)) return {false, true};
    const Type* general = most_general(type, bound);
    if (!occurs(variable, general)) bind(variable, general);
    return {true, true};
  }
  if (occurs(variable, type)) return {false, false};
  bind(variable, type);
  return {true, false};
}

bool Types::occurs(const Type* type, const Type* within) {
  if (identical(type, within)) return true;
  if (exhausted()) return true;
  if (within->kind == TypeKind::kParameter) {
    const Type* bound = binding(within);
    return bound != nullptr && occurs(type, bound);
  }
  return (within->first != nullptr && occurs(type, within->first)) ||
         (within->second != nullptr && occurs(type, within->second));
}

bool Types::is_equal_or_less_specific(const Type* a, const Type* b) {
  ++work_;
  if (exhausted()) return true;
  if (a->kind == TypeKind::kDyn || a->kind == TypeKind::kParameter) return true;
  if (b->kind == TypeKind::kDyn || b->kind == TypeKind::kParameter || a->kind != b->kind) return false;
  switch (a->kind) {
    case TypeKind::kList:
      return is_equal_or_less_specific(a->first, b->first);
    case TypeKind::kMap:
      return is_equal_or_less_specific(a->first, b->first) && is_equal_or_less_specific(a->second, b->second);
    default:
      return true;
  }
}

const Type* Types::most_general(const Type* a, const Type* b) { return is_equal_or_less_specific(a, b) ? a : b; }

const Type* Types::resolve(const Type* type) {
  ++work_;
  if (exhausted()) return simple_type(TypeKind::kDyn);
  if (const Type* bound = binding(type)) return resolve(bound);
  if (type->first == nullptr) return type;
  const Type* first = resolve(type->first);
  const Type* second = type->second == nullptr ? nullptr : resolve(type->second);
  if (first == type->first && second == type->second) return type;
  return make(type->kind, first, second);
}

}  // namespace vmcp::cel
