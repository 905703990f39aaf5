package io.stacklens.pipeline.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

class RedactorTest {

    private final Redactor secrets = new Redactor(RedactionKind.SECRETS);
    private final Redactor all = new Redactor(EnumSet.allOf(RedactionKind.class));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    password=hunter2 user=ann | password=[redacted:password] user=ann
                    user=ann password=hunter2 | user=ann password=[redacted:password]
                    login pwd: hunter2 | login pwd: [redacted:password]
                    DB_PASSWORD=s3cr3t, host=db1 | DB_PASSWORD=[redacted:password], host=db1
                    {"user":"ann","password":"a\\"b c","n":1} | {"user":"ann","password":"[redacted:password]","n":1}
                    {"db":{"pass":"x"},"bypass":"y"} | {"db":{"pass":"[redacted:password]"},"bypass":"y"}
                    {"pin_password":1234,"n":1} | {"pin_password":"[redacted:password]","n":1}
                    {"msg":"{\\"password\\":\\"p w\\",\\"n\\":1}"} | {"msg":"{\\"password\\":\\"[redacted:password]\\",\\"n\\":1}"}
                    User{name='ann', password='a b', age=3} | User{name='ann', password='[redacted:password]', age=3}
                    passphrase = open | passphrase = [redacted:password]
                    jdbc:x://db;user=sa;password=abc;encrypt=true | jdbc:x://db;user=sa;password=[redacted:password];encrypt=true
                    GET /login?user=a&password=b%40c&x=1 HTTP/1.1 | GET /login?user=a&password=[redacted:password]&x=1 HTTP/1.1
                    client_secret=abc api_key="d e" apiKey: 12345678 | client_secret=[redacted:secret] api_key="[redacted:secret]" apiKey: [redacted:secret]
                    x-api-key: k9k9k9k9k9 | x-api-key: [redacted:secret]
                    {"headers":{"x-api-key":["k1"]}} | {"headers":{"x-api-key":["[redacted:secret]"]}}
                    access_token=abc&expires=1 | access_token=[redacted:secret]&expires=1
                    Authorization: Bearer abc.def/g+h== next | Authorization: Bearer [redacted:token] next
                    {"authorization":"Basic dXNlcjpwYXNz"} | {"authorization":"Basic [redacted:token]"}
                    sent Bearer abc.def123/x== to it | sent Bearer [redacted:token] to it
                    {"user"=>"ann", "password"=>"a b"} | {"user"=>"ann", "password"=>"[redacted:password]"}
                    db.password   =  hunter2 | db.password   =  [redacted:password]
                    {:password=>"hunter2", :n=>1} | {:password=>"[redacted:password]", :n=>1}
                    authorization=dXNlcjpwYXNz x=1 | authorization=[redacted:secret] x=1
                    connect to postgres://app:p4ss@db:5432/shop failed | connect to postgres://app:[redacted:password]@db:5432/shop failed
                    redis://:only@cache/0 | redis://:[redacted:password]@cache/0
                    key AKIAIOSFODNN7EXAMPLE used | key [redacted:token] used
                    pushed with ghp_0123456789abcdefghijABCDEFGHIJ012345. | pushed with [redacted:token].
                    github_pat_11ABCDEFG0123456789_abcdefghijklmnop | [redacted:token]
                    slack xoxb-123456789012-abcdefABCDEF failed | slack [redacted:token] failed
                    ours slk_0123456789abcdef0123 end | ours [redacted:token] end
                    jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln, ok | jwt [redacted:token], ok
                    paid with 4111111111111111 | paid with [redacted:card]
                    paid with 4111 1111 1111 1111 today | paid with [redacted:card] today
                    5500-0000-0000-0004 | [redacted:card]
                    amex 378282246310005, diners 30569309025904 | amex [redacted:card], diners [redacted:card]
                    3782 822463 10005 | [redacted:card]
                    {"card":4111111111111111,"n":1} | {"card":"[redacted:card]","n":1}
                    {"card":"4111111111111111"} | {"card":"[redacted:card]"}
                    <14>app: {"card":4111111111111111} | <14>app: {"card":"[redacted:card]"}
                    card=2223003122003222 a=b | card=[redacted:card] a=b
                    paid=4111111111111111 card_id: 4111111111111111 | paid=[redacted:card] card_id: [redacted:card]
                    order_id=4111 1111 1111 1111 | order_id=[redacted:card]
                    ran mysql --password hunter2 -h db1 | ran mysql --password [redacted:password] -h db1
                    job --client-secret s3cr3tvalue --dry-run | job --client-secret [redacted:secret] --dry-run
                    mysql --password "my hunter2" -h db1 | mysql --password "[redacted:password]" -h db1
                    <user>ann</user><password>hunter2</password><n>1</n> | <user>ann</user><password>[redacted:password]</password><n>1</n>
                    <wsse:Password>hunter2</wsse:Password> | <wsse:Password>[redacted:password]</wsse:Password>
                    cert -----BEGIN RSA PRIVATE KEY-----\\nMIIE\\n-----END RSA PRIVATE KEY----- end | cert [redacted:private_key] end
                    -----BEGIN PRIVATE KEY-----\\nMIIE | [redacted:private_key]
                    """)
    void replacesSecretsAndNothingElse(String line, String expected) {
        assertThat(redacted(secrets, line)).isEqualTo(expected);
        assertThat(redacted(secrets, expected)).isEqualTo(expected);
    }

    @Test
    void takesTabsForBlanks() {
        assertThat(redacted(secrets, "password\t=\thunter2\tx"))
                .isEqualTo("password\t=\t[redacted:password]\tx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "password",
                "password=",
                "password: ",
                "password=null token=*** secret=true",
                "{\"password\":null,\"token\":\"\"}",
                "root : TTY=pts/0 ; PWD=/srv ; USER=root ; COMMAND=/bin/ls",
                "AppWindowToken{9f4ef63 token=Token{a64f992}}"
                        + " token=android.os.BinderProxy@42cd29a}",
                "Access denied for user 'shop'@'10.0.0.9' (using password: YES)",
                "Culture=neutral, PublicKeyToken=31bf3856ad364e35, ProcessorArchitecture=amd64",
                "Receiving block blk_-6220000000000000000 blk_6220000000000000000",
                "pass=12 fail=3 token=7",
                "password: required",
                "tokens=17 max_tokens=5 token_type=bearer compass=north",
                "token_type=Bearer expires_in=3600",
                "volume \"my-token\" : secret \"my-token\" not found",
                "SyntaxError: Unexpected token: foo",
                "invalid password: user=root",
                "order 4111111111111112 has a wrong check digit",
                "order_id=4111111111111111 orderId: 4111111111111111 x=1",
                "{\"id\":4111111111111111,\"offset\":\"4111111111111111\",\"ts\" :"
                        + " 5500000000000004}",
                "{\"msg\":\"{\\\"seq\\\":4111111111111111}\"}",
                "use --password or --token, --password is required",
                "<password></password> and <token/>",
                "trace 4bf92f3577b34da6a3ce929d0e0e4736 at 1732264200123456789",
                "2026-11-22 08:30:00,123 took 1732264200123 ms 0.4111111111111111",
                "id a4111111111111111 and 4111111111111111b and 41111111111111110",
                "http://host:8080/a@b",
                "http://user@host/path:x@y",
                "eyJ and eyJhbGciOi and xoxo and AKIA and ghp_short snake_case_name",
                "-----BEGIN CERTIFICATE-----\\nMIIE\\n-----END CERTIFICATE-----",
                "----------------------------------------",
                "mail ann@example.org DE89370400440532013000 078-05-1120"
            })
    void leavesAloneWhatIsNoSecret(String line) {
        assertThat(redacted(secrets, line)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mail to ann.b+c@mail.example.org. | mail to [redacted:email].
                    <a@b.de> and root@localhost | <[redacted:email]> and root@localhost
                    IBAN DE89370400440532013000 ok | IBAN [redacted:iban] ok
                    GB82 WEST 1234 5698 7654 32 | [redacted:iban]
                    DE89370400440532013001 | DE89370400440532013001
                    ssn 078-05-1120 | ssn [redacted:ssn]
                    000-05-1120 and 2078-05-1120 | 000-05-1120 and 2078-05-1120
                    """)
    void replacesPersonalDataWhenAskedTo(String line, String expected) {
        assertThat(redacted(all, line)).isEqualTo(expected);
    }

