package io.stacklens.enrichment.geo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a database in MaxMind's format (version 2.0, 24-bit records) with a handful of networks.
 */
public final class TinyGeoFile {

    private static final int UNSET = -1;
    private static final byte[] MARKER = {
        (byte) 0xab, (byte) 0xcd, (byte) 0xef, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.', 'c', 'o', 'm'
    };

    private final String type;
    private final int ipVersion;

    /** Two children a node: a node's number, -1, or -2 - an offset into the data. */
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {UNSET, UNSET}));

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    public TinyGeoFile(String type, int ipVersion) {
        this.type = type;
        this.ipVersion = ipVersion;
    }

    public TinyGeoFile with(String network, Map<String, ?> value) throws IOException {
        String[] parts = network.split("/", 2);
        byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
        int length = Integer.parseInt(parts[1]);
        if (ipVersion == 6 && address.length == 4) {
            byte[] wide = new byte[16];
            System.arraycopy(address, 0, wide, 12, 4);
            address = wide;
            length += 96;
        }
        int offset = data.size();
        write(data, value);
        int node = 0;
        for (int bit = 0; bit < length; bit++) {
            int side = (address[bit / 8] >> (7 - bit % 8)) & 1;
            if (bit == length - 1) {
                nodes.get(node)[side] = -2 - offset;
            } else if (nodes.get(node)[side] == UNSET) {
                nodes.add(new int[] {UNSET, UNSET});
                nodes.get(node)[side] = nodes.size() - 1;
                node = nodes.size() - 1;
            } else {
                node = nodes.get(node)[side];
            }
        }
        return this;
    }

    public Path writeTo(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int[] node : nodes) {
            for (int child : node) {
                int record =
                        child == UNSET
                                ? nodes.size()
                                : child >= 0 ? child : nodes.size() + 16 + (-2 - child);
                out.write(record >> 16);
                out.write(record >> 8);
                out.write(record);
            }
        }
        out.write(new byte[16]);
        data.writeTo(out);
        out.write(MARKER);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("binary_format_major_version", 2);
        metadata.put("binary_format_minor_version", 0);
        metadata.put("build_epoch", 1_700_000_000);
        metadata.put("database_type", type);
        metadata.put("description", Map.of("en", "made by a test"));
        metadata.put("ip_version", ipVersion);
        metadata.put("languages", List.of("en"));
        metadata.put("node_count", nodes.size());
        metadata.put("record_size", 24);
        write(out, metadata);
        return Files.write(file, out.toByteArray());
    }

    private static void write(ByteArrayOutputStream out, Object value) throws IOException {
        switch (value) {
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                control(out, 2, bytes.length);
                out.write(bytes);
            }
            case Double number -> {
                control(out, 3, 8);
                out.write(ByteBuffer.allocate(8).putDouble(number.doubleValue()).array());
            }
            case Integer number -> {
                control(out, 6, 4);
                out.write(ByteBuffer.allocate(4).putInt(number.intValue()).array());
            }
            case Map<?, ?> map -> {
                control(out, 7, map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    write(out, entry.getKey());
                    write(out, entry.getValue());
                }
            }
            case List<?> list -> {
                control(out, 11, list.size());
                for (Object item : list) {
                    write(out, item);
                }
            }
            default -> throw new IllegalArgumentException("no form for " + value.getClass());
        }
    }

    private static void control(ByteArrayOutputStream out, int type, int size) {
        int shown = type > 7 ? 0 : type;
        if (size > 28) {
            throw new IllegalArgumentException("size %d (expected: up to 28)".formatted(size));
        }
        out.write(shown << 5 | size);
        if (type > 7) {
            out.write(type - 7);
        }
    }
}
