package io.stacklens.pipeline.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.pipeline.security.SecurityProperties.Authentication;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenPortTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", ""})
    void refusesAnAddressThatOthersReachWithoutCredentials(String address) {
        assertThatThrownBy(() -> OpenPort.refuse(address, Authentication.NONE))
                .isInstanceOf(OpenPortException.class)
                .hasMessageContaining("stacklens.security.authentication=required");
        assertThatCode(() -> OpenPort.refuse(address, Authentication.REQUIRED))
                .doesNotThrowAnyException();
        assertThatCode(() -> OpenPort.refuse(address, Authentication.UNPROTECTED))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void letsAnybodyUseALoopbackAddress(String address) {
        assertThatCode(() -> OpenPort.refuse(address, Authentication.NONE))
                .doesNotThrowAnyException();
    }
}
