#: A download with its checksum, unpacked
#: curl fails at HTTP errors, and the build fails if the file is another than it was.
#: Fetched, checked, unpacked and removed in one layer. `ADD --checksum` does it without curl, and does not unpack.
#: at: stage
#: base: buildpack-deps:trixie-curl
RUN curl -fsSL -o /tmp/{{1:tool}}.tar.gz {{2:https://example.com/tool-1.2.3.tar.gz}} \
    && echo "{{3:0000000000000000000000000000000000000000000000000000000000000000}}  /tmp/{{1}}.tar.gz" | sha256sum -c - \
    && tar -xzf /tmp/{{1}}.tar.gz -C /usr/local --strip-components=1 --no-same-owner \
    && rm /tmp/{{1}}.tar.gz
