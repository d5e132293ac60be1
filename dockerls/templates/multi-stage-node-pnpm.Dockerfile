#: Multi-stage build: Node.js with pnpm
#: Production dependencies and the build live in stages of their own: pruning afterwards leaves traces in .pnpm.
#: The store is a cache mount: each package is downloaded once, and no copy of the store is left in the image.
#: `--frozen-lockfile` fails rather than change pnpm-lock.yaml; `packageManager` in package.json decides on the pnpm.
#: The process runs as `node` (uid 1000), which can read but not change the files.
#: List node_modules, dist and .git in .dockerignore.
#: at: file
# syntax=docker/dockerfile:1

ARG NODE_VERSION={{1|26,24}}

FROM node:${NODE_VERSION}-alpine AS pnpm
WORKDIR /app
RUN --mount=type=cache,target=/root/.npm \
    npm install --global pnpm@{{2:12}}
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml* ./

FROM pnpm AS deps
RUN --mount=type=cache,target=/pnpm/store \
    pnpm install --frozen-lockfile --prod --store-dir=/pnpm/store

FROM pnpm AS build
RUN --mount=type=cache,target=/pnpm/store \
    pnpm install --frozen-lockfile --store-dir=/pnpm/store
COPY . .
RUN pnpm run {{3:build}}

FROM node:${NODE_VERSION}-alpine AS runtime
WORKDIR /app
ENV NODE_ENV=production
COPY package.json ./
COPY --from=deps /app/node_modules ./node_modules
COPY --from=build /app/{{4:dist}} ./{{4}}
USER 1000:1000
EXPOSE {{5:3000}}
CMD ["node", "{{4}}/{{6:server.js}}"]
