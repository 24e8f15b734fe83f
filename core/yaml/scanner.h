#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/yaml/characters.h"
#include "core/yaml/problem.h"
#include "core/yaml/syntax.h"

namespace vmcp::yaml {

/// Walks over the tokens of a document with the state that decides what may stand where, as scannerc.go does.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Differences run() {
    while (next_token()) {
    }
    return std::move(differences_);
  }

  std::vector<Token> tokens() {
    std::vector<Token> tokens;
    tokens_ = &tokens;
    while (next_token()) {
    }
    return tokens;
  }

 private:
  /// A token that is a key if a colon follows.
  struct SimpleKey {
    bool possible = false;
    bool required = false;
    std::size_t offset = 0;
    std::size_t line_start = 0;
  };

  [[noreturn]] static void fail_at(std::size_t offset, std::string message) {
    throw Problem{offset, "yaml-syntax", std::move(message)};
  }
  [[noreturn]] void fail(std::string message) const { fail_at(offset_, std::move(message)); }

  static bool is_blank(char c) { return c == ' ' || c == '\t'; }
  static bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

  /// The character `ahead`; NUL past the end, which no checked text holds.
  char peek(std::size_t ahead = 0) const { return offset_ + ahead < text_.size() ? text_[offset_ + ahead] : '\0'; }
  bool at_end() const { return offset_ >= text_.size(); }
  bool in_flow() const { return keys_.size() > 1; }
  int column() const { return static_cast<int>(offset_ - line_start_); }

  /// Length of the line break `ahead`; 0 when there is none.
  std::size_t break_length(std::size_t ahead = 0) const {
    if (peek(ahead) == '\n') return 1;
    return peek(ahead) == '\xE2' ? separator_length(text_.substr(offset_ + ahead)) : 0;
  }
  bool breaks_or_ends(std::size_t ahead = 0) const { return peek(ahead) == '\0' || break_length(ahead) != 0; }
  bool blank_or_ends(std::size_t ahead = 0) const { return is_blank(peek(ahead)) || breaks_or_ends(ahead); }
  void skip_break() {
    offset_ += break_length();
    line_start_ = offset_;
  }
  /// Outside quotes, where yaml-cpp takes U+2028 and U+2029 for text; whether it was one of those.
  bool skip_any_break() {
    const bool differs = break_length() > 1;
    if (differs) differences_.breaks.push_back(offset_);
    skip_break();
    return differs;
  }
  bool at_document_indicator() const {
    const std::string_view mark = text_.substr(offset_, 3);
    return column() == 0 && (mark == "---" || mark == "...") && blank_or_ends(3);
  }

  bool next_token();
  void token(char c, bool follows_json_node);
  void keep_token(std::size_t begin);
  void skip_to_token();
  void document_indicator();
  void structure(char c);
  void block_entry();
  void key();
  void value();
  void anchor();
  void tag();
  void tag_uri(const char* where);
  void block_scalar();
  bool block_scalar_breaks(int& indent);
  void quoted_scalar();
  void escape(std::size_t start);
  void plain_scalar();

  void save_key();
  void remove_key();
  bool key_is_valid();
  void indent_to(int column);
  void unindent_to(int column);

  std::string_view text_;
  std::size_t offset_ = 0;
  std::size_t line_start_ = 0;
  bool key_allowed_ = true;
  bool after_json_node_ = false;
  /// First character of the token before.
  char previous_ = '\0';
  bool started_ = false;
  bool ended_ = false;
  std::vector<int> indents_{-1};
  /// One for the block context and one for each open flow collection.
  std::vector<SimpleKey> keys_{SimpleKey{}};
  Differences differences_;
  Token::Kind kind_ = Token::Kind::kScalar;
  std::vector<Token>* tokens_ = nullptr;  ///< those so far, if anybody wants them
};

}  // namespace vmcp::yaml
