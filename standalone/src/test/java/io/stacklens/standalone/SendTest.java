package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.standalone.Arguments.UsageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

class SendTest {

    private final Send send = new Send(InputStream.nullInputStream(), System.out);

    @TempDir Path directory;

    @Test
    void refusesAFileThatDoesNotExist() {
        Path file = directory.resolve("nonexist");

        assertThatThrownBy(() -> send.run(line(file)))
                .isInstanceOf(UsageException.class)
                .hasMessage("cannot read %s: no such file", file);
    }

    @Test
    void refusesADirectory() {
        assertThatThrownBy(() -> send.run(line(directory)))
                .isInstanceOf(UsageException.class)
                .hasMessage("cannot read %s: a directory", directory);
    }

    private List<String> line(Path file) {
        return List.of(file.toString(), "--data-dir", directory.toString());
    }
}
