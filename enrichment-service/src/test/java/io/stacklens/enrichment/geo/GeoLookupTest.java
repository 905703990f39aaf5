package io.stacklens.enrichment.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stacklens.enrichment.StageMetrics;
import io.stacklens.model.Geo;
import io.stacklens.model.LogRecord;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class GeoLookupTest {

    private static final Map<String, ?> LEIPZIG =
            Map.of(
                    "country", Map.of("iso_code", "DE", "names", Map.of("en", "Germany")),
                    "subdivisions", List.of(Map.of("names", Map.of("en", "Saxony"))),
                    "city", Map.of("names", Map.of("en", "Leipzig")),
                    "location", Map.of("latitude", 51.34, "longitude", 12.37));

    @TempDir Path directory;
    private GeoLookup lookup;

    @BeforeEach
    void open() throws IOException {
        lookup = lookup(false);
    }

    private GeoLookup lookup(boolean knowReserved) throws IOException {
        Path cities =
                new TinyGeoFile("Tiny-City", 6)
                        .with("81.2.69.0/24", LEIPZIG)
                        .with("2a02:810::/32", Map.of("country", Map.of("iso_code", "DE")))
                        .with("10.77.0.0/16", Map.of("country", Map.of("iso_code", "CH")))
                        .writeTo(directory.resolve("city.mmdb"));
        Path systems =
                new TinyGeoFile("Tiny-ASN", 4)
                        .with("81.2.0.0/16", Map.of("autonomous_system_number", 20_712))
                        .writeTo(directory.resolve("asn.mmdb"));
        return new GeoLookup(
                new GeoDatabases(
                                GeoDatabase.open("city", cities),
                                GeoDatabase.open("asn", systems),
                                knowReserved)
                        ::find,
                100,
                new StageMetrics("geo", new SimpleMeterRegistry()));
    }

    @Test
    void findsPlaceAndSystemOfAnAddress() {
        assertThat(lookup.find("81.2.69.142"))
                .contains(new Geo("DE", "Germany", "Saxony", "Leipzig", 51.34, 12.37, 20_712L));
    }

    @Test
    void findsIpv6AlsoWhenOneDatabaseKnowsOnlyIpv4() {
        assertThat(lookup.find("2a02:810::17"))
                .contains(new Geo("DE", null, null, null, null, null, null));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "10.0.0.7, private network",
        "172.16.1.1, private network",
        "192.168.1.1, private network",
        "fd00::1, private network",
        "::ffff:10.0.0.7, private network",
        "127.0.0.1, loopback",
        "::1, loopback",
        "[::1], loopback",
        "169.254.10.1, link-local",
        "fe80::1, link-local",
        "100.64.0.1, carrier network",
        "192.0.2.9, documentation",
        "198.51.100.7, documentation",
        "203.0.113.5, documentation",
        "2001:db8::1, documentation",
        "198.18.0.1, reserved",
        "255.255.255.255, reserved",
        "0.1.2.3, reserved",
        "0.0.0.0, reserved",
        "::, reserved",
        "100::1, reserved",
        "224.0.0.1, multicast",
        "ff02::1, multicast"
    })
    void reservedAddressesAreInNoCountryAndSayWhatTheyAreFor(String address, String use) {
        assertThat(lookup.find(address)).contains(new Geo("ZZ", use, null, null, null, null, null));
    }

    @Test
    void readsDatabasesThatNameTheirFieldsFlat() throws IOException {
        Path flat =
                new TinyGeoFile("Flat", 4)
                        .with("9.0.0.0/8", Map.of("country_code", "US", "city", "Armonk"))
                        .writeTo(directory.resolve("flat.mmdb"));

        assertThat(
                        new GeoDatabases(GeoDatabase.open("city", flat), null, false)
                                .find(InetAddress.ofLiteral("9.9.9.9")))
                .contains(new Geo("US", null, null, "Armonk", null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "localhost", "unknown", "42", "1.2.3", "1.2.3.4.5", "1.2.3.999"})
    void whatIsNoAddressHasNoPlace(String text) {
        assertThat(lookup.find(text)).isEmpty();
    }

    @Test
    void anAddressThatNoDatabaseKnowsHasNoPlace() {
        assertThat(lookup.find("9.9.9.9")).isEmpty();
    }

    @Test
    void aDatabaseOfOnesOwnMayKnowPrivateNetworks() throws IOException {
        assertThat(lookup.find("10.77.3.4").map(Geo::countryCode)).contains("ZZ");

        GeoLookup own = lookup(true);

        assertThat(own.find("10.77.3.4").map(Geo::countryCode)).contains("CH");
        assertThat(own.find("10.78.3.4").map(Geo::country)).contains("private network");
    }

    @Test
    void addsColumnsOnlyToTheRowsThatHaveAPlace() {
        LogBatchBuilder lines = new LogBatchBuilder();
        lines.addRow();
        lines.put(LogColumn.BODY, "a").put(LogColumn.CLIENT_ADDRESS, "81.2.69.142");
        lines.addRow();
        lines.put(LogColumn.BODY, "b");
        lines.addRow();
        lines.put(LogColumn.BODY, "c").put(LogColumn.CLIENT_ADDRESS, "9.9.9.9");
        LogBatch batch = lines.build();

        LogBatch columns = new GeoEnricher(lookup).columnsFor(batch).orElseThrow();

        List<LogRecord> records = LogBatch.decode(batch.with(columns).encode()).records();
        assertThat(records).extracting(LogRecord::body).containsExactly("a", "b", "c");
        assertThat(records.get(0).geo().city()).isEqualTo("Leipzig");
        assertThat(records.get(1).geo()).isNull();
        assertThat(records.get(2).geo()).isNull();
    }

    @Test
    void aBatchWithoutAddressesGetsNoColumns() {
        LogBatchBuilder lines = new LogBatchBuilder();
        lines.addRow();

        assertThat(new GeoEnricher(lookup).columnsFor(lines.build())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"missing.mmdb, a readable file", "text.mmdb, a database in MaxMind's format"})
    void saysWhichSettingNamesNoDatabase(String name, String expected) throws IOException {
        Files.writeString(directory.resolve("text.mmdb"), "no database");
        Path file = directory.resolve(name);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeoDatabase.open("geo.city-file", file))
                .withMessage("geo.city-file: %s (expected: %s)".formatted(file, expected));
    }
}
