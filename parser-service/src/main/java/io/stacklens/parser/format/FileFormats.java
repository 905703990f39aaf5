package io.stacklens.parser.format;

import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

/**
 * The delimited formats whose first bytes tell them: W3C extended, Squid, Amazon's load balancers,
 * CloudFront, flows. All others end this with their first bytes.
 */
final class FileFormats implements LineFormat {

    private final W3cFormat w3c;
    private final SquidFormat squid;
    private final AmazonFormat amazon;

    FileFormats(TimestampScanner timestamps, NamedValues values, AmazonFormat amazon) {
        this.amazon = amazon;
        w3c = new W3cFormat(timestamps, values);
        squid = new SquidFormat(timestamps, values);
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        int first = line[start];
        return switch (first) {
            case '#' -> w3c.parse(line, start, end, draft);
            case 'h', 'w', 'g' ->
                    isProtocol(line, start, end)
                            && amazon.applicationBalancer(line, start, end, draft);
            case 't' -> amazon.networkBalancer(line, start, end, draft);
            default -> Ascii.isDigit(first) && number(line, start, end, draft);
        };
    }

    private boolean number(byte[] line, int start, int end, LogDraft draft) {
        if (end - start < 20) {
            return false;
        }
        if (line[start + 4] != '-') {
            return squid.parse(line, start, end, draft) || amazon.flow(line, start, end, draft);
        }
        return switch (line[start + 10]) {
            case '\t' -> amazon.cloudFront(line, start, end, draft);
            case 'T' -> amazon.classicBalancer(line, start, end, draft);
            case ' ' -> w3c.parse(line, start, end, draft);
            default -> false;
        };
    }

    private static boolean isProtocol(byte[] line, int start, int end) {
        return Ascii.startsWith("http ", line, start, end)
                || Ascii.startsWith("https ", line, start, end)
                || Ascii.startsWith("h2 ", line, start, end)
                || Ascii.startsWith("ws ", line, start, end)
                || Ascii.startsWith("wss ", line, start, end)
                || Ascii.startsWith("grpc ", line, start, end)
                || Ascii.startsWith("grpcs ", line, start, end);
    }
}
