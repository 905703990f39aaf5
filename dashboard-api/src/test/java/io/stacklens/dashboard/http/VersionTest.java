package io.stacklens.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.LinkedHashMap;
import java.util.Map;

class VersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"0a\"", "W/\"0a\"", "\"0a.77\"", "W/\"0a.77\"", "\"1\", \"0a\"", "*"})
    void isNamedWhateverIsMeasuredAndWhateverAProxyMakesOfIt(String ifMatch) {
        assertThat(new Version("0a").isNamedBy(ifMatch)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0ab\"", "\"77.0a\"", "0a", "", "\"\""})
    void isNotNamedByAnythingElse(String ifMatch) {
        assertThat(new Version("0a").isNamedBy(ifMatch)).isFalse();
    }

    @Test
    void changesWithWhatIsMeasuredForCachesOnly() {
        String one = String.valueOf(Version.tagged(Map.of("a", 1), "good").getHeaders().getETag());
        String two = String.valueOf(Version.tagged(Map.of("a", 1), "bad").getHeaders().getETag());

        assertThat(one).isNotEqualTo(two);
        assertThat(Version.of(Map.of("a", 1)).isNamedBy(one)).isTrue();
        assertThat(Version.of(Map.of("a", 1)).isNamedBy(two)).isTrue();
        assertThat(Version.of(Map.of("a", 2)).isNamedBy(one)).isFalse();
    }

    @Test
    void isTheSameInWhateverOrderPairsCome() {
        Map<String, Integer> one = new LinkedHashMap<>(Map.of("a", 1));
        one.put("b", 2);
        Map<String, Integer> other = new LinkedHashMap<>(Map.of("b", 2));
        other.put("a", 1);

        assertThat(Version.of(one)).isEqualTo(Version.of(other));
    }
}
