package io.stacklens.dashboard.narrative;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundMaskTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "login with password=hunter2 failed                        | hunter2",
                "db_password: \"correct horse\"                            | correct horse",
                "Authorization: Bearer abc.def.ghi                         | abc.def",
                "sent api-key swordfish to partner                         | swordfish",
                "client_secret => opensesame                               | opensesame",
                "token opensesame rejected                                 | opensesame",
                "GET https://ada:lovelace@example.org/x                    | lovelace",
                "GET https://example.org/x?sid=opensesame                  | opensesame",
                "mail to ada.lovelace@example.org bounced                  | lovelace",
                "card 4111 1111 1111 1111 declined                         | 1111 1111",
                "call +46 70 123 45 67                                     | 123 45",
                "from 10.20.30.40 port 22                                  | 10.20.30.40",
                "from 2001:db8:0:1::17 refused                             | 2001:db8",
                "key sk-ant-api03-Ab9Cd8Ef7Gh6Ij5Kl4 used                  | Ab9Cd8Ef7Gh6",
                "AKIAIOSFODNN7EXAMPLE is not allowed                       | AKIAIOSFODNN7EXAMPLE",
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a leaked           | 16C7e42F292c6912",
                "session 9f86d081-884c-7d65-9a2f-eaa0c55ad015 ended        | 9f86d081",
                "request 9f86d081-884c-7d65-9a2f-eaa0c55ad015 done         | 884c",
                "-----BEGIN RSA PRIVATE KEY----- MIIEow                    | MIIEow",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln expired         | eyJhbGci",
            })
    void takesOutWhatCouldBeASecretOrTellOfAPerson(String text, String secret) {
        assertThat(OutboundMask.mask(text)).doesNotContain(secret).contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checkout",
                "payments-api-v2-production",
                "GET /orders/{id}",
                "High Error Rate on checkout",
                "connection to <*> refused after <*> ms",
                "shipping is slow, pinning off",
                "io.example.orders.OrderRepository: no rows for order <*>",
                "SE",
            })
    void leavesNamesAndTemplatesAsTheyAre(String text) {
        assertThat(OutboundMask.mask(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 5_000, 100_000})
    void cutsWhatIsLong(int length) {
        assertThat(OutboundMask.mask("word ".repeat(length / 5 + 1))).hasSizeLessThanOrEqualTo(300);
        assertThat(OutboundMask.mask("a".repeat(length))).hasSizeLessThanOrEqualTo(300);
    }
}
