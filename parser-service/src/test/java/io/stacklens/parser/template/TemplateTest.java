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
                    GET https://shop.example/a?b=c&d=[e] failed | GET <*>[e] failed
                    see http://shop.example/a?b=c, then go     | see <*>, then go
                    url:https://shop.example/                  | url:<*>
                    jdbc:postgresql://db/shop?user=x           | jdbc:<*>
                    (ftp://files.example/x?y=z)                | (<*>)
                    from aa:bb:cc:dd:ee:ff to 00:1b:44:11:3a:b7 | from <*> to <*>
                    added: effaced                             | added: effaced
                    hash deadbeefcafe.                         | hash <*>.
                    freed 12 MB of 3.5 GiB                     | freed <*> of <*>
                    freed 12MB, 900 kB left                    | freed <*>, <*> left
                    MB of what                                 | MB of what
                    since Nov 22 08:15:30                      | since <*> <*> <*>
                    since Nov  2 08:15:30                      | since <*> <*> <*>
                    on Sun, 22 Nov 2026                        | on <*>, <*> <*> <*>
                    on Sun Nov 22                              | on <*> <*> <*>
                    Sun is out, Mon and Nov too                | Sun is out, Mon and Nov too
                    May 1 be, may 1 be                         | <*> <*> be, may <*> be
                    in 1h30m or PT5M or 00:00:07.5             | in <*> or <*> or <*>
                    0xdeadbeef -17 +4.2e-3 1_000               | <*> <*> <*> <*>
                    fe80::1%eth0 10.0.0.0/8                    | <*> <*>
                    C:\\Users\\anna was moved to ~/old/x        | <*> was moved to <*>
                    mail to <anna@shop.example>                | mail to <<*>>
                    uuid={3FA85F64-5717-4562-B3FC-2C963F66AFA6} | uuid={<*>}
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
    void cutsALongTokenWhereItFills() {
        assertThat(template("x".repeat(5_000))).hasSize(256);
        assertThat(template("x".repeat(1_020) + " 12345678")).hasSize(256);
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
        Fingerprint.write(Fingerprint.hash(masker.text(), masker.size()), digits);
        return new String(digits, StandardCharsets.US_ASCII);
    }
}
