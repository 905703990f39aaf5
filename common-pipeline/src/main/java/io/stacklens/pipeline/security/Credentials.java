package io.stacklens.pipeline.security;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * Finds the token or key of a request. {@code Authorization: Bearer} carries both. Agents that know
 * no other way send a key as they are used to: as the password of {@code Basic}, as {@code Splunk},
 * {@code ApiKey} or {@code Token}, or in a header of its own.
 */
final class Credentials {

    /** Every API key begins so. */
    static final String KEY_PREFIX = "slk_";

    private static final String[] KEY_HEADERS = {"X-API-Key", "DD-API-KEY", "Api-Key"};

    private Credentials() {}

    /** The credential, or null when the request has none. */
    static @Nullable String of(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return of(authorization.strip());
        }
        for (String header : KEY_HEADERS) {
            String key = request.getHeader(header);
            if (key != null) {
                return key.strip();
            }
        }
        return null;
    }

    private static String of(String authorization) {
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return authorization;
        }
        String scheme = authorization.substring(0, space).toLowerCase(Locale.ROOT);
        String rest = authorization.substring(space + 1).strip();
        return scheme.equals("basic") ? password(rest) : rest;
    }

    /** The key is the password, whatever the name; some agents have it the other way round. */
    private static String password(String basic) {
        try {
            String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            String password = colon < 0 ? pair : pair.substring(colon + 1);
            boolean isName = !password.startsWith(KEY_PREFIX) && pair.startsWith(KEY_PREFIX);
            return isName && colon > 0 ? pair.substring(0, colon) : password;
        } catch (IllegalArgumentException e) {
            return basic;
        }
    }
}
