#: Cache mount: pnpm
#: The store is kept between builds; node_modules gets copies, as hard links cannot leave the mount.
#: `--store-dir` names the mount: left alone, pnpm would choose a store on the disk of the project.
#: `--frozen-lockfile` fails rather than change pnpm-lock.yaml.
#: at: stage
#: base: node:26-alpine
WORKDIR {{1:/app}}
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml* ./
RUN --mount=type=cache,target=/pnpm/store \
    pnpm install --frozen-lockfile --store-dir=/pnpm/store{{2: --prod}}