    @Test
    void findsASecretWhereverItStands() {
        for (int before = 0; before < 40; before++) {
            for (int after = 0; after < 20; after++) {
                for (String secret :
                        new String[] {
                            "4111111111111111",
                            "378282246310005",
                            "AKIAIOSFODNN7EXAMPLE",
                            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0",
                            "slk_0123456789abcdef0123",
                            "ghs_0123456789abcdefghijABCDEFGHIJ012345",
                            "github_pat_11ABCDEFG0123456789_abc",
                            "glpat-0123456789abcdefghij",
                            "sk_live_0123456789abcdef",
                            "xoxp-123456789012-abcdefABCDEF",
                            "AIzaSyA0123456789abcdefghijklmnopqrstuv",
                            "pwd=hunter2x",
                            "pass: hunter2x",
                            "TOKEN='hunter2x'",
                            "\"clientSecret\":\"hunter2x\"",
                            "api-key = hunter2x",
                            "credentials=hunter2x",
                            "Authorization: hunter2x",
                            "bearer hunter2x",
                            "amqps://u:hunter2x@h/",
                            "-----BEGIN EC PRIVATE KEY-----hunter2x"
                        }) {
                    String line = "x".repeat(before) + " " + secret + " " + "y".repeat(after);
                    assertThat(redacted(secrets, line))
                            .as(line)
                            .doesNotContain(secret)
                            .doesNotContain("hunter2x");
                }
            }
        }
    }

