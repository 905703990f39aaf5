package io.stacklens.pipeline.security;

/**
 * Says of an answer that goes on for long whether the one who asked for it may still have it: the
 * filters look at the beginning only.
 */
@FunctionalInterface
public interface CredentialCheck {

    /**
     * False once the caller's token has expired or its session has ended, or the key was revoked.
     */
    boolean counts(Caller caller);
}
