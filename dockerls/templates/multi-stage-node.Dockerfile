#: Multi-stage build: Node.js with npm
#: Production dependencies and the build live in stages of their own, so that neither waits for the other.
#: `npm ci` installs what package-lock.json says; the cache mount keeps the downloads, but not in the image.
#: The manifests are copied before the sources: a change of code does not install anything anew.
#: The files stay owned by root and the process runs as `node` (uid 1000), which can read but not change them.
#: List node_modules, dist and .git in .dockerignore.
#: at: file
# syntax=docker/dockerfile:1

ARG NODE_VERSION={{1|26,24}}

FROM node:${NODE_VERSION}-alpine AS base
WORKDIR /app

FROM base AS deps
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev

FROM base AS build
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci
COPY . .
RUN npm run {{2:build}}

FROM base AS runtime
ENV NODE_ENV=production
COPY package.json ./
COPY --from=deps /app/node_modules ./node_modules
COPY --from=build /app/{{3:dist}} ./{{3}}
USER 1000:1000
EXPOSE {{4:3000}}
CMD ["node", "{{3}}/{{5:server.js}}"]
