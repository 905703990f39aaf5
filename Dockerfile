# One image for all services, the migrator and the tools: a flat class path, the command picks the main class.
#
#   docker build -t stacklens .
#   docker run --rm stacklens io.stacklens.parser.ParserApplication

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
# The poms first: the layer with the dependencies stays until one of them changes.
COPY pom.xml .
COPY common-model/pom.xml common-model/
COPY common-pipeline/pom.xml common-pipeline/
COPY log-store/pom.xml log-store/
COPY embedded/pom.xml embedded/
COPY collector-service/pom.xml collector-service/
COPY parser-service/pom.xml parser-service/
COPY enrichment-service/pom.xml enrichment-service/
COPY analytics-service/pom.xml analytics-service/
COPY anomaly-service/pom.xml anomaly-service/
COPY dashboard-api/pom.xml dashboard-api/
COPY standalone/pom.xml standalone/
COPY e2e/pom.xml e2e/
COPY benchmarks/pom.xml benchmarks/
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -Dquick -DskipTests -pl standalone -am dependency:go-offline || true
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -Dquick -DskipTests -pl standalone -am package \
    # The server programs are for the embedded default only.
    && rm -f standalone/target/lib/embedded-postgres-binaries-*.jar

FROM eclipse-temurin:25-jre
# curl asks for the health of a container.
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/stacklens --create-home stacklens
WORKDIR /opt/stacklens
COPY --from=build /src/standalone/target/lib/ lib/
USER stacklens
# RocksDB, zstd and Netty load native code. A container holds one service: half of its memory is heap.
ENV JAVA_TOOL_OPTIONS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError"
ENTRYPOINT ["java", "-cp", "/opt/stacklens/lib/*"]
CMD ["io.stacklens.collector.CollectorApplication"]
