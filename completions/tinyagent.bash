# bash completion for tinyagent, made by: tinyagent completion bash
_tinyagent() {
    local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"
    local command="" words="" flags="" files="" asked="" i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "${command:+$command }${COMP_WORDS[i]}" in
            "do"|"plan"|"run"|"chat"|"tools"|"undo"|"eval"|"lab"|"doctor"|"plugins"|"manual"|"completion"|"history"|"history list"|"history show"|"history export"|"desktop"|"desktop show"|"desktop reset"|"desktop import"|"config"|"config show"|"config get"|"config set"|"config unset"|"config edit"|"config consent"|"config path"|"models"|"models list"|"models pull"|"models rm"|"models prompt"|"models path"|"models quantize"|"models use"|"voice"|"voice test"|"voice devices"|"voice transcribe"|"bench"|"bench planning"|"bench start"|"bench quality"|"bench voice"|"bench reliability"|"bench all") command="${command:+$command }${COMP_WORDS[i]}" ;;
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
        "doctor:--transcript") files=1 ;;
        "history:--search") words="" ;;
        "history:--limit"|"history:-n") words="" ;;
        "history list:--search") words="" ;;
        "history list:--limit"|"history list:-n") words="" ;;
        "history export:--format") words="json markdown" ;;
        "history export:--turns") words="" ;;
        "history export:--search") words="" ;;
        "config set:planner.name") words="embedded llama http" ;;
        "config set:planner.model") words=""; asked="models" ;;
        "config set:planner.profile") words="auto chat chatml alpaca flat" ;;
        "config set:planner.selector") words="all toolrag classifier" ;;
        "config set:writer.name") words="llama http" ;;
        "config set:writer.model") words=""; asked="models" ;;
        "config set:desktop.kind") words="auto mac simulated" ;;
        "config set:history.keep") words="true false" ;;
        "config set:repl.editing") words="emacs vi" ;;
        "config set:voice.transcriber") words="whisper whisper_cpp" ;;
        "config set:voice.push") words="tap hold" ;;
        "config set:voice.send") words="true false" ;;
        "config consent:--revoke") words=""; asked="consents" ;;
        "models pull:--name") words="" ;;
        "bench planning:--model") files=1 ;;
        "bench planning:--requests") words="" ;;
        "bench planning:--threads") words="" ;;
        "bench planning:--only") words="" ;;
        "bench planning:--plot") files=1 ;;
        "bench start:--times") words="" ;;
        "bench quality:--count") words="" ;;
        "bench voice:--model") words="" ;;
        "bench voice:--transcriber") words="whisper whisper_cpp" ;;
        "bench voice:--requests") words="" ;;
        "bench reliability:--out") files=1 ;;
        "bench all:--out") words="" ;;
        "bench all:--model") files=1 ;;
        "bench all:--requests") words="" ;;
        "bench all:--threads") words="" ;;
        *) case "$command" in
            "")
                words="do plan run chat tools undo eval lab doctor plugins manual completion history desktop config models voice bench"; flags="--version -V --debug -h --help" ;;
            "do")
                words=""; flags="--planner --now --rehearse --yes -y --dry-run --quiet -q --json --events --private --voice --voice-send --audio -h --help" ;;
            "plan")
                words=""; flags="--planner --now --rehearse --json --batch -h --help" ;;
            "run")
                files=1; flags="--now --rehearse --yes -y --quiet -q --json --events -h --help" ;;
            "chat")
                words=""; flags="--planner --now --rehearse --yes -y --quiet -q --private --continue -c --voice --voice-send -h --help" ;;
            "tools")
                words="create_calendar_event get_phone_number get_email_address open_and_get_file_path summarize_pdf compose_new_email reply_to_email forward_email maps_open_location maps_show_directions create_note open_note append_note_content create_reminder send_sms get_zoom_meeting_link"; flags="--evidence --json -h --help" ;;
            "undo")
                words=""; asked="turns"; flags="--rehearse --yes -y --json -h --help" ;;
            "eval")
                files=1; flags="--planner --spoken --json -h --help" ;;
            "lab")
                words="data train export select eval report all formats examples classifier finetune"; flags="-h --help" ;;
            "doctor")
                words=""; flags="--ask --probe --probe-writes --transcript --json -h --help" ;;
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
                words=""; asked="turns"; flags="--json -h --help" ;;
            "history export")
                files=1; flags="--format --turns --search -h --help" ;;
            "desktop")
                words="show reset import"; flags="-h --help" ;;
            "desktop show")
                words="contacts calendar reminders notes mail messages maps zoom links files"; flags="--json -h --help" ;;
            "desktop reset")
                words=""; flags="--yes -y -h --help" ;;
            "desktop import")
                files=1; flags="-h --help" ;;
            "config")
                words="show get set unset edit consent path"; flags="-h --help" ;;
            "config show")
                words=""; flags="--json -h --help" ;;
            "config get")
                words="planner.name planner.model planner.url planner.profile planner.examples planner.threads planner.selector planner.selector_model planner.seconds writer.name writer.model writer.url writer.context writer.at_once writer.instructions desktop.kind consent.allow consent.per_hour consent.repeat_minutes files.folders run.replans people.region calendar.name calendar.minutes history.keep repl.editing voice.transcriber voice.model voice.language voice.device voice.key voice.push voice.longest voice.hush voice.wait voice.send"; flags="-h --help" ;;
            "config set")
                words="planner.name planner.model planner.url planner.profile planner.examples planner.threads planner.selector planner.selector_model planner.seconds writer.name writer.model writer.url writer.context writer.at_once writer.instructions desktop.kind consent.allow consent.per_hour consent.repeat_minutes files.folders run.replans people.region calendar.name calendar.minutes history.keep repl.editing voice.transcriber voice.model voice.language voice.device voice.key voice.push voice.longest voice.hush voice.wait voice.send"; flags="-h --help" ;;
            "config unset")
                words="planner.name planner.model planner.url planner.profile planner.examples planner.threads planner.selector planner.selector_model planner.seconds writer.name writer.model writer.url writer.context writer.at_once writer.instructions desktop.kind consent.allow consent.per_hour consent.repeat_minutes files.folders run.replans people.region calendar.name calendar.minutes history.keep repl.editing voice.transcriber voice.model voice.language voice.device voice.key voice.push voice.longest voice.hush voice.wait voice.send"; flags="-h --help" ;;
            "config edit")
                words=""; flags="-h --help" ;;
            "config consent")
                words=""; flags="--revoke --revoke-all --json -h --help" ;;
            "config path")
                words=""; flags="-h --help" ;;
            "models")
                words="list pull rm prompt path quantize use"; flags="-h --help" ;;
            "models list")
                words=""; flags="--json -h --help" ;;
            "models pull")
                words="tinyagent-1.1b tinyagent-7b qwen3-1.7b granite-4.0-micro qwen3-4b-2507 whisper-tiny.en whisper-base.en whisper-small.en whisper-distil-small.en whisper-distil-large-v3 whisper.cpp-tiny.en whisper.cpp-base.en whisper.cpp-small.en"; flags="--name --link -h --help" ;;
            "models rm")
                words=""; asked="models"; flags="--yes -y -h --help" ;;
            "models prompt")
                files=1; flags="--forget -h --help" ;;
            "models path")
                words=""; asked="models"; flags="-h --help" ;;
            "models quantize")
                words="Q8_0 Q6_K Q5_K_M Q4_K_M Q4_K_S Q4_0 IQ4_NL Q3_K_M Q2_K"; asked="models"; flags="--no-score --json -h --help" ;;
            "models use")
                words="embedded"; asked="models"; flags="-h --help" ;;
            "voice")
                words="test devices transcribe"; flags="-h --help" ;;
            "voice test")
                words=""; flags="-h --help" ;;
            "voice devices")
                words=""; flags="--json -h --help" ;;
            "voice transcribe")
                files=1; flags="--json -h --help" ;;
            "bench")
                words="planning start quality voice reliability all"; flags="-h --help" ;;
            "bench planning")
                words=""; flags="--model --requests --threads --only --plot --json -h --help" ;;
            "bench start")
                words=""; flags="--times --json -h --help" ;;
            "bench quality")
                files=1; flags="--count --json -h --help" ;;
            "bench voice")
                words=""; flags="--model --transcriber --requests --noise --json -h --help" ;;
            "bench reliability")
                words=""; flags="--quick --out --json -h --help" ;;
            "bench all")
                files=1; flags="--out --model --requests --threads -h --help" ;;
        esac ;;
    esac
    [[ $current == -* ]] && words=$flags asked=""
    for i in $asked; do
        words+=" $(tinyagent values $i 2>/dev/null | cut -f1 | tr "\n" " ")"
    done
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    [[ -n $files ]] && COMPREPLY+=($(compgen -f -- "$current"))
}
complete -o filenames -F _tinyagent tinyagent
