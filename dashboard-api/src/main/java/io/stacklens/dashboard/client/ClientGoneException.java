package io.stacklens.dashboard.client;

/** The client has gone before it was answered. Nobody is there to be told. */
public class ClientGoneException extends RuntimeException {

    ClientGoneException(Throwable cause) {
        super("the client has gone", cause);
    }
}
