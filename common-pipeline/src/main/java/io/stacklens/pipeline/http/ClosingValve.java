package io.stacklens.pipeline.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

import java.io.IOException;

/**
 * Closes the connection of a request whose body was given up. The server would otherwise read the
 * rest, however slowly it comes.
 */
final class ClosingValve extends ValveBase {

    ClosingValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.getAttribute(BodyGuard.GIVEN_UP) instanceof BodyRefusedException refusal) {
            if (!response.isCommitted()) {
                answer(request, response, refusal);
            }
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    /**
     * When a read came to nothing, the server has put an error of its own in the answer's place.
     */
    private static void answer(Request request, Response response, BodyRefusedException refusal)
            throws IOException {
        request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
        response.setErrorReported();
        response.setSuspended(false);
        response.reset();
        ProblemAnswer.write(
                request, response, refusal.status(), String.valueOf(refusal.getMessage()));
    }
}
