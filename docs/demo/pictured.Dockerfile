# syntax=docker/dockerfile:1
ARG NODE_VERSION=24
FROM node:${NODE_VERSION}-slim AS build
WORKDIR /src
COPY . .
RUN npm ci && npm run build

FROM debian:13-slim
ENV API_TOKEN=changeme
WORKDIR /srv/shop
COPY --from=biuld /src/dist ./dist
RUN apt-get update && apt-get install -y --no-install-recommends nginx curl
RUN useradd --system shop && chown -R shop dist
USER shop
EXPOSE 80808
CMD nginx -g "daemon off;"
