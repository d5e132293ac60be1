#: Cache mount: Yarn
#: YARN_GLOBAL_FOLDER puts the cache of Yarn 2 and later into the mount; Yarn 1 reads YARN_CACHE_FOLDER instead.
#: `--immutable` fails rather than change yarn.lock; Yarn 1 calls it `--frozen-lockfile`.
#: Downloads are kept between builds and never become part of the image, so no `yarn cache clean` is needed.
#: at: stage
#: base: node:26-alpine
WORKDIR {{1:/app}}
COPY package.json yarn.lock .yarnrc.yml* ./
RUN --mount=type=cache,target=/root/.cache/yarn \
    YARN_GLOBAL_FOLDER=/root/.cache/yarn yarn install {{2|--immutable,--frozen-lockfile}}
