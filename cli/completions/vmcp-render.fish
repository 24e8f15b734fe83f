# fish completion of vmcp-render, as "vmcp-render completion fish" prints it:
#     vmcp-render completion fish | source
# The program itself says what may stand where; this only asks it.

function __vmcp_render_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    set -l lines ($program __complete -- $words "$current" 2>/dev/null)
    set -q lines[1]; or return
    set -l kind $lines[-1]
    set -e lines[-1]
    set -q lines[1]; and printf '%s\n' $lines
    set -l cut (string match -r -- '^--[^=]*=' "$current")
    set -l value (string replace -r -- '^--[^=]*=' '' "$current")
    switch $kind
        case :manifests
            for path in (__fish_complete_path "$value")
                string match -qr -- '(/|\.ya?ml|\.json)(\t|$)' $path; and echo -- "$cut$path"
            end
        case :files
            for path in (__fish_complete_path "$value")
                echo -- "$cut$path"
            end
        case :directories
            for path in (__fish_complete_directories "$value" '')
                echo -- "$cut$path"
            end
    end
end

complete -c vmcp-render -f -a '(__vmcp_render_complete)'