    @Test
    void looksAtAPartOfAnArrayOnly() {
        byte[] bytes = "password=a 4111111111111111 token=b".getBytes(StandardCharsets.UTF_8);

        assertThat(secrets.find(bytes, 10, 20)).isFalse();
        assertThat(secrets.find(bytes, 10, 28)).isTrue();
        assertThat(new String(secrets.redacted(bytes, 10, 28), StandardCharsets.UTF_8))
                .isEqualTo(" [redacted:card] ");
    }

    @Test
    void replacesTheWholeValueOfASecretName() {
        byte[] value = "two words".getBytes(StandardCharsets.UTF_8);
        byte[] name = "X-Api-Key".getBytes(StandardCharsets.UTF_8);

        assertThat(secrets.find(name, value, 0, value.length)).isTrue();
        assertThat(new String(secrets.redacted(value, 0, value.length), StandardCharsets.UTF_8))
                .isEqualTo("[redacted:secret]");
    }

    @Test
    void countsByKindUntilItIsAsked() {
        redacted(secrets, "password=a password=b 4111111111111111");

        assertThat(secrets.takeCounts())
                .containsOnly(
                        Map.entry(RedactionKind.PASSWORD, 2L), Map.entry(RedactionKind.CARD, 1L));
        assertThat(secrets.takeCounts()).isEmpty();
    }

    @Test
    void takesAnyBytes() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] telling =
                "=:_-\\\"'@ /{}[]4111password token AKIA eyJ xox".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 50_000; i++) {
            byte[] line = new byte[random.nextInt(60)];
            for (int at = 0; at < line.length; at++) {
                line[at] = telling[random.nextInt(telling.length)];
            }
            if (all.find(line, 0, line.length)) {
                assertThat(all.redacted(line, 0, line.length)).as("seed %d", seed).isNotEmpty();
            }
        }
    }

    @Test
    void doesNothingWhenNothingIsAskedFor() {
        assertThat(redacted(new Redactor(Set.of()), "password=a")).isEqualTo("password=a");
    }

    private static String redacted(Redactor redactor, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return redactor.find(bytes, 0, bytes.length)
                ? new String(redactor.redacted(bytes, 0, bytes.length), StandardCharsets.UTF_8)
                : line;
    }
}
