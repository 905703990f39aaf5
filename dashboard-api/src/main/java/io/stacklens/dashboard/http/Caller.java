package io.stacklens.dashboard.http;

import jakarta.servlet.http.HttpServletRequest;

import java.security.Principal;

/** Who asks. */
public final class Caller {

    /** Where no credentials are asked for. */
    private static final String NOBODY_SAID = "operator";

    private Caller() {}

    /** The name that was signed in with. */
    public static String name(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return principal == null ? NOBODY_SAID : principal.getName();
    }

    /** Whether the caller may do everything; where no credentials are asked for, nobody is. */
    public static boolean isAdmin(HttpServletRequest request) {
        return request.isUserInRole("ADMIN") || request.isUserInRole("admin");
    }
}
