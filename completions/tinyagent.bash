# bash completion for tinyagent, made by: tinyagent completion bash
_tinyagent() {
    local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"
    local command="" words="" flags="" files="" i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "${command:+$command }${COMP_WORDS[i]}" in
            "do"|"plan"|"run"|"chat"|"tools"|"undo"|"eval"|"lab"|"doctor"|"plugins"|"manual"|"completion"|"history"|"history list"|"history show"|"history export"|"desktop"|"desktop show"|"desktop reset"|"desktop import"|"config"|"config show"|"config get"|"config set"|"config unset"|"config edit"|"config consent"|"config path"|"models"|"models list"|"models pull"|"models rm"|"models path"|"models quantize"|"models use") command="${command:+$command }${COMP_WORDS[i]}" ;;
        esac
    done
    case "$command:$before" in
        "do:--planner") words="embedded llama http" ;;
        "do:--now") words="" ;;
        "do:--audio") files=1 ;;
        "plan:--planner") words="embedded llama http" ;;
        "plan:--now") words="" ;;
        "plan:--batch") files=1 ;;
        "run:--now") words="" ;;
        "chat:--planner") words="embedded llama http" ;;
        "chat:--now") words="" ;;
        "eval:--planner") words="embedded llama http" ;;
        "history:--search") words="" ;;
        "history:--limit"|"history:-n") words="" ;;
        "history list:--search") words="" ;;
        "history list:--limit"|"history list:-n") words="" ;;
        "history export:--format") words="json markdown" ;;
        "history export:--turns") words="" ;;
        "history export:--search") words="" ;;
        "config consent:--revoke") words="" ;;
        "models pull:--name") words="" ;;
        *) case "$command" in
            "")
                words="do plan run chat tools undo eval lab doctor plugins manual completion history desktop config models"; flags="--version -V --debug -h --help" ;;
            "do")
                words=""; flags="--planner --now --rehearse --yes -y --dry-run --quiet -q --json --events --private --voice --audio -h --help" ;;
            "plan")
                words=""; flags="--planner --now --rehearse --json --batch -h --help" ;;
            "run")
                words=""; flags="--now --rehearse --yes -y --quiet -q --json --events -h --help"; files=1 ;;
            "chat")
                words=""; flags="--planner --now --rehearse --yes -y --quiet -q --private --continue -c -h --help" ;;
            "tools")
                words="create_calendar_event get_phone_number get_email_address open_and_get_file_path summarize_pdf compose_new_email reply_to_email forward_email maps_open_location maps_show_directions create_note open_note append_note_content create_reminder send_sms get_zoom_meeting_link"; flags="--json -h --help" ;;
            "undo")
                words=""; flags="--rehearse --json -h --help" ;;
            "eval")
                words=""; flags="--planner --json -h --help"; files=1 ;;
            "lab")
                words="data train select export formats eval report all classifier finetune"; flags="-h --help" ;;
            "doctor")
                words=""; flags="--json -h --help" ;;
            "plugins")
                words=""; flags="--json -h --help" ;;
            "manual")
                words=""; flags="-h --help" ;;
            "completion")
                words="bash zsh fish"; flags="-h --help" ;;
            "history")
                words="list show export"; flags="--search --limit -n --json -h --help" ;;
            "history list")
                words=""; flags="--search --limit -n --json -h --help" ;;
            "history show")
                words=""; flags="--json -h --help" ;;
            "history export")
                words=""; flags="--format --turns --search -h --help"; files=1 ;;
            "desktop")
                words="show reset import"; flags="-h --help" ;;
            "desktop show")
                words="contacts calendar reminders notes mail messages maps zoom links files"; flags="--json -h --help" ;;
            "desktop reset")
                words=""; flags="--yes -y -h --help" ;;
            "desktop import")
                words=""; flags="-h --help"; files=1 ;;
            "config")
                words="show get set unset edit consent path"; flags="-h --help" ;;
            "config show")
                words=""; flags="--json -h --help" ;;
            "config get")
                words="planner.name planner.model planner.url planner.profile planner.threads planner.selector planner.selector_model planner.seconds writer.name writer.model writer.url writer.context writer.at_once writer.instructions desktop.kind consent.allow run.replans people.region calendar.name calendar.minutes history.keep repl.editing voice.transcriber voice.model voice.language"; flags="-h --help" ;;
            "config set")
                words="planner.name planner.model planner.url planner.profile planner.threads planner.selector planner.selector_model planner.seconds writer.name writer.model writer.url writer.context writer.at_once writer.instructions desktop.kind consent.allow run.replans people.region calendar.name calendar.minutes history.keep repl.editing voice.transcriber voice.model voice.language"; flags="-h --help" ;;
            "config unset")
                words="planner.name planner.model planner.url planner.profile planner.threads planner.selector planner.selector_model planner.seconds writer.name writer.model writer.url writer.context writer.at_once writer.instructions desktop.kind consent.allow run.replans people.region calendar.name calendar.minutes history.keep repl.editing voice.transcriber voice.model voice.language"; flags="-h --help" ;;
            "config edit")
                words=""; flags="-h --help" ;;
            "config consent")
                words=""; flags="--revoke --revoke-all --json -h --help" ;;
            "config path")
                words=""; flags="-h --help" ;;
            "models")
                words="list pull rm path quantize use"; flags="-h --help" ;;
            "models list")
                words=""; flags="--json -h --help" ;;
            "models pull")
                words="tinyagent-1.1b tinyagent-7b qwen3-1.7b granite-4.0-micro qwen3-4b-2507"; flags="--name --link -h --help" ;;
            "models rm")
                words=""; flags="--yes -y -h --help" ;;
            "models path")
                words=""; flags="-h --help" ;;
            "models quantize")
                words=""; flags="--no-score --json -h --help" ;;
            "models use")
                words=""; flags="-h --help" ;;
        esac ;;
    esac
    [[ $current == -* ]] && words=$flags
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    [[ -n $files ]] && COMPREPLY+=($(compgen -f -- "$current"))
}
complete -o filenames -F _tinyagent tinyagent
