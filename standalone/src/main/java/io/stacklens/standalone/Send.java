package io.stacklens.standalone;

import io.stacklens.model.json.Json;
import io.stacklens.standalone.Arguments.UsageException;

import tools.jackson.databind.JsonNode;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code send FILE|- --service NAME}: posts the lines of a file or of standard input. */
record Send(InputStream in, PrintStream out) implements Command {

    private static final int REQUEST_BYTES = 1 << 20;

    @Override
    public int run(List<String> line) throws Exception {
        Arguments arguments =
                Arguments.parse(line, Set.of(UpOptions.DATA_DIR, "service"), Set.of());
        String file = arguments.onlyWord("a file name, or - for standard input");
        URI address = address(UpOptions.dataDir(arguments), arguments.value("service"));
        try (InputStream lines = open(file);
                HttpClient client = HttpClient.newHttpClient()) {
            return send(client, address, lines);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            out.println("no collector answers at " + address);
            return 1;
        }
    }

    private static URI address(Path dataDir, Optional<String> service) {
        StackPorts ports =
                RunState.running(dataDir).map(RunState::ports).orElseGet(StackPorts::usual);
        String path =
                service.map(name -> "/" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .orElse("");
        return URI.create(
                "http://127.0.0.1:%d/ingest%s".formatted(ports.port(Service.COLLECTOR), path));
    }

    private InputStream open(String file) throws IOException {
        if (file.equals("-")) {
            return new BufferedInputStream(in, 1 << 16);
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw unreadable(file, "a directory");
        }
        try {
            return new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "no such file");
        } catch (AccessDeniedException e) {
            throw unreadable(file, "permission denied");
        }
    }

    private static UsageException unreadable(String file, String why) {
        return new UsageException("cannot read %s: %s".formatted(file, why));
    }

    private int send(HttpClient client, URI address, InputStream lines)
            throws IOException, InterruptedException {
        long accepted = 0;
        long rejected = 0;
        for (byte[] body = next(lines); body.length > 0; body = next(lines)) {
            HttpRequest request =
                    ApiKey.request(address)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build();
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                out.println(
                        "%d after %d accepted lines: %s%s"
                                .formatted(
                                        response.statusCode(),
                                        accepted,
                                        new String(response.body(), StandardCharsets.UTF_8),
                                        ApiKey.hint(response.statusCode())));
                return 1;
            }
            JsonNode answer = Json.mapper().readTree(response.body());
            accepted += answer.path("accepted").asLong();
            rejected += answer.path("rejected").asLong();
            answer.path("errors").forEach(error -> out.println(error.toString()));
        }
        out.println("accepted %d, rejected %d".formatted(accepted, rejected));
        return rejected == 0 ? 0 : 1;
    }

    /** The next whole lines, up to about a megabyte; empty at the end. */
    private static byte[] next(InputStream lines) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int octet = lines.read(); octet >= 0; octet = lines.read()) {
            body.write(octet);
            if (octet == '\n' && body.size() >= REQUEST_BYTES) {
                break;
            }
        }
        return body.toByteArray();
    }
}
