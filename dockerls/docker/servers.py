"""Programs that run until they are stopped: servers, and commands that wait for ever.

Pure data. Sources: the programs' own manuals and `--help` texts.
"""

from collections.abc import Mapping
from typing import Final

SERVERS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("npm", "pnpm"), ("start", "run start", "run serve")),
    "yarn": ("start", "serve", "run start", "run serve"),
    "bun": ("start", "run start", "run serve"),
    **dict.fromkeys(("vite", "nuxt", "astro"), ("dev", "preview")),
    "next": ("start", "dev"),
    "ng": ("serve",),
    "webpack": ("serve",),
    "vue-cli-service": ("serve",),
    "nest": ("start",),
    **dict.fromkeys(("webpack-dev-server", "nodemon", "http-server", "live-server", "pm2-runtime"), ("",)),
    "flask": ("run",),
    "fastapi": ("run", "dev"),
    "streamlit": ("run",),
    **dict.fromkeys(("manage.py", "django-admin"), ("runserver",)),
    **dict.fromkeys(("uvicorn", "gunicorn", "hypercorn", "daphne", "http.server"), ("",)),
    "rails": ("s", "server"),
    **dict.fromkeys(("puma", "rackup", "unicorn"), ("",)),
    "artisan": ("serve", "queue:work", "horizon"),
    "symfony": ("serve", "server:start"),
    **dict.fromkeys(("mvn", "mvnw"), ("spring-boot:run", "quarkus:dev")),
    **dict.fromkeys(("gradle", "gradlew"), ("bootRun", "quarkusDev")),
    "dotnet": ("watch",),
    "mix": ("phx.server",),
    "hugo": ("server", "serve"),
    **dict.fromkeys(("jekyll", "mkdocs"), ("serve",)),
    "caddy": ("run",),
    "ollama": ("serve",),
    **dict.fromkeys(("apache2-foreground", "httpd-foreground", "mysqld_safe", "redis-server", "mongod"), ("",)),
    "sleep": ("infinity",),
}
"""What a program's arguments begin with, options left out, when it runs until it is stopped; empty: with any."""

BARE: Final = frozenset(
    (
        *("redis-server", "mongod", "mysqld_safe", "apache2-foreground", "httpd-foreground", "http.server", "puma"),
        *("rackup", "unicorn", "webpack-dev-server", "nodemon", "http-server", "live-server"),
    )
)
"""Those that need no argument to do so."""

LEAVING: Final = frozenset(
    (
        *("--help", "--version", "-v", "-V", "version", "-D", "-d", "--daemon", "--daemonize", "--fork", "--detach"),
        *("--check-config", "--print-config", "--shutdown", "--test", "--dry-run", "--once", "--stop-when-empty"),
    )
)
"""Arguments with which they say something and end, or go into the background."""

RUNNERS: Final = (
    *(
        "bundle exec",
        "poetry run",
        "pipenv run",
        "uv run",
        "pdm run",
        "rye run",
        "npx",
        "bunx",
        "npm exec",
        "pnpm exec",
    ),
    *("pnpm dlx", "yarn exec", "yarn dlx", "php", "python -m", "python3 -m", "python", "python3", "dotenv"),
)
"""How commands begin which run the program named behind them."""
