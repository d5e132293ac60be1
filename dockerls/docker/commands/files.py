"""Commands for files, texts and archives: coreutils and BusyBox, tar and its like."""

TABLE = """
mkdir <dir>...: Makes directories. `WORKDIR` makes its own by itself.
  -p, --parents: Makes those above too, and does not mind what is there already.
  -m, --mode=MODE: With these permissions.
  -v, --verbose: Says what is made.
  -Z: With the context which SELinux wants.

rmdir <dir>...: Removes empty directories.
  -p, --parents: Those above too, if they are empty then.
  --ignore-fail-on-non-empty: Does not mind one that is not empty.
  -v, --verbose: Says what is removed.

rm <path>...: Removes files. What a layer below has is only hidden: remove in the `RUN` that made it.
  -r, -R, --recursive: Directories with all that is in them.
  -f, --force: Does not mind what is missing, and asks nothing.
  -v, --verbose: Says what is removed.
  -d, --dir: Empty directories too.
  -i: Asks before each.
  -I: Asks once.
  --one-file-system: Stays on one file system.
  --preserve-root: Refuses to remove `/`, which is the default.
  --no-preserve-root: Does not refuse to remove `/`.

cp <source>... <dest>: Copies files within the image. `COPY --from` takes them out of another stage.
  -r, -R, --recursive: Directories with all that is in them.
  -a, --archive: Keeps all: links, owners, permissions, times.
  -p: Keeps permissions, owners and times.
  --preserve[=mode|ownership|timestamps|links|xattr|all]: Keeps what is named.
  --no-preserve=LIST: Does not keep what is named.
  -f, --force: Replaces files that cannot be opened.
  -v, --verbose: Says what is copied.
  -L, --dereference: Copies what links lead to.
  -P, --no-dereference: Copies links as links.
  -d: Copies links as links, and keeps hard links.
  -l, --link: Makes hard links instead.
  -s, --symbolic-link: Makes symbolic links instead.
  -n, --no-clobber: Overwrites nothing.
  -u, --update[=all|none|older]: Copies only what is newer.
  -t, --target-directory=DIR: The directory to copy to.
  -T, --no-target-directory: Takes the last path for the copy itself, and not for a directory to put it into.
  -x, --one-file-system: Stays on one file system.
  -i, --interactive: Asks before it overwrites.
  -b: Keeps what is overwritten under another name.
  --parents: Keeps the directories of the paths.
  --reflink[=auto|always|never]: Shares blocks where the file system can.
  --remove-destination: Removes files first that are in the way.
  --strip-trailing-slashes: Drops slashes at the ends of paths.
  --sparse=auto|always|never: How holes are made.

mv <source>... <dest>: Moves or renames files. One that a layer below has is copied into this layer.
  -f, --force: Asks nothing.
  -n, --no-clobber: Overwrites nothing.
  -v, --verbose: Says what is moved.
  -t, --target-directory=DIR: The directory to move to.
  -T, --no-target-directory: Takes the last path for the new name itself.
  -u, --update: Moves only what is newer.
  -i, --interactive: Asks before it overwrites.
  -b: Keeps what is overwritten under another name.

ln <path>... <link>: Makes links: `ln -s target name`.
  -s, --symbolic: Symbolic ones, which hold a path.
  -f, --force: Replaces what is there.
  -n, --no-dereference: Replaces a link to a directory, instead of making one in it.
  -T, --no-target-directory: Takes the last path for the link itself.
  -r, --relative: With a path from the link's own place.
  -v, --verbose: Says what is made.
  -t, --target-directory=DIR: The directory to make links in.
  -L, --logical: Of what links lead to.
  -P, --physical: Of links themselves.
  -b: Keeps what is replaced under another name.

install <source>... <dest>: Copies files and sets owner and permissions in one step.
  -d, --directory: Makes directories instead.
  -D: Makes the directories above the target.
  -m, --mode=MODE: With these permissions; without it `0755`.
  -o, --owner=USER: With this owner.
  -g, --group=GROUP: With this group.
  -t, --target-directory=DIR: The directory to copy to.
  -T, --no-target-directory: Takes the last path for the copy itself.
  -v, --verbose: Says what is made.
  -p, --preserve-timestamps: Keeps times.
  -s, --strip: Removes symbols from programs.
  -C, --compare: Leaves alone what is the same.
  -b: Keeps what is overwritten under another name.
  -c: Does nothing, for old scripts.

touch <path>...: Sets files' times to now, and makes those which are missing.
  -c, --no-create: Makes nothing.
  -d, --date=TEXT: To that time.
  -t STAMP: To that time, as `[[CC]YY]MMDDhhmm[.ss]`.
  -r, --reference=FILE: To the times of a file.
  -m: The time of change alone.
  -a: The time of access alone.
  -h, --no-dereference: Of links themselves.

chmod <mode> <path>...: Changes permissions. On files of a layer below it copies them; `COPY --chmod` does not.
  -R, --recursive: All that is in directories.
  -v, --verbose: Says what is done.
  -c, --changes: Says what is changed.
  -f, --silent, --quiet: Shows no errors.
  --reference=FILE: As a file has them.
  --preserve-root: Refuses to work on all of `/`.

chown <owner> <path>...: Changes owners. On files of a layer below it copies them; `COPY --chown` does not.
  -R, --recursive: All that is in directories.
  -h, --no-dereference: Links themselves.
  --dereference: What links lead to, which is the default.
  -v, --verbose: Says what is done.
  -c, --changes: Says what is changed.
  -f, --silent, --quiet: Shows no errors.
  --from=OWNER: Only what has this owner.
  --reference=FILE: As a file has it.
  -H: Follows links that are named.
  -L: Follows all links.
  -P: Follows no links.
  --preserve-root: Refuses to work on all of `/`.

chgrp <group> <path>...: Changes groups.
  -R, --recursive: All that is in directories.
  -h, --no-dereference: Links themselves.
  -v, --verbose: Says what is done.
  -c, --changes: Says what is changed.
  -f, --silent, --quiet: Shows no errors.
  --reference=FILE: As a file has it.

cat <path>...: Writes files one after another to its output.
  -n, --number: With numbers of lines.
  -A, --show-all: Shows signs that are not seen.
  -s, --squeeze-blank: Keeps one of several blank lines.
  -e, --show-ends: Shows line ends.
  -v, --show-nonprinting: Shows signs that are not seen.
  -T, --show-tabs: Shows tabs.

tee <path>...: Writes its input to files and to its output.
  -a, --append: Appends to the files.
  -i, --ignore-interrupts: Minds no interrupts.
  -p: Does not end when a pipe does.

tac <path>...: Writes files from the last line to the first.

head <path>...: Shows the beginning. It ends early, which `pipefail` takes for a failure of what feeds it.
  -n, --lines=N: So many lines.
  -1: One line; any other number works, too.
  -c, --bytes=N: So many bytes.
  -q, --quiet: Without the names of files.

tail <path>...: Shows the end.
  -n, --lines=N: So many lines; `+2` from the second one on.
  -1: One line; any other number works, too.
  -c, --bytes=N: So many bytes.
  -f, --follow: Waits for more. A build would never end.
  -F: Waits for more, and for the file itself.
  -q, --quiet: Without the names of files.

cut <path>...: Takes parts of each line.
  -d, --delimiter=SIGN: What parts the fields.
  -f, --fields=LIST: These fields: `1`, `2-`, `1,3`.
  -c, --characters=LIST: These characters.
  -b, --bytes=LIST: These bytes.
  -s, --only-delimited: Drops lines without the sign.
  --complement: All the others.
  --output-delimiter=TEXT: What parts them then.

tr <text> <text>: Replaces or removes characters of its input.
  -d, --delete: Removes them.
  -s, --squeeze-repeats: Keeps one of several.
  -c, -C, --complement: All but these.
  -t, --truncate-set1: Shortens the first set.

sort <path>...: Sorts lines.
  -u, --unique: Keeps one of equal lines.
  -n, --numeric-sort: As numbers.
  -r, --reverse: The last one first.
  -V, --version-sort: As versions.
  -h, --human-numeric-sort: As sizes such as `2K`.
  -k, --key=FIELD: By a field.
  -t, --field-separator=SIGN: What parts fields.
  -f, --ignore-case: Minds no case.
  -o, --output=FILE: Into a file.
  -z, --zero-terminated: Lines end with zero bytes.
  -s, --stable: Keeps the order of equal lines.
  -c, --check: Checks whether they are sorted.
  -b, --ignore-leading-blanks: Minds no blanks in front.
  -R, --random-sort: In any order.
  -m, --merge: Merges sorted files.

uniq <path>...: Drops lines that are the same as the one before.
  -c, --count: With their number.
  -d, --repeated: Shows only what comes again.
  -u, --unique: Shows only what does not.
  -i, --ignore-case: Minds no case.

wc <path>...: Counts lines, words and bytes.
  -l, --lines: Lines alone.
  -w, --words: Words alone.
  -c, --bytes: Bytes alone.
  -m, --chars: Characters alone.

ls <path>...: Lists files.
  -l: With all details.
  -a, --all: Hidden ones too.
  -A, --almost-all: Hidden ones too, without `.` and `..`.
  -h, --human-readable: Sizes for people.
  -R, --recursive: All that is in directories.
  -d, --directory: Directories themselves.
  -t: The newest first.
  -S: The biggest first.
  -r, --reverse: The other way round.
  -1: One a line.
  -F, --classify: With a sign for the kind.
  -n, --numeric-uid-gid: Owners as numbers.
  -i, --inode: With their numbers.
  -L, --dereference: What links lead to.
  --color[=always|never|auto]: Whether to use colours.
  -Z, --context: With SELinux' context.

stat <path>...: Shows what is known of files.
  -c, --format=FORMAT: In a format: `%a` permissions, `%u` owner, `%s` size.
  -L, --dereference: Of what links lead to.
  -f, --file-system: Of the file system.
  -t, --terse: In short.

du <path>...: Shows how much room files take.
  -s, --summarize: The sum of each alone.
  -h, --human-readable: Sizes for people.
  -a, --all: Files too.
  -c, --total: With a sum of all.
  -d, --max-depth=N: So deep.
  -x, --one-file-system: Stays on one file system.
  -k: In KiB.
  -m: In MiB.

df <path>...: Shows how full file systems are.
  -h, --human-readable: Sizes for people.
  -T, --print-type: With their kinds.

basename <path> <text>: The last part of a path.
  -a, --multiple: Of several paths.
  -s, --suffix=TEXT: Without an ending.

dirname <path>...: A path without its last part.

realpath <path>...: A path without links and `..`.
  -m, --canonicalize-missing: Parts may be missing.
  -e, --canonicalize-existing: All must be there.
  -s, --no-symlinks: Follows no links.
  --relative-to=DIR: From a directory.

readlink <path>...: Where a link leads.
  -f, --canonicalize: Follows all links.
  -e, --canonicalize-existing: Follows all links; all must be there.
  -m, --canonicalize-missing: Follows all links; parts may be missing.
  -v, --verbose: Says what went wrong.
  -n, --no-newline: Without a line end.
  -q, --quiet, -s, --silent: Says no errors, which is the default.

mktemp <template>: Makes an empty file of a new name, and shows that. Remove it in the same `RUN`.
  -d, --directory: Makes a directory.
  -p, --tmpdir=DIR: In that directory.
  -t: In the directory for such files.
  -u, --dry-run: Makes nothing.
  -q, --quiet: Shows no errors.
  --suffix=TEXT: With an ending.

find <path>...: Looks for files, and does something with them.
  -name PATTERN: Files of a name.
  -iname PATTERN: The same, and minds no case.
  -path, -wholename PATTERN: Files of a path.
  -ipath PATTERN: The same, and minds no case.
  -regex PATTERN: Files of a path, by a regular expression.
  -regextype=TYPE: Which kind of expressions.
  -type f|d|l|p|s|b|c: Files of a kind.
    = f: Files.
    = d: Directories.
    = l: Links.
  -maxdepth N: So deep at most; stands first.
  -mindepth N: So deep at least; stands first.
  -depth, -d: What is in a directory before itself.
  -xdev, -mount: Stays on one file system.
  -perm MODE: Files with permissions: `-0100` all of them, `/0111` any.
  -user USER: Files of a user.
  -group GROUP: Files of a group.
  -uid N: Files of a user's number.
  -gid N: Files of a group's number.
  -nouser: Files whose owner has no name.
  -nogroup: Files whose group has no name.
  -size N: Files of a size: `+1M`.
  -empty: Empty files and directories.
  -executable: Files that may be run.
  -readable: Files that may be read.
  -writable: Files that may be written.
  -newer FILE: Files newer than one.
  -newermt DATE: Files newer than a time.
  -mtime N: Files changed so many days ago.
  -mmin N: Files changed so many minutes ago.
  -atime N: Files read so many days ago.
  -ctime N: Files whose entry changed so many days ago.
  -links N: Files of so many links.
  -inum N: Files of a number.
  -samefile FILE: Other names of a file.
  -lname PATTERN: Links that lead to a path.
  -not: The opposite of what follows.
  -o, -or: One or the other; group with `\\(` and `\\)`.
  -a, -and: Both, which is the default.
  -prune: Does not go into it.
  -quit: Stops.
  -true: Always holds.
  -false: Never holds.
  -print: Shows the paths.
  -print0: Shows the paths, each ended by a zero byte, for `xargs -0`.
  -printf FORMAT: Shows them in a format.
  -ls: Lists them with details.
  -delete: Removes them. It implies `-depth`; conditions stand before it.
  -exec COMMAND: Runs a command: `{}` is the path; ends with `+` for many at once, or `\\;`.
  -execdir COMMAND: The same in the file's directory.
  -ok COMMAND: The same, and asks first; a build has nobody to ask.
  -L, -follow: Follows links.
  -P: Follows no links, which is the default.
  -H: Follows links that are named.
  -noleaf: Counts no links of directories.
  -daystart: Counts from the start of the day.
  -warn: Shows warnings.
  -nowarn: Shows no warnings.

grep, egrep, fgrep <pattern> <path>...: Finds lines by a pattern. Exits with 1 if there is none, which ends a `RUN`.
  -E, --extended-regexp: Extended expressions: `+`, `?`, `|`.
  -F, --fixed-strings: Plain texts.
  -P, --perl-regexp: Perl's expressions; BusyBox lacks them.
  -G, --basic-regexp: Basic expressions, which is the default.
  -e, --regexp=PATTERN: A pattern, also one that begins with `-`.
  -f, --file=FILE: Patterns from a file.
  -q, --quiet, --silent: Shows nothing, and only succeeds or fails.
  -v, --invert-match: Lines that do not match.
  -i, --ignore-case: Minds no case.
  -r, --recursive: All files in directories.
  -R, --dereference-recursive: The same, and follows links.
  -o, --only-matching: The matching parts alone.
  -l, --files-with-matches: The names of files alone.
  -L, --files-without-match: The names of files without a match.
  -c, --count: The number alone.
  -n, --line-number: With numbers of lines.
  -w, --word-regexp: Whole words alone.
  -x, --line-regexp: Whole lines alone.
  -s, --no-messages: Shows no errors.
  -h, --no-filename: Without names of files.
  -H, --with-filename: With names of files.
  -m, --max-count=N: So many at most.
  -A, --after-context=N: With so many lines behind.
  -B, --before-context=N: With so many lines before.
  -C, --context=N: With so many lines around.
  -a, --text: Takes every file for text.
  -z, --null-data: Lines end with zero bytes.
  --include=PATTERN: Only files of a name.
  --exclude=PATTERN: No files of a name.
  --exclude-dir=PATTERN: No directories of a name.
  --color[=always|never|auto]: Whether to use colours.

sed <expression> <path>...: Changes texts by a script, line by line.
  -i, --in-place[=SUFFIX]: Changes the files themselves.
  -e, --expression=SCRIPT: One more script.
  -f, --file=FILE: A script from a file.
  -n, --quiet, --silent: Shows only what the script says.
  -r, -E, --regexp-extended: Extended expressions: `+`, `?`, `|`.
  -s, --separate: Takes each file by itself.
  -z, --null-data: Lines end with zero bytes.
  -u, --unbuffered: Writes at once.

awk, gawk, mawk <expression> <path>...: Picks and changes texts by a script.
  -F, --field-separator=SIGN: What parts fields.
  -v, --assign=VALUE: A variable: `name=value`.
  -f, --file=FILE: A script from a file.
  -e, --source=TEXT: One more script, in gawk.

diff <path> <path>: Shows how files differ; exits with 1 if they do.
  -u, --unified: With lines around, as patches are.
  -r, --recursive: All that is in directories.
  -N, --new-file: Takes missing files for empty ones.
  -q, --brief: Says only whether.
  -w, --ignore-all-space: Minds no blanks.
  -a, --text: Takes every file for text.

patch <path>: Applies changes that `diff` has written.
  -p, --strip=N: Drops so many parts of paths; mostly `-p1`.
  -i, --input=FILE: Reads them from a file.
  -d, --directory=DIR: In a directory.
  -R, --reverse: Takes them back.
  -N, --forward: Leaves alone what is applied.
  -f, --force: Asks nothing.
  -s, --quiet: Less output.
  --dry-run: Shows what would happen.

%sum
  -c, --check: Compares files with the checksums that it reads: fails the build if a download is another.
  -b, --binary: Reads as binary, which makes no difference here.
  -s, --status: Says nothing, and only succeeds or fails; `-s` is BusyBox'.
  --quiet: Says nothing of what is right.
  -w, --warn: Warns of lines that are none.
  --strict: Fails at lines that are none.
  --ignore-missing: Does not mind missing files.
  --tag: Writes the algorithm too.
  -t, --text: Reads as text, which makes no difference here.

sha256sum <path>...: Checks or shows SHA-256 checksums: `echo "$SHA256  file" | sha256sum -c -`.
  %sum

sha512sum <path>...: Checks or shows SHA-512 checksums.
  %sum

sha384sum <path>...: Checks or shows SHA-384 checksums.
  %sum

sha224sum <path>...: Checks or shows SHA-224 checksums.
  %sum

sha1sum <path>...: Checks or shows SHA-1 checksums; against somebody who means harm SHA-256 is the one.
  %sum

md5sum <path>...: Checks or shows MD5 checksums; they find accidents alone, no bad intent.
  %sum

b2sum <path>...: Checks or shows BLAKE2 checksums.
  %sum

shasum <path>...: Checks or shows checksums, by Perl.
  -a, --algorithm=1|224|256|384|512: Which one.
  -c, --check: Compares files with the checksums that it reads.
  -s, --status: Says nothing.

tar <path>...: Packs and unpacks archives.
  !bundle
  -x, --extract, --get: Unpacks.
  -c, --create: Packs.
  -t, --list: Lists what is in it.
  -f, --file=FILE: The archive; `-` is input or output.
  -z, --gzip: With gzip.
  -j, --bzip2: With bzip2.
  -J, --xz: With xz, a package that small images lack.
  --zstd: With zstd, a package that small images lack.
  -a, --auto-compress: By the archive's ending.
  -I, --use-compress-program=COMMAND_LINE: With another program.
  -C, --directory=DIR: In a directory.
  -v, --verbose: Lists the files.
  -p, --preserve-permissions, --same-permissions: Keeps permissions as they are.
  -o, --no-same-owner: The files belong to whoever unpacks: without it root gets owners of some other machine.
  --same-owner: Keeps owners.
  --owner=NAME: Packs with this owner.
  --group=NAME: Packs with this group.
  --numeric-owner: Owners as numbers.
  --no-same-permissions: Permissions by the umask.
  --strip-components, --strip=N: Drops so many directories at the start of paths.
  --exclude=PATTERN: Leaves files out.
  --exclude-from=FILE: Leaves out what a file lists.
  -X FILE: Leaves out what a file lists.
  -T, --files-from=FILE: Takes what a file lists.
  --wildcards: Names are patterns.
  --transform, --xform=SCRIPT: Changes names by a script of sed's.
  -h, --dereference: Follows links.
  -k, --keep-old-files: Overwrites nothing, and fails.
  --skip-old-files: Overwrites nothing.
  --overwrite: Overwrites what is there.
  -m, --touch: Files get the time of now.
  -O, --to-stdout: Writes files to the output.
  -r, --append: Adds to an archive.
  -u, --update: Adds what is newer.
  -P, --absolute-names: Keeps slashes at the start of paths.
  -S, --sparse: Minds holes.
  --sort=name|none|inode: The order of files; `name` makes archives alike.
  --mtime=DATE: Packs with this time; it makes archives alike.
  --format=gnu|pax|posix|ustar|v7|oldgnu: The format.
  --no-recursion: Does not go into directories.
  --warning=NAME: Which warnings to show: `no-unknown-keyword`.
  --checkpoint[=N]: Shows how far it is.
  --totals: Shows how much it was.
  --delay-directory-restore: Sets directories' permissions last.
  --no-xattrs: Keeps no extended attributes.
  --xattrs: Keeps extended attributes.
  -l: Warns of hard links which are not packed.

gzip, gunzip, zcat <path>...: Packs single files, or unpacks them.
  -d, --decompress: Unpacks.
  -c, --stdout: Writes to the output, and keeps the file.
  -k, --keep: Keeps the file.
  -f, --force: Overwrites.
  -9, --best: As small as it gets.
  -1, --fast: As fast as it gets.
  -n, --no-name: Without name and time: results are alike.
  -r, --recursive: All that is in directories.
  -q, --quiet: Shows no warnings.
  -v, --verbose: Says what is done.
  -t, --test: Checks files.

xz, unxz, xzcat <path>...: Packs single files very small, or unpacks them.
  -d, --decompress: Unpacks.
  -c, --stdout: Writes to the output, and keeps the file.
  -k, --keep: Keeps the file.
  -f, --force: Overwrites.
  -T, --threads=N: So many at once; `0` as many as there are processors.
  -9: As small as it gets.
  -z, --compress: Packs.
  -v, --verbose: Says what is done.

bzip2, bunzip2, bzcat <path>...: Packs single files, or unpacks them.
  -d, --decompress: Unpacks.
  -c, --stdout: Writes to the output, and keeps the file.
  -k, --keep: Keeps the file.
  -f, --force: Overwrites.

zstd, unzstd, zstdcat <path>...: Packs single files fast, or unpacks them.
  -d, --decompress: Unpacks.
  -c, --stdout: Writes to the output.
  -o FILE: Writes to a file.
  -k, --keep: Keeps the file.
  -f, --force: Overwrites.
  -q, --quiet: Less output.
  -T N: So many at once; `0` as many as there are processors.
  --rm: Removes the file afterwards.

unzip <path>...: Unpacks zip archives; of package `unzip`.
  -q: Less output; `-qq` none.
  -o: Overwrites without asking. A build has nobody to ask.
  -n: Overwrites nothing.
  -d DIR: Into a directory.
  -j: Without the directories.
  -l: Lists what is in it.
  -p: Writes files to the output.
  -t: Checks it.
  -u: Takes what is newer.
  -x PATTERN: Leaves files out.
  -a: Changes line ends of texts.
  -P PASSWORD: The password; it stays in the image's history.

zip <path>...: Packs zip archives; of package `zip`.
  -r: All that is in directories.
  -q: Less output.
  -j: Without the directories.
  -9: As small as it gets.
  -x PATTERN: Leaves files out.
  -y: Keeps links.
  -m: Removes the files afterwards.
  -X: Without extra attributes.
  -d: Removes files from the archive.
  -u: Takes what is newer.

7z, 7za, 7zr: Packs and unpacks many kinds of archives.
  -y: Answers every question with yes.
  -p PASSWORD: The password.
  -o DIR: The directory, written at once: `-o/opt`.
  x <path>...: Unpacks with directories.
  e <path>...: Unpacks without directories.
  a <path>...: Packs.
  l <path>...: Lists what is in it.
  t <path>...: Checks it.

cpio <path>...: Packs and unpacks archives of another kind.
  -i, --extract: Unpacks.
  -o, --create: Packs.
  -p, --pass-through: Copies.
  -d, --make-directories: Makes directories.
  -m, --preserve-modification-time: Keeps times.
  -v, --verbose: Lists the files.
  -u, --unconditional: Overwrites what is newer.
  --quiet: Less output.
  -H, --format=newc|odc|crc|tar|ustar|bin: The format.

rsync <source>... <dest>: Copies only what differs.
  -a, --archive: Keeps all: links, owners, permissions, times.
  -v, --verbose: Says what is done.
  -z, --compress: Packs on the way.
  -r, --recursive: All that is in directories.
  -q, --quiet: Less output.
  -L, --copy-links: Copies what links lead to.
  -H, --hard-links: Keeps hard links.
  -X, --xattrs: Keeps extended attributes.
  -A, --acls: Keeps access lists.
  -P: Shows how far it is, and keeps parts.
  -e, --rsh=COMMAND_LINE: The shell to reach another machine.
  -u, --update: Copies what is newer.
  -n, --dry-run: Shows what would happen.
  --delete: Removes what the source lacks.
  --exclude=PATTERN: Leaves files out.
  --include=PATTERN: Takes files that are left out.
  --exclude-from=FILE: Leaves out what a file lists.
  --chown=OWNER: With this owner.
  --chmod=MODE: With these permissions.
  --remove-source-files: Removes the files afterwards.
  --progress: Shows how far it is.
  --stats: Shows figures.

dd: Copies bytes: `if=` from, `of=` to, `bs=` in blocks, `count=` so many.
  !assigns

truncate <path>...: Makes files shorter or longer.
  -s, --size=SIZE: To a size.
  -c, --no-create: Makes nothing.

split <path> <text>: Cuts a file into parts.
  -b, --bytes=SIZE: Of so many bytes.
  -l, --lines=N: Of so many lines.
  -d, --numeric-suffixes: With numbers as endings.
  -n, --number=N: Into so many.

seq <n>...: Counts.
  -s, --separator=TEXT: What parts the numbers.
  -w, --equal-width: With zeros in front.

yes <text>: Writes a text again and again, as an answer to questions. `pipefail` takes its end for a failure.

sleep <duration>: Waits.

date <format>: Shows the time. What depends on it makes builds differ.
  -d, --date=TEXT: Another time: `@$SOURCE_DATE_EPOCH`.
  -u, --utc: In UTC.
  -r, --reference=FILE: The time of a file.
  -s, --set=TEXT: Sets the time.
  -I, --iso-8601[=date|hours|minutes|seconds|ns]: As ISO 8601.
  -R, --rfc-2822, --rfc-email: As in mails.
  --rfc-3339=date|seconds|ns: As RFC 3339.

paste <path>...: Puts lines side by side.
  -s, --serial: The lines of a file into one.
  -d, --delimiters=SIGN: What parts them.

comm <path> <path>: Compares sorted files.
  -1: Without what the first alone has.
  -2: Without what the second alone has.
  -3: Without what both have.

join <path> <path>: Joins lines by a field.
  -t SIGN: What parts fields.

shuf <path>...: Puts lines in any order.
  -n, --head-count=N: So many at most.
  -e, --echo: Its arguments instead.
  -i, --input-range=RANGE: Numbers instead.

fold <path>...: Breaks long lines.
  -w, --width=N: So wide.
  -s, --spaces: At blanks.

column <path>...: Puts lines into columns.
  -t, --table: As a table.
  -s, --separator=SIGN: What parts them.

nl <path>...: Numbers lines.

rev <path>...: Turns each line round.

od <path>...: Shows bytes as numbers.
  -A, --address-radix=d|o|x|n: How offsets are written.
  -t, --format=TYPE: How bytes are written.
  -N, --read-bytes=N: So many.

xxd, hexdump <path>...: Shows bytes as numbers.
  -p: Plain.
  -r: The other way round.
  -l N: So many.

base64, base32 <path>: Writes bytes as text.
  -d, --decode: The other way round.
  -w, --wrap=N: Lines so long; `0` one line.
  -i, --ignore-garbage: Minds no other signs.

expr <text>...: Calculates; the shell's `$((…))` does so too.

bc <path>...: Calculates.
  -l, --mathlib: With more functions.

nproc: Shows how many processors there are: `make -j"$(nproc)"`.
  --all: All of them.
  --ignore=N: Without so many.

getconf <name>: Shows a setting of the system: `_NPROCESSORS_ONLN`, `LONG_BIT`.

uname: Shows what the system is.
  -m, --machine: The processor: `x86_64`, `aarch64`. With emulation it is the target's.
  -s, --kernel-name: The kernel.
  -r, --kernel-release: The release of the kernel: that of the machine that builds.
  -a, --all: Everything.
  -n, --nodename: The host's name.
  -o, --operating-system: The system.
  -v, --kernel-version: The kernel's version.
  -p, --processor: The kind of processor.

arch: Shows the processor: `x86_64`, `aarch64`.

which, whereis <program>...: Shows where a program is; `command -v` is in every shell.
  -a: All of them.

whoami: Shows which user it is.

id <user>: Shows a user's number and groups.
  -u, --user: The number alone.
  -g, --group: The group's number alone.
  -G, --groups: All groups' numbers.
  -n, --name: Names instead of numbers.

groups <user>: Shows the groups of a user.

hostname <name>: Shows the host's name.
  -f, --fqdn: With its domain.
  -i: Its address.

file <path>...: Says what is in files.
  -b, --brief: Without their names.
  -i, --mime: As MIME types.
  --mime-type: As MIME types alone.
  -L, --dereference: Of what links lead to.

sync: Waits until all is written.

mount <path>...: Mounts a file system, which a build may not; `RUN --mount` does.
  -t, --types=TYPE: Its kind.
  -o, --options=LIST: Options.

umount <path>...: Takes a mount away.

mkfifo <path>...: Makes pipes.
  -m, --mode=MODE: With these permissions.

mknod <path> <type>: Makes devices and pipes.
  -m, --mode=MODE: With these permissions.

strip <path>...: Removes symbols from programs and libraries: smaller, and harder to debug.
  -s, --strip-all: All of them.
  -g, -S, -d, --strip-debug: Those for debugging alone.
  --strip-unneeded: All that linking does not need.
  -o FILE: Into another file.
  -p, --preserve-dates: Keeps times.
  -K, --keep-symbol=NAME: Keeps one.
  -R, --remove-section=NAME: Removes a section.
  -v, --verbose: Says what is done.

ldconfig <dir>...: Makes the cache by which programs find libraries; after one is put into `/usr/local/lib`.
  -v, --verbose: Says what is found.
  -n: Only the directories that are named.
  -p, --print-cache: Shows the cache.
  -N: Does not make the cache.
  -X: Does not change links.
  -r DIR: With another root directory.

ldd <path>...: Shows which libraries a program needs.
  -v, --verbose: With versions.
  -u, --unused: Those it does not use.

readelf <path>...: Shows what is in a program.
  -d, --dynamic: What it needs.
  -h, --file-header: Its head.
  -a, --all: Everything.
  -s, --symbols: Symbols.
  -W, --wide: In wide lines.

objdump <path>...: Shows what is in a program.
  -d, --disassemble: Its code.
  -p, --private-headers: What it needs.
  -x, --all-headers: All heads.

objcopy <path> <path>: Copies and changes programs.
  --only-keep-debug: Keeps what debugging needs.
  --add-gnu-debuglink=FILE: Says where that is.
  --strip-debug: Removes symbols for debugging.
  -O, --output-target=FORMAT: Into a format.

patchelf <path>...: Changes where a program looks for libraries.
  --set-rpath=DIR: There.
  --set-interpreter=FILE: By that loader.
  --print-rpath: Shows where.
  --remove-rpath: Nowhere.
  --add-needed=NAME: Needs one more.
  --replace-needed NAME: Takes another for one.
  --force-rpath: By the old kind of entry.

scanelf <path>...: Shows what programs need; of Alpine's `pax-utils`.
  -n, --needed: What they need.
  -B, --nobanner: Without a head.
  -F, --format=FORMAT: In a format: `%n#p`.
  -R, --recursive: All that is in directories.
  -y, --symlink: Follows no links.
  -q, --quiet: Less output.
  -E, --etype=ET_DYN|ET_EXEC|NAME: Files of a kind.
  -s, --symbol=NAME: What has a symbol.

upx <path>...: Packs programs; they need more memory and time to start.
  -9: As small as it gets.
  --best: As small as it gets.
  --lzma: With LZMA.
  -q: Less output.
  -o FILE: Into another file.
  -d: Unpacks.

vim, vi, nano <path>...: Edits files; a build has nobody who could.

envsubst <text>: Replaces `$names` in its input; a list says which.
  -v, --variables: Lists them.

jq <filter> <path>...: Picks and changes JSON.
  -r, --raw-output: Texts without quotes.
  -e, --exit-status: Fails if the result is `null` or `false`.
  -c, --compact-output: On one line.
  -n, --null-input: Reads nothing.
  -s, --slurp: Takes all inputs for a list.
  -R, --raw-input: Reads lines of text.
  -j, --join-output: Without line ends.
  -S, --sort-keys: Sorted keys.
  -M, --monochrome-output: Without colours.
  -f, --from-file FILE: The filter from a file.
  --arg NAME: A variable and its text.
  --argjson NAME: A variable and its JSON.
  --tab: With tabs.
  --indent N: With so many blanks.

yq <filter> <path>...: Picks and changes YAML.
  -i, --inplace: Changes the file itself.
  -r, --unwrapScalar: Texts without quotes.
  -o, --output-format=yaml|json|xml|props|csv: What is written.
  -p, --input-format=yaml|json|xml|props|csv: What is read.
  -e, --exit-status: Fails if the result is `null` or `false`.
  -n, --null-input: Reads nothing.

xmllint <path>...: Checks and picks XML.
  --noout: Shows nothing.
  --format: Lays it out.
  --xpath=TEXT: Picks by a path.

iconv <path>...: Changes the character set.
  -f, --from-code=NAME: From that one.
  -t, --to-code=NAME: To that one.
  -o, --output=FILE: Into a file.
  -c: Leaves out what cannot be said.

dos2unix, unix2dos <path>...: Changes line ends.
  -q, --quiet: Less output.
  -n, --newfile: Into another file.
  -k, --keepdate: Keeps times.

ps: Lists processes.
  -e: All of them.
  -f: With details.

kill <process>...: Sends a signal to processes.
  -s, --signal=SIGNAL: That signal.
  -9: KILL, which cannot be caught.
  -l, --list: Lists signals.

pkill, killall, pgrep <name>...: Finds processes by name, to send them a signal.
  -f, --full: By the whole command line.
  -9: KILL, which cannot be caught.
  -x, --exact: By the exact name.

free, top, htop: Shows how much memory and time is used.
  -m: In MiB.
  -h, --human: For people.
"""
