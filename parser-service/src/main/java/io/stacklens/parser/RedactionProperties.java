package io.stacklens.parser;

import io.stacklens.pipeline.redact.RedactionKind;

import org.springframework.boot.context.properties.bind.DefaultValue;

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
        return RedactionKind.wanted(secrets, emails, ibans, ssns);
    }
}
