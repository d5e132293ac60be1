#: Cache mount: Bundler
#: The global gem cache keeps what was downloaded, for all projects; it is off unless asked for.
#: BUNDLE_FROZEN fails rather than change Gemfile.lock.
#: The gems themselves are installed into the image; only their archives stay in the cache.
#: at: stage
#: base: ruby:4.0-slim-trixie
WORKDIR {{1:/app}}
COPY Gemfile Gemfile.lock ./
RUN --mount=type=cache,target=/root/.bundle/cache \
    BUNDLE_FROZEN=1 BUNDLE_GLOBAL_GEM_CACHE=1 bundle install
