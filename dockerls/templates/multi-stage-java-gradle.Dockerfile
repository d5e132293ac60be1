#: Multi-stage build: Java with the Gradle wrapper
#: The wrapper brings the Gradle which the project names, so a plain JDK image is all that the build needs.
#: Wrapper, build scripts and version catalog are copied before the sources; Gradle's home is a cache mount.
#: No daemon: it would die with the RUN which started it. The cache is locked, as Gradle expects to own it.
#: The heap follows the container's memory limit (three quarters of it) instead of a fixed size.
#: at: file
# syntax=docker/dockerfile:1

ARG JAVA_VERSION={{1|25,21}}

FROM eclipse-temurin:${JAVA_VERSION}-jdk AS build
WORKDIR /src
COPY gradlew build.gradle* settings.gradle* gradle.properties* ./
COPY gradle ./gradle
RUN --mount=type=cache,target=/root/.gradle,sharing=locked \
    ./gradlew --no-daemon dependencies
COPY src ./src
RUN --mount=type=cache,target=/root/.gradle,sharing=locked \
    ./gradlew --no-daemon {{2|bootJar,shadowJar,jar}} \
    && install -D build/libs/*.jar /out/app.jar

FROM eclipse-temurin:${JAVA_VERSION}-jre-alpine AS runtime
RUN addgroup -g {{3:10001}} {{4:app}} \
    && adduser -D -H -u {{3}} -G {{4}} -s /sbin/nologin {{4}}
WORKDIR /app
COPY --from=build /out/app.jar ./
USER {{3}}:{{3}}
EXPOSE {{5:8080}}
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "app.jar"]
