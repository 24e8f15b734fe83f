# homebrew_test.rb FORMULA UNPACKED CELLAR: reads the formula with as much of Homebrew's language as it uses, installs from
# the unpacked archive into CELLAR, and runs the formula's own test. Homebrew itself cannot be had without its network.
require "fileutils"

FORMULA, UNPACKED, CELLAR = ARGV

class Folder
  def initialize(path)
    @path = path
  end

  def install(source)
    FileUtils.mkdir_p(@path)
    FileUtils.cp_r(source, @path)
  end

  def to_s
    @path
  end
end

class Formula
  FOLDERS = { bin: "bin", man1: "share/man/man1", man7: "share/man/man7",
              bash_completion: "etc/bash_completion.d",
              zsh_completion: "share/zsh/site-functions", fish_completion: "share/fish/vendor_completions.d",
              pkgshare: "share/vmcp-render" }.freeze
  FOLDERS.each { |name, path| define_method(name) { Folder.new("#{CELLAR}/#{path}") } }

  class << self
    attr_reader :facts, :the_test

    %i[desc homepage license url sha256].each do |name|
      define_method(name) { |value| (@facts ||= {})[name] = value }
    end

    def version(value = nil)
      value ? (@facts ||= {})[:version] = value : @facts[:version]
    end

    def on_intel
      yield
    end
    alias on_arm on_intel

    def depends_on(what)
      raise "Homebrew knows no requirement #{what}" unless what == :linux
    end

    def test(&block)
      @the_test = block
    end

    def inherited(formula)
      super
      Formula.const_set(:THE_FORMULA, formula)
    end
  end

  def version
    self.class.version
  end

  def shell_output(command)
    output = `#{command}`
    raise "#{command} failed" unless $?.success?

    output
  end

  def assert_match(wanted, output)
    raise "#{wanted} is not in the output" unless output.include?(wanted)
  end
end

load FORMULA
formula = Formula::THE_FORMULA
lacking = %i[desc homepage version license url sha256] - formula.facts.keys
raise "the formula lacks #{lacking.join(", ")}" unless lacking.empty?
raise "desc is longer than Homebrew takes" if formula.facts[:desc].length > 80

Dir.chdir(UNPACKED) { formula.new.install }
formula.new.instance_eval(&formula.the_test)
