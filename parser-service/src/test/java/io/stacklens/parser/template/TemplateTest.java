package io.stacklens.parser.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class TemplateTest {

    private final TemplateMasker masker = new TemplateMasker();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    order 42 placed                            | order <*> placed
                    took 12.5ms, total=1,234                   | took <*>, total=<*>
                    user:42 logged in.                         | user:<*> logged in.
                    user ada@shop.example logged in            | user <*> logged in
                    id 3fa85f64-5717-4562-b3fc-2c963f66afa6!   | id <*>!
                    from 203.0.113.9:5512 to [2001:db8::7]:443 | from <*> to [<*>]<*>
                    cannot open /var/lib/data: denied          | cannot open <*>: denied
                    GET https://shop.example/a?b=c failed      | GET <*>=c failed
                    unknown column "price" in 'orders'         | unknown column <*> in <*>
                    it's late, isn't it                        | it's late, isn't it
                    hash deadbeefcafe at 12:30:01              | hash <*> at <*>
                    a   b                                      | a b
                    values (1,2,3)                             | values (<*>)
                    and/or                                     | and/or
                    done: 100%                                 | done: <*>
                    größer als 5                               | größer als <*>
                    """)
    void masksWhatVaries(String body, String template) {
        assertThat(template(body)).isEqualTo(template);
    }

    @Test
    void takesTheFirstLine() {
        assertThat(template("payment failed\n\tat com.shop.Checkout.pay(Checkout.java:3)"))
                .isEqualTo("payment failed");
    }

    @Test
    void cutsAtTwoHundredAndFiftySixCharacters() {
        assertThat(template("é".repeat(300))).isEqualTo("é".repeat(256));
    }

    @Test
    void maskedBodiesOfOneKindShareTheirFingerprint() {
        assertThat(fingerprint("order 42 placed")).isEqualTo(fingerprint("order 77 placed"));
        assertThat(fingerprint("order 42 placed")).isNotEqualTo(fingerprint("order 42 lost"));
    }

    @Test
    void keepsItsFingerprintsForEver() {
        assertThat(fingerprint("order 42 placed")).isEqualTo("dbed42f776a9048f");
        assertThat(fingerprint("")).isEqualTo("efa12fc264fe236b");
    }

    private String template(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        masker.mask(bytes, 0, bytes.length);
        return new String(masker.text(), 0, masker.size(), StandardCharsets.UTF_8);
    }

    private String fingerprint(String body) {
        template(body);
        byte[] digits = new byte[Fingerprint.LENGTH];
        Fingerprint.write(masker.text(), masker.size(), digits);
        return new String(digits, StandardCharsets.US_ASCII);
    }
}
