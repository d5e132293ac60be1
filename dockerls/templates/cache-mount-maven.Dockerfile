#: Cache mount: Maven
#: The local repository is kept between builds and never becomes part of the image.
#: `--batch-mode` asks nothing and shows no progress bars.
#: Copy pom.xml before the sources if you add a step which resolves the dependencies alone.
#: at: stage
#: base: maven:3.9-eclipse-temurin-25
RUN --mount=type=cache,target=/root/.m2 \
    mvn --batch-mode {{1:package}}
