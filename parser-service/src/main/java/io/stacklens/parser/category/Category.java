package io.stacklens.parser.category;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a log record is about. */
public enum Category {
    /** Logins, sessions, passwords, tokens, permissions of users. */
    AUTH,
    /** Requests and their answers. */
    HTTP,
    /** Queries, transactions, replication, storage of data. */
    DB,
    /** Connections, names, routes, links. */
    NETWORK,
    /** Memory, disk, processor, hardware, limits. */
    RESOURCE,
    /** Attacks, what is blocked, certificates, secrets. */
    SECURITY,
    /** Starts, stops, versions, configuration, roll-outs. */
    DEPLOY,
    /** Everything else, such as what the business is about. */
    OTHER;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final byte[] text = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

    /** As records carry it; not to be changed. */
    public byte[] text() {
        return text;
    }
}
