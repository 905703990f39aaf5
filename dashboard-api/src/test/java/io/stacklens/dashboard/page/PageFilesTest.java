package io.stacklens.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class PageFilesTest {

    @TempDir Path folder;

    @Test
    void namesItsFilesByAVersionThatChangesWithAnyOfThem() throws IOException {
        write("index.html", "<script src=\"{files}/main.js\"></script>");
        write("core/a.js", "export const a = 1;");
        String before = files().version();

        assertThat(files().version()).isEqualTo(before);
        write("core/a.js", "export const a = 2;");

        assertThat(files().version()).isNotEqualTo(before);
        assertThat(new String(files().document(), StandardCharsets.UTF_8))
                .isEqualTo("<script src=\"/page/%s/main.js\"></script>", files().version());
    }

    @Test
    void needsADocument() throws IOException {
        write("core/a.js", "");

        assertThatThrownBy(this::files).hasMessageContaining("no index.html in");
    }

    private PageFiles files() throws IOException {
        return new PageFiles(new PageProperties(List.of(folder.toUri().toString())));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
