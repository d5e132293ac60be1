#: Multi-stage build: ASP.NET Core
#: Packages are restored from the project file before the sources are copied; NuGet's packages are a cache mount.
#: The SDK runs on the builder's own platform and compiles for the target's architecture: no emulation.
#: The chiseled image holds the runtime alone, without shell and package manager.
#: uid 1654 is the user which .NET images bring (`app`), written as a number for Kubernetes' `runAsNonRoot`.
#: List bin, obj and .git in .dockerignore.
#: at: file
# syntax=docker/dockerfile:1

ARG DOTNET_VERSION={{1:10.0}}

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET_VERSION}-noble AS build
ARG TARGETARCH
WORKDIR /src
COPY {{2:MyApp}}.csproj ./
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet restore --arch "$TARGETARCH"
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish --no-restore --arch "$TARGETARCH" --output /out

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET_VERSION}-noble-chiseled AS runtime
WORKDIR /app
COPY --from=build /out ./
USER 1654:1654
EXPOSE {{3:8080}}
ENTRYPOINT ["dotnet", "{{2}}.dll"]
