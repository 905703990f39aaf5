package io.stacklens.enrichment.risk;

import io.stacklens.model.Severity;

import java.util.List;
import java.util.Locale;

/**
 * How many points each sign of risk adds to a record's score, which is their sum, at most 100. The
 * service's README explains the table.
 */
final class RiskRules {

    static final int HIGHEST = 100;

    private static final int FAILED_SIGN_IN = 30;
    private static final int ATTACK = 40;

    /** A percentage of the account's own risk. */
    private static final int ACCOUNT_SHARE = 40;

    private static final List<String> FAILED_SIGN_IN_WORDS =
            List.of(
                    "failed password",
                    "authentication fail",
                    "authentication error",
                    "login fail",
                    "failed login",
                    "sign-in fail",
                    "failed sign-in",
                    "invalid credentials",
                    "invalid password",
                    "invalid user",
                    "invalid token",
                    "bad credentials",
                    "access denied",
                    "permission denied",
                    "unauthorized",
                    "unauthorised");

    private static final List<String> ATTACK_SIGNS =
            List.of(
                    "../",
                    "..%2f",
                    "/etc/passwd",
                    "/.env",
                    "/.git/",
                    "<script",
                    "%3cscript",
                    "union select",
                    "union+select",
                    "union%20select",
                    "${jndi:");

    private RiskRules() {}

    static int ofSeverity(Severity severity) {
        return switch (severity) {
            case TRACE, DEBUG, INFO -> 0;
            case WARN -> 10;
            case ERROR -> 25;
            case FATAL -> 40;
        };
    }

    static int ofHttpStatus(long status) {
        if (status == 401 || status == 403) {
            return 20;
        }
        if (status == 429) {
            return 10;
        }
        if (status >= 500) {
            return 15;
        }
        return status >= 400 ? 5 : 0;
    }

    /**
     * For words of a failed sign-in.
     *
     * @param text constant part of a body
     */
    static int ofBody(String text) {
        return containsAny(text, FAILED_SIGN_IN_WORDS) ? FAILED_SIGN_IN : 0;
    }

    /** For a path that only someone looking for a hole asks for. */
    static int ofPath(String path) {
        return containsAny(path, ATTACK_SIGNS) ? ATTACK : 0;
    }

    /**
     * For an account that is a risk itself.
     *
     * @param riskScore 0 to 100, negative when there is none
     */
    static int ofAccount(long riskScore) {
        return riskScore <= 0 ? 0 : (int) Math.min(riskScore, 100) * ACCOUNT_SHARE / 100;
    }

    private static boolean containsAny(String text, List<String> words) {
        String lower = text.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(lower::contains);
    }
}
