package io.stacklens.e2e.client;

/** The key that requests show, from {@code STACKLENS_API_KEY}; blank without one. */
public final class ApiKey {

    private static final String KEY = System.getenv().getOrDefault("STACKLENS_API_KEY", "").strip();

    private ApiKey() {}

    public static boolean isThere() {
        return !KEY.isEmpty();
    }

    /** The value of the header {@code Authorization}. */
    public static String authorization() {
        return "Bearer " + KEY;
    }
}
