package io.stacklens.dashboard.narrative;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** No narrative was written: answered with 503, or with 429 when the day's tokens are spent. */
final class NoAnswerException extends ErrorResponseException {

    private NoAnswerException(HttpStatus status, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    NoAnswerException(String reasons) {
        this(HttpStatus.SERVICE_UNAVAILABLE, "no provider answered: " + reasons);
    }

    static NoAnswerException budgetSpent(long used, int tokensPerDay) {
        return new NoAnswerException(
                HttpStatus.TOO_MANY_REQUESTS,
                "%d of the day's %d tokens are used (stacklens.dashboard.narrative.tokens-per-day);"
                                .formatted(used, tokensPerDay)
                        + " there will be more after midnight UTC");
    }
}
