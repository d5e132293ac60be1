"""The long Markdown page of every instruction, shown on hover and in completion.

Knows words only; what can be checked by a machine stands in `instructions.py`. Every page follows the BuildKit
reference (see the `url` of the instruction) in our own words, and its examples are valid Dockerfiles or parts of one.
"""

from typing import Final

# ARG and ENV are mixed up more than any other pair, so both pages carry the same comparison.
_ARG_VS_ENV: Final = """\
### `ARG` or `ENV`?

| visible … | `ARG` | `ENV` |
|---|---|---|
| to later instructions of the stage (`$NAME`) | yes | yes |
| as environment variable in `RUN` | yes | yes |
| in the running container | **no** | **yes** |
| set with `docker build --build-arg` | **yes** | no |
| set with `docker run -e` | no | **yes** |
| in `docker inspect` (image configuration) | no | yes |
| in `docker history` and in provenance | yes, with its value | yes |
| in `FROM` lines | yes, if declared before the first `FROM` | no |
| in stages built `FROM` this one | yes | yes |

- **`ENV` wins.** Where both have the same name, `ENV` hides `ARG`, and `--build-arg` then changes nothing.
  That holds for an `ENV` of the base image as well.
- To set at build time *and* keep it in the container, hand one over to the other:

  ```dockerfile
  ARG APP_VERSION=dev
  ENV APP_VERSION=$APP_VERSION
  ```
- **Neither is a place for secrets.** Both can be read back from the image or its metadata.
  Use `RUN --mount=type=secret,id=token,env=TOKEN …`, which leaves no trace.
"""

_EXEC_AND_SHELL: Final = """\
### Exec form and shell form

| | exec form `["nginx", "-g", "daemon off;"]` | shell form `nginx -g "daemon off;"` |
|---|---|---|
| runs | the program itself | `/bin/sh -c "…"` (or what `SHELL` says) |
| `$VAR`, `&&`, `*`, pipes | not interpreted | interpreted by the shell |
| process 1 in the container | your program: it gets `SIGTERM` | the shell, which passes no signals on |
| needs a shell in the image | no (works in distroless and `scratch`) | yes |

The exec form is JSON: double quotes only, and backslashes doubled (`"C:\\\\app.exe"`).
With single quotes it is no JSON and silently becomes the shell form.
"""

_CMD_AND_ENTRYPOINT: Final = """\
### `CMD` and `ENTRYPOINT` together

| | no `ENTRYPOINT` | `ENTRYPOINT ["app", "-v"]` | `ENTRYPOINT app -v` |
|---|---|---|---|
| no `CMD` | error on `docker run` | `app -v` | `/bin/sh -c "app -v"` |
| `CMD ["serve"]` | `serve` | `app -v serve` | `/bin/sh -c "app -v"`; `CMD` is ignored |
| `CMD serve` | `/bin/sh -c serve` | `app -v /bin/sh -c serve` (rarely wanted) | `/bin/sh -c "app -v"`; ignored |

- `docker run IMAGE x y` replaces `CMD`, and is appended to an exec form `ENTRYPOINT`.
- `docker run --entrypoint x IMAGE` replaces `ENTRYPOINT`, and drops `CMD`.
- Setting `ENTRYPOINT` resets a `CMD` that came from the base image. Repeat the `CMD` if you need it.
"""

