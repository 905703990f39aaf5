package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

class FindJdkTest {

    private static final Path SCRIPT = Path.of("..", "build", "find-jdk.sh").toAbsolutePath();

    @TempDir Path directory;

    private Path machineJdks;

    @BeforeEach
    void makeAnEmptyMachine() throws IOException {
        machineJdks = Files.createDirectory(directory.resolve("jvm"));
    }

    @Test
    void prefersJavaHome() throws Exception {
        jdk(machineJdks.resolve("a"), "25.0.1");
        Path chosen = jdk(directory.resolve("mine"), "25");

        assertThat(find(chosen.toString()).output()).isEqualTo(chosen.toString());
    }

    @Test
    void passesOverAJavaHomeOfAnotherVersion() throws Exception {
        Path right = jdk(machineJdks.resolve("temurin-25"), "25.0.1");
        Path old = jdk(directory.resolve("old"), "17.0.2");

        assertThat(find(old.toString()).output()).isEqualTo(right.toString());
    }

    @Test
    void passesOverARuntimeWithoutACompiler() throws Exception {
        Path runtime = jdk(machineJdks.resolve("a-jre"), "25.0.1");
        Files.delete(runtime.resolve("bin/javac"));
        Path right = jdk(machineJdks.resolve("b-jdk"), "25.0.1");

        assertThat(find("").output()).isEqualTo(right.toString());
    }

    @Test
    void findsAJdkInTheHomeDirectory() throws Exception {
        Path right = jdk(directory.resolve(".sdkman/candidates/java/25-tem"), "25.0.2");

        assertThat(find("").output()).isEqualTo(right.toString());
    }

    @Test
    void saysWhatToInstallWhenThereIsNone() throws Exception {
        jdk(machineJdks.resolve("old"), "17.0.2");

        Found found = find("");

        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.output()).contains("needs a JDK 25 and found none").contains("JAVA_HOME");
        assertThat(found.output().lines()).hasSize(1);
    }

    private record Found(int exitCode, String output) {}

    private Found find(String javaHome) throws Exception {
        ProcessBuilder script =
                new ProcessBuilder("sh", SCRIPT.toString()).redirectErrorStream(true);
        Map<String, String> environment = script.environment();
        environment.clear();
        // The tools of the script, and no java.
        environment.put("PATH", tools().toString());
        environment.put("HOME", directory.toString());
        environment.put("JAVA_HOME", javaHome);
        environment.put("STACKLENS_JVM_DIR", machineJdks.toString());
        Process process = script.start();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Found(process.waitFor(), output);
    }

    private Path tools() throws IOException {
        Path tools = directory.resolve("tools");
        if (Files.notExists(tools)) {
            Files.createDirectory(tools);
            for (String tool : new String[] {"grep", "readlink", "sh"}) {
                Path installed = Path.of("/usr/bin", tool);
                Files.copy(
                        Files.exists(installed) ? installed : Path.of("/bin", tool),
                        tools.resolve(tool),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return tools;
    }

    private static Path jdk(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        for (String program : new String[] {"java", "javac"}) {
            Files.createFile(
                    home.resolve("bin").resolve(program),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
