#: Cache mount: npm
#: Downloads are kept between builds and never become part of the image, so no `npm cache clean` is needed.
#: `npm ci` installs exactly what package-lock.json says, and fails if package.json disagrees.
#: The target is root's cache; as user node it is /home/node/.npm, with `uid=1000`.
#: at: stage
#: base: node:26-alpine
WORKDIR {{1:/app}}
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci{{2: --omit=dev}}
