package io.stacklens.enrichment.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.enrichment.StageMetrics;
import io.stacklens.model.Geo;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

class GeoReloadTest {

    private static final String ADDRESS = "81.2.69.142";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @TempDir Path directory;
    private Path file;
    private GeoReload reload;

    @BeforeEach
    void open() throws IOException {
        file = directory.resolve("city.mmdb");
        database("GB", file);
        reload =
                new GeoReload(
                        new GeoFile("city-file", file),
                        null,
                        false,
                        databases ->
                                new GeoLookup(
                                        databases::find, 100, new StageMetrics("geo", metrics)),
                        metrics);
    }

    @Test
    void aNewFileComesIntoForceAndWhatTheOldOneAnsweredIsForgotten() throws IOException {
        assertThat(country()).isEqualTo("GB");

        Files.move(
                database("FR", directory.resolve("new.mmdb")),
                file,
                StandardCopyOption.REPLACE_EXISTING);
        reload.look();

        assertThat(country()).isEqualTo("FR");
        assertThat(reloads("loaded")).isEqualTo(1);
    }

    @Test
    void aFileOverwrittenInPlaceDisturbsNoLookup() throws IOException {
        byte[] other = Files.readAllBytes(database("FR", directory.resolve("new.mmdb")));
        Files.write(file, new byte[0]);
        reload.look();
        assertThat(country()).isEqualTo("GB");

        Files.write(file, other);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        reload.look();

        assertThat(country()).isEqualTo("FR");
    }

    @Test
    void aBrokenFileLeavesTheOldOneInForceAndIsToldOnce() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        reload.look();
        reload.look();

        assertThat(country()).isEqualTo("GB");
        assertThat(reloads("refused")).isEqualTo(1);
        assertThat(reload.check().up()).isTrue();
        assertThat(reload.check().detail())
                .contains("a new file was refused")
                .contains("MaxMind's format");
    }

    @Test
    void aFileThatIsAwayChangesNothing() throws IOException {
        Files.delete(file);
        reload.look();
        assertThat(country()).isEqualTo("GB");

        database("FR", file);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        reload.look();

        assertThat(country()).isEqualTo("FR");
        assertThat(reload.check().detail()).startsWith("Tiny-City of ").doesNotContain("refused");
    }

    @Test
    void followsALinkToAnotherFile() throws IOException {
        Path link = directory.resolve("link.mmdb");
        Files.createSymbolicLink(link, file);
        reload =
                new GeoReload(
                        new GeoFile("city-file", link),
                        null,
                        false,
                        databases ->
                                new GeoLookup(
                                        databases::find, 100, new StageMetrics("geo", metrics)),
                        metrics);
        Path other = database("FR", directory.resolve("other.mmdb"));
        Files.delete(link);
        Files.createSymbolicLink(link, other);

        reload.look();

        assertThat(country()).isEqualTo("FR");
    }

    private String country() {
        return reload.lookup().find(ADDRESS).map(Geo::countryCode).orElse("none");
    }

    private double reloads(String result) {
        return metrics.counter("stacklens.enrichment.geo.reloads", "result", result).count();
    }

    private static Path database(String country, Path file) throws IOException {
        return new TinyGeoFile("Tiny-City", 4)
                .with("81.2.69.0/24", Map.of("country", Map.of("iso_code", country)))
                .writeTo(file);
    }
}
