"""What the shell itself has, and the commands that run others."""

TABLE = """
set: Sets options of the shell. With `-e` a failure ends the script, which a `RUN` of several lines needs.
  !plus
  -eux: Ends at the first failure, takes unset variables for errors, and shows each command.
  -ex: Ends at the first failure, and shows each command.
  -eu: Ends at the first failure, and takes unset variables for errors.
  -e: Ends the script at the first command that fails, unless it stands in a condition.
  -u: Takes a variable that is not set for an error.
  -x: Shows each command before it runs: the log of the build then says where it failed.
  -o pipefail|errexit|nounset|xtrace|verbose|noglob|NAME: Sets an option by its name.
    = pipefail: A pipe fails if any of its commands does. bash and BusyBox have it; many a dash has not.
    = errexit: The same as `-e`.
    = nounset: The same as `-u`.
    = xtrace: The same as `-x`.
    = verbose: The same as `-v`.
    = noglob: The same as `-f`.
  -v: Shows each line as it is read.
  -f: Replaces no patterns such as `*`.
  -a: Exports every variable that is set.
  -n: Reads and does not run.
  -C: Keeps `>` from overwriting files.
  -E: Lets functions and subshells inherit a trap for errors, in bash.
  -T: Lets functions inherit traps for debugging, in bash.
  -b: Tells at once when a background command ends.
  -h: Remembers where commands are.
  -m: Puts each command into a group of its own.

export <variable>...: Hands variables on to the commands that are run. The next `RUN` does not see them; `ENV` lasts.
  !assigns
  -n: Hands them on no more.
  -p: Lists what is handed on.

unset <variable>...: Removes variables of the shell.
  -v: The names are variables.
  -f: The names are functions.

cd <dir>: Changes the directory, up to the end of this `RUN`; `WORKDIR` lasts.
  -P: Follows links first.
  -L: Keeps links in the path, which is the default.

pwd: Shows the directory.
  -P: Without links.
  -L: With links.

pushd <dir>: Changes the directory and remembers the old one, in bash alone.
  -n: Remembers only.

popd: Goes back to the directory that `pushd` has left, in bash alone.
  -n: Forgets only.

exit <status>: Ends the script. Any number but 0 fails the build.

return <status>: Ends a function.

break <n>: Leaves a loop.

continue <n>: Goes on with the next turn of a loop.

shift <n>: Drops the first of the script's arguments.

local <variable>...: Makes variables that live in a function only.
  !assigns
  -r: They cannot be changed.
  -a: They are lists, in bash.
  -i: They are numbers, in bash.

readonly <variable>...: Makes variables that cannot be changed.
  !assigns
  -p: Lists them.

declare, typeset <variable>...: Gives variables a kind, in bash.
  !assigns
  -a: They are lists.
  -A: They are maps.
  -i: They are numbers.
  -r: They cannot be changed.
  -x: They are handed on to commands.
  -g: They live outside of the function too.
  -p: Shows them.
  -f: Shows functions.
  -l: They are in lower case.
  -u: They are in upper case.

read <variable>...: Reads a line from the input into variables.
  -r: Takes backslashes as they are; nearly always what is meant.
  -p TEXT: A text to ask with.
  -s: Does not show what is typed.
  -t SECONDS: Waits so long.
  -d SIGN: Up to that sign instead of the line's end.
  -a NAME: Into a list.
  -n N: So many characters.

eval <text>...: Runs a text as a command. What is in it is not to be foreseen; there mostly is a safer way.

exec <command>: Becomes another command: as the last one of an entry point's script, so that signals get there.
  -a NAME: The name it sees.
  -c: With an empty environment.
  -l: As a shell for a login.

trap <text> <signal>...: Runs a command at a signal, or when the script ends: `trap 'rm -rf "$tmp"' EXIT`.
  -l: Lists signals.
  -p: Lists what is set.

source, . <file>: Runs a script in this shell. `.` is what every shell knows, `source` only bash and some others.

true, :: Does nothing, and succeeds. Behind `||` it hides every failure from the build.

false: Does nothing, and fails.

umask <mode>: Which permissions new files do not get.
  -S: Shows it in letters.

ulimit <n>: Limits what commands may use.
  -n: How many open files.
  -c: The size of core files.
  -s: The size of the stack.
  -u: How many processes.
  -S: The limit that can be raised.
  -H: The limit that cannot.
  -a: Shows all limits.

wait <n>: Waits for commands in the background.
  -n: For any one of them.

type <program>...: Says what a name stands for.
  -p: The path alone.
  -t: The kind alone.
  -a: All of them.

alias <name=value>...: Gives a command another name. Scripts of bash do not look at aliases.

hash <name>...: Remembers where commands are.
  -r: Forgets it.

shopt <name>...: Switches options of bash.
  -s: Switches them on, to the end of the script.
  -u: Switches them off, to the end of the script.
  -q: Says nothing, but succeeds if they are on.

getopts <text> <variable>: Reads the flags of a script, one at each call.

times: Shows how much time was used.

mapfile, readarray <variable>: Reads lines into a list, in bash.
  -t: Without their line ends.
  -n=N: So many lines.
  -d=SIGN: Up to that sign.

echo <text>...: Writes its arguments. What becomes of backslashes and flags differs between shells; `printf` is sure.
  -n: Ends without a new line. Not every `sh` knows it.
  -e: Replaces `\\n` and the like. dash does so without it, and shows it; `printf` is sure.
  -E: Replaces nothing, which is bash's default.

printf <format> <text>...: Writes its arguments in a format, alike in every shell: `printf '%s\\n' "$x"`.
  -v NAME: Into a variable, in bash.

test, [ <text>...: Checks a condition: files, texts, numbers.
  %test

[[ <text>...: Checks a condition with patterns and `=~`, in bash; dash and BusyBox' `sh` may lack it.
  %test

%test
  -f FILE: It is a file.
  -d FILE: It is a directory.
  -e FILE: It exists.
  -s FILE: It is a file, and not empty.
  -r FILE: It may be read.
  -w FILE: It may be written.
  -x FILE: It may be run.
  -L, -h FILE: It is a link.
  -p FILE: It is a pipe.
  -S FILE: It is a socket.
  -b FILE: It is a block device.
  -c FILE: It is a character device.
  -u FILE: It runs as its owner.
  -g FILE: It runs as its group.
  -k FILE: It has the sticky bit.
  -O FILE: It is owned by the user who asks.
  -G FILE: It is owned by the group that asks.
  -n TEXT: The text is not empty. The variable needs quotes around it.
  -z TEXT: The text is empty.
  -t N: The file descriptor is a terminal.
  -v NAME: The variable is set, in bash.
  -o NAME: Or, between two conditions; `||` between two tests is surer.
  -a NAME: And, between two conditions; `&&` between two tests is surer.
  -eq N: Equal, as numbers.
  -ne N: Not equal, as numbers.
  -lt N: Less than, as numbers.
  -le N: Less than or equal, as numbers.
  -gt N: Greater than, as numbers.
  -ge N: Greater than or equal, as numbers.
  -nt FILE: The left file is newer.
  -ot FILE: The left file is older.
  -ef FILE: Both are the same file.

command <command>: Runs a command and no function of that name; with `-v` says whether there is such a command.
  -v: Shows what the name stands for, and fails if it is nothing.
  -V: The same in a sentence.
  -p: Looks for it in the usual directories alone.

builtin <command>: Runs a command of the shell itself.

sudo <command>: Runs a command as another user. A build is root already; `USER` is the way to be someone else.
  !assigns
  -u, --user=USER: As that user.
  -g, --group=GROUP: As that group.
  -E, --preserve-env: Keeps the environment.
  -H, --set-home: With that user's home.
  -n, --non-interactive: Asks for no password.
  -S, --stdin: Reads the password from the input.
  -i, --login: As at a login.
  -s, --shell: In a shell.
  -k, --reset-timestamp: Forgets that the password was given.
  -b, --background: In the background.
  -h, --host=HOST: On another machine.
  -p, --prompt=TEXT: What to ask with.
  -C, --close-from=N: Closes file descriptors from that on.
  -D, --chdir=DIR: In that directory.
  -R, --chroot=DIR: With that as the root directory.
  -T, --command-timeout=SECONDS: Ends it after that time.
  -r, --role=NAME: In that role.
  -t, --type=NAME: Of that type.

doas <command>: Runs a command as another user.
  -u USER: As that user.
  -n: Asks for no password.
  -C FILE: Checks a configuration.
  -s: In a shell.

env <command>: Runs a command with other variables; without one shows them all.
  !assigns
  -i, --ignore-environment: Begins with no variables.
  -u, --unset=NAME: Without a variable.
  -C, --chdir=DIR: In that directory.
  -S, --split-string=TEXT: Splits a text into words, for shebangs.
  -0, --null: Ends each line with a zero byte.

time <command>: Runs a command and says how long it took.
  -p: In the form which POSIX wants.
  -v, --verbose: Says all that is known, in the program of that name.
  -f, --format=FORMAT: In a format, in the program of that name.
  -o, --output=FILE: Into a file, in the program of that name.

nice <command>: Runs a command with less urgency.
  -n, --adjustment=N: How much less.

ionice <command>: Runs a command with less urgency for disks.
  -c, --class=0|1|2|3: The class.
  -n, --classdata=N: The urgency in it.
  -t, --ignore: Goes on if that cannot be.

nohup <command>: Runs a command that outlives its terminal.

timeout <duration> <command>: Runs a command, and ends it after a time.
  -s, --signal=SIGNAL: By that signal.
  -k, --kill-after=DURATION: By KILL, so much later.
  -v, --verbose: Says so.
  --preserve-status: Exits as the command does.
  --foreground: Lets it use the terminal.

eatmydata <command>: Runs a command without waiting for disks: installs faster.

xargs <command>: Runs a command with the words of its input as arguments.
  -r, --no-run-if-empty: Does not run it if there is no input.
  -0, --null: The words end with zero bytes, as `find -print0` writes them.
  -n, --max-args=N: So many words each time.
  -I REPLACE: One word each time, in place of a sign: `-I{}`.
  -i[=REPLACE]: Deprecated: use `-I`.
  -P, --max-procs=N: So many at once.
  -L, --max-lines=N: So many lines each time.
  -d, --delimiter=SIGN: What parts words.
  -a, --arg-file=FILE: Reads words from a file.
  -t, --verbose: Shows each command.
  -s, --max-chars=N: How long a command may be.
  -E TEXT: Where the input ends.
  -x, --exit: Stops if a command gets too long.
  -p, --interactive: Asks before each.

gosu <user> <command>: Runs a command as another user and gets out of the way: signals arrive, which `sudo` hinders.
  --version: Shows its version.

su-exec <user> <command>: Runs a command as another user and gets out of the way; Alpine's `gosu`.

setpriv <command>: Runs a command with other rights.
  --reuid=USER: As that user.
  --regid=GROUP: As that group.
  --clear-groups: In no other groups.
  --init-groups: In the groups of that user.
  --no-new-privs: It cannot get more rights.
  --inh-caps=LIST: Capabilities to hand on.
  --bounding-set=LIST: Capabilities to keep at most.

su <user>: Runs a shell or a command as another user. In a Dockerfile `USER` says so.
  -c, --command=COMMAND_LINE: What to run.
  -s, --shell=FILE: In which shell.
  -l, --login: As at a login.
  -m, -p, --preserve-environment: Keeps the environment.
  -g, --group=GROUP: As that group.

chroot <dir> <command>: Runs a command with another root directory.
  --userspec=OWNER: As that user and group.
  --groups=LIST: In these groups.
  --skip-chdir: Stays in the directory.

tini <command>: Runs a command as its child, hands signals on and cleans up behind it; `docker run --init` does so too.
  -g: Sends signals to the whole group.
  -s: Cleans up behind its grandchildren too.
  -v: Says more.
  -w: Warns of what it cleans up.
  -e N: Takes an exit code for success.
  -p SIGNAL: Asks for a signal when its parent ends.
  --version: Shows its version.

dumb-init <command>: Runs a command as its child, hands signals on and cleans up behind it.
  -c, --single-child: Sends signals to the child alone.
  -r, --rewrite=TEXT: Sends one signal for another: `15:3`.
  -v, --verbose: Says more.

setarch, linux32, linux64 <command>: Runs a command that sees another architecture.
  -R, --addr-no-randomize: Addresses are the same each time.

setsid <command>: Runs a command in a session of its own.
  -w, --wait: Waits for its end.
  -f, --fork: Always in a new process.

stdbuf <command>: Runs a command with other buffers.
  -o, --output=MODE: Of the output: `L` by lines, `0` none.
  -e, --error=MODE: Of errors.
  -i, --input=MODE: Of the input.

watch <command>: Runs a command again and again; a build would never end.
  -n, --interval=SECONDS: How often.

%sh
  -c COMMAND_LINE: Runs the text behind it.
  -e: Ends at the first command that fails.
  -u: Takes a variable that is not set for an error.
  -x: Shows each command before it runs.
  -s: Reads the commands from the input; what follows are arguments: `curl -f … | sh -s -- -y`.
  -i: Waits for input.
  -n: Reads and does not run.
  -v: Shows each line as it is read.
  -f: Replaces no patterns such as `*`.
  -a: Exports every variable that is set.
  -l, --login: As at a login: reads `/etc/profile`, and with it what a tool has written there.
  -o pipefail|errexit|nounset|xtrace|NAME: Sets an option by its name.
    = pipefail: A pipe fails if any of its commands does.

sh, ash, dash <file>: Runs a script or a command line in the system's shell.
  %sh

bash, zsh, ksh <file>: Runs a script or a command line in that shell; small images lack it.
  %sh
  -O NAME: Switches an option of bash on.
  --norc: Does not read `.bashrc`.
  --noprofile: Does not read what a login would.
  --posix: Keeps to POSIX.
  --version: Shows its version.
  --rcfile=FILE: Reads that instead of `.bashrc`.
"""
