#: ENTRYPOINT script
#: `--chmod` makes the script executable in the same layer; a RUN chmod would store it twice.
#: Exec form: the script is process 1 and gets the signals. Its last line, `exec "$@"`, hands them on to the command.
#: CMD gives the arguments which `docker run` replaces.
#: at: stage
#: base: alpine:3.24
COPY --chmod=755 {{1:docker-entrypoint.sh}} /usr/local/bin/entrypoint
ENTRYPOINT ["/usr/local/bin/entrypoint"]
CMD ["{{2:serve}}"]
