# Completion of comptoir for bash.
# begin words (data/tables.sh update)
_comptoir_commands='init tutor sync list show approve reject retry undo link unlink add archive restore set comment overview jobs audit vault connection login profile user doctor keys paths backup help'
_comptoir_options='--demo --story --json --csv --plain --lang --user --key-file --unattended --passphrase-fd --ca-bundle --full --no-export --wait-for-hh2 --connection --view --filter --sort --limit --payload --with-prerequisites --accept-warnings --reason --import --wait --settle --read-only --theme --ascii --plain-ui --preset --record --replay --replay-speed --replay-dump --yes --help --version'
_comptoir_with_value='--lang --user --key-file --passphrase-fd --ca-bundle --connection --view --filter --sort --limit --reason --wait --settle --theme --preset --record --replay --replay-speed --replay-dump'
_comptoir_words()
{
	case $1 in
	audit) echo 'verify list' ;;
	vault) echo 'create passphrase list set get remove unattended' ;;
	connection) echo 'add test list remove options' ;;
	profile) echo 'list show' ;;
	user) echo 'add grant revoke remove list' ;;
	sync|list|show|approve|reject|retry|undo|link|unlink|add|archive|restore|set|comment) echo 'vendors jobs commitments invoices payments' ;;
	esac
}
# end words

_comptoir()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= second= i

	COMPREPLY=()
	case $before in
	--key-file | --ca-bundle)
		COMPREPLY=($(compgen -f -- "$word"))
		return
		;;
	--view)
		COMPREPLY=($(compgen -W 'ready failed synced rejected import all' -- "$word"))
		return
		;;
	--lang)
		COMPREPLY=($(compgen -W 'en fr fr_CA' -- "$word"))
		return
		;;
	esac
	[[ " $_comptoir_with_value " == *" $before "* ]] && return
	if [[ $word == -* ]]; then
		COMPREPLY=($(compgen -W "$_comptoir_options" -- "$word"))
		return
	fi
	for ((i = 1; i < COMP_CWORD; i++)); do
		[[ ${COMP_WORDS[i]} == -* || " $_comptoir_with_value " == *" ${COMP_WORDS[i-1]} "* ]] && continue
		if [[ -z $command ]]; then
			command=${COMP_WORDS[i]}
		else
			second=yes
		fi
	done
	if [[ -z $command ]]; then
		COMPREPLY=($(compgen -W "$_comptoir_commands" -- "$word"))
	elif [[ $command == help ]]; then
		COMPREPLY=($(compgen -W "$_comptoir_commands" -- "$word"))
	elif [[ -z $second ]]; then
		COMPREPLY=($(compgen -W "$(_comptoir_words "$command")" -- "$word"))
	fi
}
complete -F _comptoir comptoir
