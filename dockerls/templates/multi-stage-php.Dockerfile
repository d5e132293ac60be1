#: Multi-stage build: PHP-FPM with Composer
#: Composer, git and unzip stay in the first stage; packages are installed before the sources are copied.
#: Platform requirements are left to the stage which runs the code, as it is there that the extensions are installed.
#: OPcache is part of PHP since 8.5; php.ini-production turns off the display of errors.
#: uid 82 is Alpine's `www-data`; php-fpm listens on 9000 and needs no root for it.
#: List vendor and .git in .dockerignore.
#: at: file
# syntax=docker/dockerfile:1

FROM composer:{{1:2.10}} AS vendor
WORKDIR /app
COPY composer.json composer.lock ./
RUN --mount=type=cache,target=/tmp/cache \
    composer install --ignore-platform-reqs --no-autoloader --no-dev --no-interaction --no-progress --no-scripts
COPY . .
RUN composer dump-autoload --classmap-authoritative --no-dev --no-scripts

FROM php:{{2:8.5}}-fpm-alpine AS runtime
RUN docker-php-ext-install -j "$(nproc)" {{3|pdo_mysql,mysqli,bcmath}} \
    && cp /usr/local/etc/php/php.ini-production /usr/local/etc/php/php.ini
WORKDIR /var/www/html
COPY --from=vendor /app ./
USER 82:82
EXPOSE 9000
CMD ["php-fpm"]
