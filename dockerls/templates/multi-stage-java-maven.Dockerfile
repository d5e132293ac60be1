#: Multi-stage build: Java with Maven
#: The JDK and Maven stay in the build stage; the image which is shipped holds a JRE only.
#: Dependencies are resolved from pom.xml before the sources are copied; the local repository is a cache mount.
#: The heap follows the container's memory limit (three quarters of it) instead of a fixed size.
#: The build is expected to leave one jar in target; name it instead if there are more.
#: at: file
# syntax=docker/dockerfile:1

ARG JAVA_VERSION={{1|25,21}}

FROM maven:3.9-eclipse-temurin-${JAVA_VERSION} AS build
WORKDIR /src
COPY pom.xml ./
RUN --mount=type=cache,target=/root/.m2 \
    mvn --batch-mode dependency:go-offline
COPY src ./src
RUN --mount=type=cache,target=/root/.m2 \
    mvn --batch-mode -DskipTests package \
    && install -D target/*.jar /out/app.jar

FROM eclipse-temurin:${JAVA_VERSION}-jre-alpine AS runtime
RUN addgroup -g {{2:10001}} {{3:app}} \
    && adduser -D -H -u {{2}} -G {{3}} -s /sbin/nologin {{3}}
WORKDIR /app
COPY --from=build /out/app.jar ./
USER {{2}}:{{2}}
EXPOSE {{4:8080}}
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "app.jar"]
