package io.stacklens.parser.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.parser.grok.GrokCompiler;
import io.stacklens.parser.grok.GrokNames;
import io.stacklens.parser.grok.GrokProperties;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class PipelinesFileTest {

    private static final String GOOD = "pipelines: [{name: %s, steps: []}]\n";
    private static final String BAD = "pipelines: [{name: %s}]\n";

    private final GrokCompiler compiler =
            new GrokCompiler(
                    new GrokProperties(
                            Map.of(),
                            List.of(),
                            GrokNames.LEGACY,
                            Duration.ofMillis(100),
                            Duration.ofMinutes(1),
                            5,
                            16_384),
                    Clock.systemUTC(),
                    _ -> {});

    @TempDir Path directory;

    @AfterEach
    void close() {
        compiler.close();
    }

    @Test
    void takesAChangedFileAndKeepsTheOldOneInForceWhenTheNewOneIsWrong() throws IOException {
        Path path = write("pipelines.yml", GOOD.formatted("first"));
        PipelinesFile file = file(path);
        file.load();
        assertThat(file.get().names()).containsExactly("first");

        write("pipelines.yml", BAD.formatted("second"));
        file.look();
        file.look();
        assertThat(file.get().names()).containsExactly("first");
        assertThat(file.state().refusals()).isEqualTo(1);
        assertThat(file.state().error())
                .isEqualTo(
                        path
                                + ": line 1, pipelines[0]: steps is missing (expected: name and"
                                + " steps)");

        write("pipelines.yml", GOOD.formatted("third"));
        file.look();
        assertThat(file.get().names()).containsExactly("third");
        assertThat(file.state().error()).isNull();
        assertThat(file.state().loads()).isEqualTo(2);
    }

    @Test
    void followsALinkThatIsExchangedAsKubernetesDoes() throws IOException {
        Files.createDirectory(directory.resolve("..one"));
        Files.createDirectory(directory.resolve("..two"));
        write("..one/pipelines.yml", GOOD.formatted("one"));
        write("..two/pipelines.yml", GOOD.formatted("two"));
        Path data = Files.createSymbolicLink(directory.resolve("..data"), Path.of("..one"));
        Path path =
                Files.createSymbolicLink(
                        directory.resolve("pipelines.yml"), Path.of("..data/pipelines.yml"));
        PipelinesFile file = file(path);
        file.load();

        Path next = Files.createSymbolicLink(directory.resolve("..next"), Path.of("..two"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        file.look();

        assertThat(file.get().names()).containsExactly("two");
    }

    @Test
    void keepsWhatItHasWhenTheFileGoesAway() throws IOException {
        Path path = write("pipelines.yml", GOOD.formatted("first"));
        PipelinesFile file = file(path);
        file.load();

        Files.delete(path);
        file.look();
        file.look();
        assertThat(file.get().names()).containsExactly("first");
        assertThat(file.state().refusals()).isEqualTo(1);
        assertThat(file.state().error()).contains("no such file");

        write("pipelines.yml", GOOD.formatted("first"));
        file.look();
        assertThat(file.state().error()).isNull();
    }

    @Test
    void doesNotBeginWithAFileThatIsWrong() throws IOException {
        PipelinesFile wrong = file(write("wrong.yml", BAD.formatted("a")));
        PipelinesFile away = file(directory.resolve("away.yml"));

        assertThatThrownBy(wrong::load).hasMessageContaining("steps is missing");
        assertThatThrownBy(away::load).hasMessageContaining("no such file");
    }

    @Test
    void hasNoneWithoutAFile() {
        PipelinesFile none =
                new PipelinesFile(null, new PipelinesReader(compiler), Clock.systemUTC());
        none.load();

        assertThat(none.get().names()).isEmpty();
        assertThat(none.state().error()).isNull();
    }

    private PipelinesFile file(Path path) {
        return new PipelinesFile(path, new PipelinesReader(compiler), Clock.systemUTC());
    }

    private Path write(String name, String text) throws IOException {
        return Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
