package io.stacklens.pipeline.security;

/** What the platform's own access tokens say, beside subject and expiry. */
public final class TokenClaims {

    public static final String ISSUER = "stacklens";
    public static final String AUDIENCE = "stacklens";

    /** The role in lower case. */
    public static final String ROLE = "role";

    /** When it was made, in milliseconds: {@code iat} is too coarse to revoke by. */
    public static final String ISSUED_MILLIS = "iat_ms";

    /** The session that it was made in, which takes it along when it ends. */
    public static final String SESSION = "sid";

    private TokenClaims() {}
}
