package io.stacklens.pipeline.health;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;

/** The highest version among the migrations on the class path. */
final class NewestMigration {

    private NewestMigration() {}

    static int version() {
        try {
            Resource[] migrations =
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:db/migration/V*__*.sql");
            return Arrays.stream(migrations)
                    .map(Resource::getFilename)
                    .filter(Objects::nonNull)
                    .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the migrations", e);
        }
    }
}
