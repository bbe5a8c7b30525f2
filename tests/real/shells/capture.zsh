# What an interactive zsh proposes at Tab: FOLDER with the script as _activation-desk, HOW it is installed, the line.
# Each proposal is printed on a line; what zsh says besides, such as an error, is printed too.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1= PS2= RPS1= ; stty -echo; unsetopt prompt_sp; folder=${(q)1}"
zpty -w shell 'autoload -Uz compinit'
if [[ $2 == fpath ]]; then
  zpty -w shell 'fpath=($folder $fpath); compinit -u -d $folder/dump'
else
  zpty -w shell 'compinit -u -d $folder/dump; . $folder/_activation-desk'
fi
# What is handed to the line editor is printed between two marks, and with it the shell ends.
zpty -w shell 'began() { print -- "<proposals>" }'
zpty -w shell 'ended() { print -- "</proposals>"; exit }'
zpty -w shell 'compadd() { local -a fit; builtin compadd -A fit "$@"; print -rl -- $fit; builtin compadd "$@" }'
zpty -w shell 'compprefuncs=(began); comppostfuncs=(ended)'
zpty -w shell 'bindkey "^I" complete-word; zstyle ":completion:*" list-grouped false; print "<ready>"'
while zpty -r shell line; do [[ $line == '<ready>'* ]] && break; done
zpty -n -w shell "$3"$'\t'
while zpty -r shell line; do print -rn -- "$line"; done
