package io.stacklens.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stacklens.embedded.Ports;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class ChildIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir Path dataDir;

    private final int port = Ports.requireFree(0, "a broker");

    @Test
    void endsWithALauncherThatIsKilled() throws Exception {
        Process launcher = startLauncher();
        try {
            ProcessHandle broker = brokerOf(launcher);
            await().atMost(SOON).until(this::listens);

            launcher.destroyForcibly();

            await().atMost(SOON).until(() -> !broker.isAlive());
        } finally {
            launcher.destroyForcibly();
        }
    }

    @Test
    void isStoppedAsLeftOverWhenItHasNotNoticed() throws Exception {
        Process launcher = startLauncher();
        try {
            ProcessHandle broker = brokerOf(launcher);

            ChildProcess.stopLeftOver(dataDir.resolve("another"));
            assertThat(broker.isAlive()).isTrue();
            ChildProcess.stopLeftOver(dataDir);

            assertThat(broker.isAlive()).isFalse();
        } finally {
            launcher.destroyForcibly();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private Process startLauncher() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildIT.class.getName(),
                        dataDir.toString(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .start();
    }

    private static ProcessHandle brokerOf(Process launcher) throws IOException {
        BufferedReader output = launcher.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("broker ")) {
                return ProcessHandle.of(Long.parseLong(line.substring(7))).orElseThrow();
            }
        }
        throw new IOException("the launcher ended");
    }

    /** A launcher of nothing but a broker. */
    public static void main(String[] args) throws Exception {
        ChildProcess broker =
                ChildProcess.start(
                        "broker",
                        Child.BROKER,
                        Path.of(args[0]),
                        List.of("-XX:TieredStopAtLevel=1"),
                        List.of(args[1]));
        System.out.println("broker " + broker.process().pid());
        Thread.sleep(Long.MAX_VALUE);
    }
}
