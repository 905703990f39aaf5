package io.stacklens.pipeline.redact;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What was taken out of a line, and the text that stands in its place. */
public enum RedactionKind {
    /** A payment card number. */
    CARD,
    /** A token that shows by its form what it is, or follows the word Bearer or Basic. */
    TOKEN,
    /** The value of a key such as {@code password}, and a password in a URL. */
    PASSWORD,
    /** The value of a key such as {@code client_secret}, {@code api_key}, {@code token}. */
    SECRET,
    /** A block of a private key. */
    PRIVATE_KEY,
    EMAIL,
    IBAN,
    SSN;

    /** What is taken out unless the settings say otherwise. */
    static final Set<RedactionKind> SECRETS = Set.copyOf(EnumSet.range(CARD, PRIVATE_KEY));

    private final String label = name().toLowerCase(Locale.ROOT);

    @SuppressWarnings("ImmutableEnumChecker") // never handed out beyond this package
    private final byte[] replacement =
            ("[redacted:" + label + "]").getBytes(StandardCharsets.US_ASCII);

    /** The name in settings, metrics and replacements. */
    public String label() {
        return label;
    }

    byte[] replacement() {
        return replacement;
    }

    /** What is taken out by these settings of the parser. */
    public static Set<RedactionKind> wanted(
            boolean secrets, boolean emails, boolean ibans, boolean ssns) {
        EnumSet<RedactionKind> kinds = EnumSet.noneOf(RedactionKind.class);
        if (secrets) {
            kinds.addAll(SECRETS);
        }
        addIf(emails, EMAIL, kinds);
        addIf(ibans, IBAN, kinds);
        addIf(ssns, SSN, kinds);
        return kinds;
    }

    private static void addIf(boolean isWanted, RedactionKind kind, Set<RedactionKind> kinds) {
        if (isWanted) {
            kinds.add(kind);
        }
    }
}
