#: Multi-stage build: static site, built by Node.js and served by nginx
#: Node.js and node_modules stay in the build stage; the image which is shipped is nginx and the built files.
#: nginx-unprivileged runs as uid 101 from the start, listens on 8080 and writes below /tmp only.
#: The files belong to root: the server can read but not change them.
#: For a single-page application add `COPY nginx.conf /etc/nginx/conf.d/default.conf`; CMD comes with the image.
#: List node_modules, dist and .git in .dockerignore.
#: at: file
# syntax=docker/dockerfile:1

FROM node:{{1|26,24}}-alpine AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci
COPY . .
RUN npm run {{2:build}}

FROM nginxinc/nginx-unprivileged:{{3:1.30}}-alpine-slim AS runtime
COPY --from=build /app/{{4:dist}} /usr/share/nginx/html/
USER 101:101
EXPOSE 8080
