package io.stacklens.pipeline.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.access.AccessList;
import io.stacklens.model.access.Scope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

class RememberedAccessTest {

    private static final AccessList LIST =
            new AccessList(
                    3,
                    List.of(new AccessList.Key(7, "web", "c0ffee", Set.of(Scope.INGEST), null)),
                    List.of(),
                    List.of(),
                    List.of(5L));

    @TempDir private Path directory;

    @Test
    void isReadAgainAfterARestartByItsOwnerOnly() throws IOException {
        Path file = directory.resolve("new/access.json");
        new RememberedAccess(file).write(LIST);

        assertThat(new RememberedAccess(file).read()).contains(LIST);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void isNothingWithoutAFileOrWithADamagedOne() throws IOException {
        Path file = directory.resolve("access.json");
        assertThat(new RememberedAccess(null).read()).isEmpty();
        assertThat(new RememberedAccess(file).read()).isEmpty();

        Files.writeString(file, "{\"revision\": 3, ");

        assertThat(new RememberedAccess(file).read()).isEmpty();
    }
}
