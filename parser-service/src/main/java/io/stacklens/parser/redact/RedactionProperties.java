package io.stacklens.parser.redact;

import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is taken out of lines before they are parsed.
 *
 * @param secrets passwords, tokens, keys and card numbers
 * @param emails e-mail addresses
 * @param ibans international bank account numbers
 * @param ssns social security numbers of the United States
 */
public record RedactionProperties(
        @DefaultValue("true") boolean secrets,
        @DefaultValue("false") boolean emails,
        @DefaultValue("false") boolean ibans,
        @DefaultValue("false") boolean ssns) {

    public static final RedactionProperties DEFAULT =
            new RedactionProperties(true, false, false, false);

    public Set<RedactionKind> kinds() {
        EnumSet<RedactionKind> kinds = EnumSet.noneOf(RedactionKind.class);
        if (secrets) {
            kinds.addAll(RedactionKind.SECRETS);
        }
        addIf(emails, RedactionKind.EMAIL, kinds);
        addIf(ibans, RedactionKind.IBAN, kinds);
        addIf(ssns, RedactionKind.SSN, kinds);
        return kinds;
    }

    private static void addIf(boolean isWanted, RedactionKind kind, Set<RedactionKind> kinds) {
        if (isWanted) {
            kinds.add(kind);
        }
    }
}
