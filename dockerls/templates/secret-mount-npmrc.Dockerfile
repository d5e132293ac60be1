#: Secret mount: .npmrc for a private registry
#: npm reads the registry's token from the mount; COPY would leave it in a layer for everyone who has the image.
#: Build with `docker build --secret id=npmrc,src=$HOME/.npmrc .`; without it, `required` stops the build.
#: The cache mount keeps downloads between builds.
#: at: stage
#: base: node:26-alpine
WORKDIR {{1:/app}}
COPY package.json package-lock.json ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc,required=true \
    --mount=type=cache,target=/root/.npm \
    npm ci
