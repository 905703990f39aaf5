package io.stacklens.standalone;

import java.net.URI;
import java.net.http.HttpRequest;

/** The key that commands show, from {@code STACKLENS_API_KEY}. */
final class ApiKey {

    private static final String VARIABLE = "STACKLENS_API_KEY";

    private ApiKey() {}

    /** A request with the key, if there is one. */
    static HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        String key = System.getenv().getOrDefault(VARIABLE, "").strip();
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    /** What to do about an answer, or nothing. */
    static String hint(int status) {
        return switch (status) {
            case 401 -> " (expected: an API key in " + VARIABLE + ")";
            case 403 -> " (expected: a key in " + VARIABLE + " whose scopes allow it)";
            default -> "";
        };
    }
}
