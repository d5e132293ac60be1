#: Cache mount: NuGet
#: Packages are kept between builds and never become part of the image.
#: `dotnet publish --no-restore` reads the packages too: give its RUN the same mount.
#: `--locked-mode` fails rather than change packages.lock.json; it needs that file in the project.
#: at: stage
#: base: mcr.microsoft.com/dotnet/sdk:10.0
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet restore{{1: --locked-mode}}
