package io.stacklens.pipeline.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

import javax.crypto.SecretKey;

class SecretBoxTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final SecretBox box = SecretBox.ofText(KEY);

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "pässwörd \u0000 €", "a long one: 0123456789 0123456789"})
    void opensWhatItSealed(String secret) {
        String sealed = box.seal(secret, "here");

        assertThat(SecretBox.ofText(KEY).open(sealed, "here")).isEqualTo(secret);
        assertThat(secret.length() > 3 && sealed.contains(secret)).isFalse();
    }

    @Test
    void neverSealsTheSameTwice() {
        assertThat(IntStream.range(0, 100).mapToObj(_ -> box.seal("s", "here")).distinct())
                .hasSize(100);
    }

    @Test
    void opensNothingElsewhereWithAnotherKeyOrChanged() {
        String sealed = box.seal("secret", "here");
        byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(3));
        bytes[bytes.length - 1] ^= 1;
        String changed = "v1." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        for (Runnable opening :
                List.<Runnable>of(
                        () -> box.open(sealed, "there"),
                        () -> SecretBox.ofText(KEY + "x").open(sealed, "here"),
                        () -> box.open(changed, "here"),
                        () -> box.open("v1.AAAA", "here"),
                        () -> box.open("v1.~", "here"),
                        () -> box.open("secret", "here"))) {
            assertThatExceptionOfType(SecretsUnusableException.class)
                    .isThrownBy(opening::run)
                    .withMessageContaining("STACKLENS_SECRET_KEY");
        }
    }

    @Test
    void aShortKeyIsRefused() {
        assertThatExceptionOfType(SecretsUnusableException.class)
                .isThrownBy(() -> SecretBox.ofText("short"))
                .withMessageContaining("5 characters")
                .withMessageContaining("32");
    }

    @Test
    void theFirstWhoNeedsItMakesAKeyThatOnlyTheOwnerReads(@TempDir Path directory)
            throws Exception {
        Path file = directory.resolve("data/secret.key");

        List<SecretKey> keys =
                IntStream.range(0, 16).parallel().mapToObj(_ -> SecretKeys.ofFile(file)).toList();

        assertThat(keys)
                .allSatisfy(
                        key ->
                                assertThat(key.getEncoded())
                                        .isEqualTo(keys.getFirst().getEncoded()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aServiceWithoutAKeyStartsAndSaysWhatToSet() {
        application()
                .run(
                        context ->
                                assertThatExceptionOfType(SecretsUnusableException.class)
                                        .isThrownBy(
                                                () ->
                                                        context.getBean(SecretBox.class)
                                                                .seal("s", "here"))
                                        .withMessageContaining("STACKLENS_SECRET_KEY"));
    }

    @Test
    void aServiceTakesItsKeyFromTheSettingsOrAFile(@TempDir Path directory) {
        String sealed = box.seal("s", "here");
        application()
                .withPropertyValues("stacklens.secrets.key=" + KEY)
                .run(
                        context -> {
                            assertThat(context.getBean(SecretBox.class).open(sealed, "here"))
                                    .isEqualTo("s");
                            assertThat(context.getBean(SecretsProperties.class).toString())
                                    .doesNotContain(KEY);
                        });
        application()
                .withPropertyValues("stacklens.secrets.key-file=" + directory.resolve("key"))
                .run(
                        context -> {
                            SecretBox files = context.getBean(SecretBox.class);
                            assertThat(files.open(files.seal("s", "here"), "here")).isEqualTo("s");
                        });
    }

    private static ApplicationContextRunner application() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SecretsConfiguration.class));
    }
}
