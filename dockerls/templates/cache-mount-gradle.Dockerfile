#: Cache mount: Gradle
#: Dependencies, the wrapper's own distribution and the build cache are kept between builds, out of the image.
#: No daemon: it would die with the RUN which started it.
#: `sharing=locked`, as Gradle expects to own its home.
#: at: stage
#: base: eclipse-temurin:25-jdk
RUN --mount=type=cache,target=/root/.gradle,sharing=locked \
    ./gradlew --no-daemon {{1:build}}
