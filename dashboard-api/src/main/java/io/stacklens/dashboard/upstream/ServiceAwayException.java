package io.stacklens.dashboard.upstream;

/** A service that was asked did not answer. */
public final class ServiceAwayException extends RuntimeException {

    ServiceAwayException(String service, Throwable cause) {
        super("the %s does not answer".formatted(service), cause);
    }
}
