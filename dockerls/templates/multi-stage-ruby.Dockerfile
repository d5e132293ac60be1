#: Multi-stage build: Ruby with Bundler
#: Compilers and headers for native gems stay in the build stage; the gems are copied with all that was compiled.
#: Deployment mode fails if Gemfile.lock is stale; the gems of development and test are left out.
#: Bundler's downloads are a cache mount, and its copies of them beside the gems are removed.
#: Give the user the directories in which the application writes (log, tmp), and no others.
#: at: file
# syntax=docker/dockerfile:1

ARG RUBY_VERSION={{1|4.0,3.4}}

FROM ruby:${RUBY_VERSION}-slim-trixie AS base
WORKDIR /app
ENV BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_WITHOUT=development:test \
    RACK_ENV=production

FROM base AS build
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    rm -f /etc/apt/apt.conf.d/docker-clean \
    && apt-get update \
    && apt-get install -y --no-install-recommends \
        build-essential \
        git \
        libyaml-dev \
        pkg-config
COPY Gemfile Gemfile.lock ./
RUN --mount=type=cache,target=/root/.bundle/cache \
    BUNDLE_GLOBAL_GEM_CACHE=1 bundle install \
    && rm -rf /usr/local/bundle/ruby/*/cache
COPY . .

FROM base AS runtime
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --from=build /app ./
RUN groupadd --gid {{2:10001}} {{3:app}} \
    && useradd --uid {{2}} --gid {{3}} --create-home --no-log-init --shell /usr/sbin/nologin {{3}} \
    && install -d --owner={{3}} --group={{3}} log tmp
USER {{2}}:{{2}}
EXPOSE {{4:3000}}
CMD ["bundle", "exec", "{{5:puma}}"]