DOCS: Final[dict[str, str]] = {
    "FROM": """\
Begins a new build stage on top of a base image. Every stage begins with its own `FROM`; only `ARG`, comments and
parser directives may stand before the first one.

```dockerfile
FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN npm ci && npm run build

FROM nginx:1.30-alpine
COPY --from=build /src/dist /usr/share/nginx/html
```

### Multi-stage builds

The last stage (or the one named with `docker build --target`) becomes the image; of the other stages it holds only
what is copied out of them. Compilers, sources and caches stay behind. Stages that the result does not need are not
built at all, and independent stages are built at the same time.

A later stage can build on an earlier one (`FROM build AS test`), copy from it (`COPY --from=build`) or mount it
(`RUN --mount=from=build,target=/x`).

### Which image

- Name a version, such as `node:24-slim`. Without a tag Docker takes `latest`, and tomorrow's build gets another image.
- Add a digest for builds which must be repeatable: `alpine:3.24@sha256:…`. The digest decides, the tag is for readers.
- Smaller variants (`-slim`, `-alpine`, distroless, `scratch`) mean fewer packages to download, scan and patch.
- `scratch` is the empty image: no shell, no libc, no certificates. It fits static binaries.

### Variables

`FROM` sees the `ARG`s declared before the first `FROM`, and the platform arguments such as `$BUILDPLATFORM`.

```dockerfile
ARG GO_VERSION=1.27
FROM --platform=$BUILDPLATFORM golang:${GO_VERSION} AS build
```

Stage names are case-insensitive, begin with a letter, and shadow images of the same name.
""",
    "ARG": f"""\
Declares a variable that lives during the build, with an optional default value. The user can set it with
`docker build --build-arg NAME=value`.

```dockerfile
ARG VERSION=1.0.0
ARG TARGETARCH
RUN curl -fsSLO "https://example.com/tool-$VERSION-$TARGETARCH.tar.gz"
```

### Where it counts

- **Before the first `FROM`** it is global, and only `FROM` lines see it.
- **Inside a stage** it counts from its own line to the end of the stage, and in stages built `FROM` that stage.
- To use a global argument inside a stage, declare it again there **without a value**. It then takes the global default:

  ```dockerfile
  ARG ALPINE=3.24
  FROM alpine:$ALPINE
  ARG ALPINE
  RUN echo "built on $ALPINE"
  ```
- The platform arguments (`TARGETOS`, `TARGETARCH`, `BUILDPLATFORM`, …) are global as well: usable in `FROM` at once,
  in a stage only after `ARG TARGETARCH`. The proxy arguments (`HTTP_PROXY`, …) need no declaration.

{_ARG_VS_ENV}
### Cache

A changed value invalidates every `RUN` after the `ARG`, used there or not, as it is part of their environment.
Declare an argument as late as you can.
""",
    "LABEL": """\
Attaches metadata to the image as `key=value` pairs. Labels change nothing at run time; people and tools read them:
registries show them, Renovate and scanners find the source repository, `docker image ls --filter label=…` selects by
them.

```dockerfile
LABEL org.opencontainers.image.title="Shop API" \\
      org.opencontainers.image.description="Orders and payments" \\
      org.opencontainers.image.source="https://github.com/acme/shop" \\
      org.opencontainers.image.licenses="Apache-2.0"
```

### Which keys

Use the `org.opencontainers.image.*` keys where one fits; they are what registries understand. GitHub links a package
to its repository by `org.opencontainers.image.source`. For your own keys, put your reversed domain in front
(`com.acme.team`). `com.docker.*`, `io.docker.*` and `org.dockerproject.*` are reserved for Docker.
`org.label-schema.*` is the deprecated forerunner of the OCI keys.

### Good to know

- Write several labels in one `LABEL`, one a line; since Docker 1.10 it is about order and not about size.
- Values with spaces need double quotes. In single quotes, `$VARIABLES` stay as they are.
- Labels of the base image are inherited, so `…image.title` may be the title of your base: set your own.
- Values that change with every build (commit, date) belong at the end of the file, or outside of it
  (`docker build --label`), so that they do not spoil the cache.
- Read them with `docker image inspect -f '{{json .Config.Labels}}' IMAGE`. They are public: no secrets.
""",
    "MAINTAINER": """\
Sets the author field of the image. **Deprecated** since Docker 1.13; a label does the same, and tools can find it:

```dockerfile
LABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>"
```
""",
    "ENV": f"""\
Sets environment variables. They hold for the rest of the stage, for stages built on it, **and in every container**
started from the image.

```dockerfile
ENV NODE_ENV=production \\
    PATH="/app/bin:$PATH"
```

- All values of one `ENV` are computed before any of them is set: in `ENV A=1 B=$A`, `B` gets the *old* value of `A`.
- Quotes group and are removed: `ENV GREETING="hello world"`.
- Unsetting it in a later `RUN` does not remove it from the image; `ENV` always stays in the configuration.
- For one command, set it there: `RUN DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata`. As `ENV` it would
  follow the users of your image.
- The old form `ENV KEY value` (no `=`) takes the whole line as value of one variable. Avoid it.

{_ARG_VS_ENV}
### Scope

An `ENV` counts from the instruction *after* it. It never reaches `FROM`, and it reaches another stage only through
`FROM this-stage`, not through `COPY --from`.
""",
    "WORKDIR": """\
Sets the working directory for the `RUN`, `CMD`, `ENTRYPOINT`, `COPY` and `ADD` which follow, and for the container.
The directory is created if it does not exist.

```dockerfile
WORKDIR /app
COPY . .
```

- Use absolute paths. A relative one is joined to the previous `WORKDIR`, which may come from the base image.
- Use it in place of `RUN cd /app && …`: a `cd` lasts only for its own `RUN`.
- BuildKit creates it as the current `USER`, the legacy builder as root. What `COPY` then writes into it belongs to
  root in any case, unless `--chown` is given.
- Variables from `ENV` and `ARG` are expanded; `~` and `$HOME` from the user's login are not.
""",
    "COPY": """\
Copies files and directories from the build context, or from another stage, image or named context, into the image.

```dockerfile
COPY package.json package-lock.json ./
COPY --chown=node:node src/ ./src/
COPY --from=build /out/app /usr/local/bin/app
```

### Paths

- Sources are relative to the *context* (the directory given to `docker build`), and cannot leave it: `../x` is read
  as `x`. What `.dockerignore` excludes does not exist for `COPY`.
- Of a directory, the **contents** are copied, not the directory itself. `--parents` keeps the path.
- With several sources or a wildcard, the destination must end in `/`.
- `COPY a.txt /data` makes a *file* `/data`; `COPY a.txt /data/` puts `a.txt` *into* `/data`.
- Wildcards follow Go's `filepath.Match`: `*`, `?`, `[a-z]`; `**` only with `--parents`.
- Paths with spaces need the JSON form: `COPY ["my file.txt", "/data/"]`.

### Cache

The cache key is the content of the files. Copy what changes rarely first (manifests and lock files), install the
dependencies, and copy the sources last:

```dockerfile
COPY package*.json ./
RUN npm ci
COPY . .
```

### `COPY` or `ADD`?

| | `COPY` | `ADD` |
|---|---|---|
| files from the context | yes | yes |
| from stages and images (`--from`) | yes | no |
| unpack local tar archives | no | yes, without asking |
| download URLs, clone Git repositories | no | yes |

Take `COPY` unless you want one of the things that only `ADD` does.

### Inline files

```dockerfile
COPY <<EOF /etc/app.conf
listen = 8080
EOF
```
""",
    "ADD": """\
Copies files as `COPY` does, and also downloads URLs, clones Git repositories and unpacks local tar archives.

```dockerfile
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d \\
    https://example.com/linux-0.01.tar.gz /src/
ADD https://github.com/moby/buildkit.git#v0.33.0:docs /docs
ADD rootfs.tar.xz /
```

### When to take it

| source | what `ADD` does |
|---|---|
| file or directory of the context | the same as `COPY`; take `COPY` |
| local tar archive (plain, gzip, bzip2, xz, zstd) | unpacks it; `--unpack=false` keeps it packed |
| `http(s)://` URL | downloads it, mode 600; unpacks only with `--unpack` |
| Git URL (`….git`, `git@…`) | clones it; `#ref:dir` picks a branch, tag, commit and directory |

- Give downloads a `--checksum`. BuildKit then also knows when nothing changed.
- Compared with `RUN curl`, `ADD` needs no `curl` in the image, and asks the server again on every build.
- An archive is recognised by its content, not its name. That is the usual surprise: `ADD app.tar.gz /tmp/` leaves no
  `app.tar.gz` there.
- `ADD` has no `--from`. Use `COPY` to copy from a stage or an image.
""",
    "RUN": f"""\
Runs a command in the image being built, and keeps the changed files as a new layer.

```dockerfile
RUN apt-get update \\
 && apt-get install -y --no-install-recommends ca-certificates curl \\
 && rm -rf /var/lib/apt/lists/*
```

### Layers

Every `RUN` adds one layer. What one layer wrote, a later one can hide but not take out: download, use and delete in
the *same* `RUN`, or use a cache mount or another stage. Only files are kept; variables, `cd` and background
processes end with the command.

### Cache

A layer is reused while the text of the command, the layers before it and its arguments are the same. Docker does not
look at what the command would fetch: `apt-get update` alone in a `RUN` is never run again and goes stale, so write it
together with `install`. `docker build --no-cache` forces all of it.

### Mounts

```dockerfile
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
RUN --mount=type=bind,target=. go build -o /out/app ./cmd/app
```

A cache outlives the build and stays out of the image, a secret leaves no trace, a bind mount spares a `COPY`.

### Several lines

```dockerfile
RUN <<EOF
set -eux
apt-get update
apt-get install -y git
EOF
```

In a heredoc, the lines are a script: without `set -e` it goes on after a failed command. Likewise the exit code of a
pipe is that of its last command; `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` changes that.

{_EXEC_AND_SHELL}""",
    "CMD": f"""\
The default command of the container, or the default arguments of its `ENTRYPOINT`. It runs at `docker run`, never
during the build. Only the last `CMD` of a stage counts.

```dockerfile
CMD ["node", "server.js"]
```

{_CMD_AND_ENTRYPOINT}
{_EXEC_AND_SHELL}""",
    "ENTRYPOINT": f"""\
Makes the container run as a program of its own: what follows the image name in `docker run` becomes its arguments.
Only the last `ENTRYPOINT` of a stage counts.

```dockerfile
ENTRYPOINT ["/usr/local/bin/app"]
CMD ["--help"]
```

Use the exec form, so that your program is process 1 and is told to stop by `docker stop`; a shell in between swallows
the signal, and after ten seconds the container is killed. A start script ends with `exec "$@"` for the same reason.

{_CMD_AND_ENTRYPOINT}
{_EXEC_AND_SHELL}""",
    "EXPOSE": """\
Writes down which ports the program in the container listens on. It opens nothing: ports are published with
`docker run -p 8080:80`, or all exposed ones on random host ports with `-P`.

```dockerfile
EXPOSE 8080
EXPOSE 53/tcp 53/udp
EXPOSE 7000-7010
```

- Without a protocol it is `tcp`. The others are `udp` and `sctp`, in lower case.
- A host port (`80:80`) or an address (`127.0.0.1:80`) means nothing here; that is the business of `docker run`.
- Containers on the same Docker network reach each other on any port, exposed or not.
- Ports below 1024 are better avoided for images that do not run as root.
""",
    "VOLUME": """\
Declares directories whose data is kept outside of the container's layers. `docker run` creates an anonymous volume
for each of them, filled with what the image holds there, unless one is mounted with `-v`.

```dockerfile
VOLUME ["/var/lib/data"]
```

- It cannot name a place on the host: where the data goes is decided by the one who starts the container.
- Change the contents *before* the `VOLUME`. The legacy builder throws away what later instructions write there;
  BuildKit keeps it.
- Nobody can take a volume back: images built `FROM` yours inherit it, and each `docker run` without `--rm` leaves an
  anonymous volume behind. For most applications, documentation and a `-v` in the compose file serve better.
- The JSON form needs double quotes: `VOLUME ['/data']` declares a volume called `['/data']`.
""",
    "USER": """\
Sets the user (and group) for the following `RUN`, `CMD` and `ENTRYPOINT`, and for the container.

```dockerfile
RUN groupadd --system --gid 10001 app \\
 && useradd --system --uid 10001 --gid app --no-create-home app
USER 10001:10001
```

On Alpine: `RUN addgroup -S -g 10001 app && adduser -S -u 10001 -G app app`.

### Why not root

Without a `USER`, the program runs as root, and one hole in it or in the container runtime is a hole in the host.
Install as root, then switch before `CMD`. Many images bring a user along: `node` has `node`, distroless has `nonroot`
(65532), .NET has `app` (`$APP_UID`).

### Good to know

- A number (`USER 10001`) is what Kubernetes can check for `runAsNonRoot`; a name it cannot.
- A name must exist in the image's `/etc/passwd`, else the next `RUN`, or the container, does not start.
- With a group given, the user has *only* that group. Without a primary group it is `root`.
- `COPY` and `ADD` go on writing as root; use `--chown`.
- Ports below 1024 may need privileges, depending on the runtime; use 8080 instead of 80.
""",
    "HEALTHCHECK": """\
Tells Docker how to find out whether the program in the container still works. `docker ps` then shows `healthy` or
`unhealthy`, and Compose (`depends_on: condition: service_healthy`) and Swarm act on it. Kubernetes ignores it and
has probes of its own.

```dockerfile
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s --retries=3 \\
  CMD wget -qO- http://localhost:8080/healthz || exit 1
```

- The exit code says it: `0` healthy, `1` unhealthy. `2` is reserved.
- The tool must exist in the image: slim images have no `curl`, Alpine has BusyBox's `wget`, distroless has neither.
  Use the exec form with your own binary there: `HEALTHCHECK CMD ["/app", "-health"]`.
- `HEALTHCHECK NONE` switches off what the base image set.
- Only the last one in a stage counts. Output (4096 bytes) is kept and shown by `docker inspect`.

| option | default | meaning |
|---|---|---|
| `--interval` | 30s | pause between two checks |
| `--timeout` | 30s | a check that takes longer has failed |
| `--start-period` | 0s | time to start up, in which failures do not count |
| `--start-interval` | 5s | pause between checks in the start period (Docker Engine 25) |
| `--retries` | 3 | failures in a row until it is unhealthy |
""",
    "STOPSIGNAL": """\
The signal that `docker stop` sends to the container to make it end; after a grace period of ten seconds comes
`SIGKILL`. The default is `SIGTERM`.

```dockerfile
STOPSIGNAL SIGQUIT
```

- A name with or without `SIG`, in any case, or a number: `SIGINT`, `int`, `2`.
- nginx and PHP-FPM finish their requests on `SIGQUIT`, Apache on `SIGWINCH`, PostgreSQL shuts down fast on `SIGINT`,
  systemd wants `SIGRTMIN+3`.
- `SIGKILL` gives the program no chance to clean up.
- The signal goes to process 1. With a shell form `CMD` that is the shell, and your program may never hear of it.
- `docker run --stop-signal` overrides it.
""",
    "SHELL": """\
The shell which runs the shell form of `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD` from here on. It must be
written as a JSON array. The default is `["/bin/sh", "-c"]` on Linux and `["cmd", "/S", "/C"]` on Windows.

```dockerfile
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN curl -fsSL https://example.com/install.sh | bash
```

- The usual reason on Linux is `pipefail`: without it, a failed `curl` in a pipe does not fail the build.
- Alpine has no bash; its `ash` knows it too: `SHELL ["/bin/ash", "-eo", "pipefail", "-c"]`.
- On Windows: `SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]`.
- It is kept in the image: it also changes a shell form `CMD`, and images built `FROM` this one.
- The OCI image format has no place for it: Podman and Buildah keep it only with `--format docker`.
""",
    "ONBUILD": """\
Puts an instruction off until another build uses this image in its `FROM`. There it runs as if it stood right after
the `FROM`.

```dockerfile
FROM node:24-slim
WORKDIR /app
ONBUILD COPY package*.json ./
ONBUILD RUN npm ci --omit=dev
```

- It runs in the build of the child, with the child's context; grandchildren do not inherit it.
- `ONBUILD FROM`, `ONBUILD MAINTAINER` and `ONBUILD ONBUILD` are refused.
- `COPY --from` and `RUN --mount=from=` work in a trigger since Dockerfile 1.11; the stage must exist in the child.
- It surprises the reader of the child's Dockerfile, who sees none of it. Mark such images with a tag like
  `node:24-onbuild`; most projects are better off with a multi-stage build or a template.
""",
}
