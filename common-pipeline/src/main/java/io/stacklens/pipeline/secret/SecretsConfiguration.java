package io.stacklens.pipeline.secret;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import java.nio.file.Path;
import java.util.function.Supplier;

import javax.crypto.SecretKey;

/** The box, for services that store secrets. Its key is looked for when it is first needed. */
@AutoConfiguration
@EnableConfigurationProperties(SecretsProperties.class)
public class SecretsConfiguration {

    @Bean
    SecretBox secretBox(SecretsProperties settings) {
        return new SecretBox(keyOf(settings));
    }

    private static Supplier<SecretKey> keyOf(SecretsProperties settings) {
        Path file = settings.keyFile();
        if (!settings.key().isBlank()) {
            SecretKey key = SecretKeys.ofText(settings.key());
            return () -> key;
        }
        if (file == null || file.toString().isBlank()) {
            return () -> {
                throw new SecretsUnusableException(
                        "there is no key to store secrets with: set STACKLENS_SECRET_KEY (32"
                                + " characters or more, the same for the dashboard and analytics)"
                                + " or stacklens.secrets.key-file");
            };
        }
        return () -> SecretKeys.ofFile(file);
    }
}
