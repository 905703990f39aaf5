package io.stacklens.dashboard.client;

import jakarta.servlet.ServletException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

import java.io.IOException;

/**
 * The connection of a request. The servlet interface tells of a client that has gone only when
 * something is written, and a search writes nothing until it is done; Tomcat can be asked.
 */
final class ClientConnection {

    /** Under this name each request has its connection. */
    static final String ATTRIBUTE = ClientConnection.class.getName();

    /** What Tomcat answers for a connection that ended; bytes of a next request are more. */
    private static final int ENDED = 1;

    private final org.apache.coyote.Request request;

    private ClientConnection(org.apache.coyote.Request request) {
        this.request = request;
    }

    /** Asks without waiting. The request's body has to be read, if it has one. */
    boolean hasEnded() {
        request.action(ActionCode.AVAILABLE, true);
        return request.getAvailable() == ENDED;
    }

    /** Gives each request its connection. */
    static final class Valve extends ValveBase {

        Valve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response)
                throws IOException, ServletException {
            request.setAttribute(ATTRIBUTE, new ClientConnection(request.getCoyoteRequest()));
            getNext().invoke(request, response);
        }
    }
}
