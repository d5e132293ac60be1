#: Cache mount: Composer
#: COMPOSER_CACHE_DIR names the mount, whatever image Composer runs in.
#: No scripts and no autoloader: both need the sources, which are copied later; run `composer dump-autoload` after that.
#: Downloads are kept between builds and never become part of the image.
#: at: stage
#: base: composer:2.10
WORKDIR {{1:/app}}
COPY composer.json composer.lock ./
RUN --mount=type=cache,target=/tmp/cache \
    COMPOSER_CACHE_DIR=/tmp/cache composer install --no-autoloader --no-dev --no-interaction --no-progress --no-scripts
