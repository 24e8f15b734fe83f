# Where releases are, for the scripts in bin/. OWNER is a placeholder; VMCP_RENDER_HOME names a mirror.
repository=${VMCP_RENDER_HOME:-https://git.example.com/OWNER/vmcp-render}
releases=$repository/releases/download

# The machine's processor as archives are named; others have no archive.
processor() {
  case $(uname -s)/$(uname -m) in
    Linux/x86_64) echo amd64 ;;
    Linux/aarch64) echo arm64 ;;
    *) echo "vmcp-render: there is no archive for $(uname -s) on $(uname -m)" >&2; exit 1 ;;
  esac
}
