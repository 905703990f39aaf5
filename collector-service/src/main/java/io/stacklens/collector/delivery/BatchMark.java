package io.stacklens.collector.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

import java.util.OptionalLong;

/** The header by which a spool knows its batches on the topic again. */
final class BatchMark {

    static final String HEADER = "spool";

    private BatchMark() {}

    static Header of(String spoolId, long sequence) {
        return new RecordHeader(HEADER, (spoolId + "/" + sequence).getBytes(US_ASCII));
    }

    /** The sequence of a batch of this spool; empty when it is another's. */
    static OptionalLong sequence(Headers headers, String spoolId) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return OptionalLong.empty();
        }
        String mark = new String(header.value(), US_ASCII);
        return mark.startsWith(spoolId + "/")
                ? OptionalLong.of(Long.parseLong(mark, spoolId.length() + 1, mark.length(), 10))
                : OptionalLong.empty();
    }
}
