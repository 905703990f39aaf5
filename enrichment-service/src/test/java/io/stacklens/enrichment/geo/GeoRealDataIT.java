package io.stacklens.enrichment.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.enrichment.StageMetrics;
import io.stacklens.model.Geo;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A database of all allocated networks, as it is published: the npm package {@code
 * @ip-location-db/geo-whois-asn-country-mmdb} (CC0), which npm fetches once into {@code target}.
 */
class GeoRealDataIT {

    private static final String PACKAGE = "@ip-location-db/geo-whois-asn-country-mmdb";
    private static final Path DIRECTORY = Path.of("target", "npm");
    private static final Path FILE =
            DIRECTORY.resolve(
                    Path.of("node_modules", PACKAGE, "geo-whois-asn-country.mmdb").toString());

    @BeforeAll
    static void fetch() throws InterruptedException {
        String trouble = Files.exists(FILE) ? "" : install();
        if (!trouble.isEmpty()) {
            System.err.println("SKIPPED: no real geo database to test with: " + trouble);
        }
        assumeThat(trouble).isEmpty();
    }

    @ParameterizedTest(name = "{0} is in {1}")
    @CsvSource({
        "17.0.0.1, US", // Apple
        "133.11.0.1, JP", // University of Tokyo
        "130.237.0.1, SE", // Swedish universities
        "2001:638::1, DE", // German research network
        "192.168.1.1, ZZ"
    })
    void findsTheCountryOfWellKnownNetworks(String address, String country) {
        GeoLookup lookup = lookup();

        assertThat(lookup.find(address).map(Geo::countryCode)).contains(country);
    }

    @Test
    void knowsTheCountryOfMostAddresses() {
        GeoLookup lookup = lookup();

        long known =
                IntStream.range(1, 224)
                        .filter(
                                first ->
                                        lookup.find(first + ".77.13.1")
                                                .filter(place -> place.countryCode() != null)
                                                .isPresent())
                        .count();

        assertThat(known).isGreaterThan(200);
    }

    private static GeoLookup lookup() {
        GeoDatabases databases = new GeoDatabases(GeoDatabase.open("city-file", FILE), null, false);
        return new GeoLookup(
                databases::find, 1000, new StageMetrics("geo", new SimpleMeterRegistry()));
    }

    /** What went wrong, or nothing. */
    private static String install() throws InterruptedException {
        try {
            Files.createDirectories(DIRECTORY);
            Process npm =
                    new ProcessBuilder(
                                    "npm",
                                    "install",
                                    "--silent",
                                    "--no-audit",
                                    "--no-fund",
                                    "--ignore-scripts",
                                    "--prefix",
                                    DIRECTORY.toAbsolutePath().toString(),
                                    PACKAGE)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!npm.waitFor(2, TimeUnit.MINUTES)) {
                npm.destroyForcibly();
                return "npm did not end in two minutes";
            }
            return Files.exists(FILE) ? "" : "npm ended with " + npm.exitValue();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
