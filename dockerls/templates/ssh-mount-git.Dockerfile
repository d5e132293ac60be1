#: SSH mount: clone a private repository
#: git talks to the SSH agent of whoever builds; no key comes near the image.
#: Build with `docker build --ssh default .`; without it, `required` stops the build.
#: The host's key is not trusted on sight: `ssh-keyscan github.com > known_hosts` once, check it, and keep the file.
#: at: stage
#: base: buildpack-deps:trixie-scm
RUN --mount=type=ssh,required=true \
    --mount=type=bind,source={{1:known_hosts}},target=/etc/ssh/ssh_known_hosts \
    git clone --depth=1 --branch={{2:main}} {{3:git@github.com:owner/repository.git}} {{4:/src}}
