#: Multi-stage build: Node.js with Yarn 4
#: Node.js no longer brings Corepack, which gives the very Yarn that package.json names as `packageManager`.
#: `--immutable` fails rather than change yarn.lock; `workspaces focus --production` leaves out what is for development.
#: The node-modules linker gives a plain tree, which can be copied into the last stage.
#: The process runs as `node` (uid 1000), which can read but not change the files.
#: List node_modules, dist and .git in .dockerignore.
#: at: file
# syntax=docker/dockerfile:1

ARG NODE_VERSION={{1|26,24}}

FROM node:${NODE_VERSION}-alpine AS yarn
WORKDIR /app
ENV YARN_GLOBAL_FOLDER=/root/.cache/yarn \
    YARN_NODE_LINKER=node-modules
RUN --mount=type=cache,target=/root/.npm \
    npm install --global corepack@{{2:0.36.0}} \
    && corepack enable yarn
COPY package.json yarn.lock .yarnrc.yml* ./

FROM yarn AS deps
RUN --mount=type=cache,target=/root/.cache/yarn \
    yarn workspaces focus --production

FROM yarn AS build
RUN --mount=type=cache,target=/root/.cache/yarn \
    yarn install --immutable
COPY . .
RUN yarn run {{3:build}}

FROM node:${NODE_VERSION}-alpine AS runtime
WORKDIR /app
ENV NODE_ENV=production
COPY package.json ./
COPY --from=deps /app/node_modules ./node_modules
COPY --from=build /app/{{4:dist}} ./{{4}}
USER 1000:1000
EXPOSE {{5:3000}}
CMD ["node", "{{4}}/{{6:server.js}}"]
