package io.stacklens.e2e.load;

import io.stacklens.e2e.client.ApiKey;
import io.stacklens.model.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP/1.1 connection that is kept and posts a body at a time; after a failure, or when the
 * server has closed it, the next post opens another. It writes arrays straight to the socket, so
 * that the load tool takes little of the machine it measures. Not thread-safe.
 */
final class HttpConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final String KEY_HEADER =
            ApiKey.isThere() ? "Authorization: " + ApiKey.authorization() + "\r\n" : "";

    private final URI server;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean isOpen;

    /** An answer; its JSON is missing when it is none. */
    record Answer(int status, JsonNode json) {}

    HttpConnection(URI server) throws IOException {
        this.server = server;
        this.socket = connect(server);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.isOpen = true;
    }

    private static Socket connect(URI server) throws IOException {
        boolean isTls = "https".equals(server.getScheme());
        int port = server.getPort() >= 0 ? server.getPort() : isTls ? 443 : 80;
        Socket socket =
                isTls
                        ? SSLSocketFactory.getDefault().createSocket(server.getHost(), port)
                        : new Socket(server.getHost(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private void reopen() throws IOException {
        socket.close();
        socket = connect(server);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        isOpen = true;
    }

    Answer post(String path, byte[] body, int length) throws IOException {
        if (!isOpen) {
            reopen();
        }
        boolean isDone = false;
        try {
            out.write(
                    """
                    POST %s HTTP/1.1\r
                    Host: %s\r
                    Content-Type: text/plain; charset=utf-8\r
                    Content-Length: %d\r
                    %s\r
                    """
                            .formatted(path, server.getAuthority(), length, KEY_HEADER)
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(body, 0, length);
            Answer answer = read();
            isDone = true;
            return answer;
        } finally {
            isOpen &= isDone;
        }
    }

    @Override
    public void close() throws IOException {
        isOpen = false;
        socket.close();
    }

    private Answer read() throws IOException {
        String[] status = readLine().split(" ", 3);
        if (status.length < 2) {
            throw new IOException("no HTTP answer from " + server);
        }
        int length = 0;
        boolean isChunked = false;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            int colon = header.indexOf(':');
            String name = header.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
            String value = header.substring(colon + 1).strip();
            switch (name) {
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> isChunked = value.equalsIgnoreCase("chunked");
                case "connection" -> isOpen &= !value.equalsIgnoreCase("close");
                default -> {
                    // Of no interest.
                }
            }
        }
        byte[] body = isChunked ? readChunks() : readFully(length);
        return new Answer(Integer.parseInt(status[1]), json(body));
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = Integer.parseInt(readLine(), 16);
        while (size > 0) {
            body.writeBytes(readFully(size));
            readLine();
            size = Integer.parseInt(readLine(), 16);
        }
        readLine();
        return body.toByteArray();
    }

    private byte[] readFully(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return bytes;
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended before an answer");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
