package io.stacklens.dashboard.auth;

import io.stacklens.dashboard.access.AccessListKeeper;
import io.stacklens.dashboard.auth.Sessions.Going;
import io.stacklens.dashboard.http.ConflictException;
import io.stacklens.dashboard.users.Passwords;
import io.stacklens.pipeline.security.Caller;
import io.stacklens.pipeline.security.SecurityProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;

/**
 * {@code /api/v1/auth}: signing in and out. The access token goes in a header, so no page of
 * somebody else's can use it; the refresh token is in a cookie that only these paths get, that no
 * script reads and that no other site's request carries.
 */
@RestController
@RequestMapping("/api/v1/auth")
@Tag(name = "Sign in", description = "Signing in and out, and who one is")
class AuthController {

    private static final String COOKIE = "stacklens_refresh";
    private static final String COOKIE_PATH = "/api/v1/auth";
    private static final String BUSY_RETRY_SECONDS = "2";

    private final Logins logins;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final AccessListKeeper access;
    private final SecurityProperties properties;

    AuthController(
            Logins logins,
            Sessions sessions,
            AccessTokens tokens,
            AccessListKeeper access,
            SecurityProperties properties) {
        this.logins = logins;
        this.sessions = sessions;
        this.tokens = tokens;
        this.access = access;
        this.properties = properties;
    }

    @PostMapping("/login")
    @Operation(
            operationId = "login",
            summary = "Sign in with a password",
            description =
                    "401 when name or password is wrong; 429 with Retry-After after too many"
                            + " failures of the name or from the address. Every failure is in the"
                            + " audit log.")
    ResponseEntity<SignedIn> login(@RequestBody LoginRequest login, HttpServletRequest request) {
        if (!properties.isRequired()) {
            throw new ConflictException(
                    "nobody signs in here (expected: stacklens.security.authentication=required)");
        }
        Going going = logins.login(login.username(), login.password(), address(request));
        return signedIn(going, login.wantsRefreshToken(), request);
    }

    @PostMapping("/refresh")
    @Operation(
            operationId = "refresh",
            summary = "Go on with a session",
            description =
                    "Exchanges the refresh token of the cookie or the body for new tokens. It"
                            + " serves once: who shows one that has served ends the session.")
    ResponseEntity<SignedIn> refresh(
            @RequestBody(required = false) @Nullable RefreshRequest body,
            HttpServletRequest request) {
        String given = body == null ? null : body.refreshToken();
        String token = given == null ? cookie(request) : given;
        if (token == null) {
            throw LoginRefusedException.ended();
        }
        Going going =
                sessions.goOn(token, address(request)).orElseThrow(LoginRefusedException::ended);
        return signedIn(going, given != null, request);
    }

    @PostMapping("/logout")
    @Operation(
            operationId = "logout",
            summary = "End the session",
            description =
                    "Its refresh token and its access tokens count no more: here at once, in the"
                            + " other services within five seconds.")
    @ApiResponse(responseCode = "204", description = "Signed out")
    ResponseEntity<Void> logout(
            @RequestBody(required = false) @Nullable RefreshRequest body,
            HttpServletRequest request) {
        String given = body == null ? null : body.refreshToken();
        String token = given == null ? cookie(request) : given;
        if (token != null) {
            sessions.end(token);
        }
        Caller.current().ifPresent(caller -> caller.session().ifPresent(sessions::end));
        access.changed();
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request))
                .build();
    }

    @PostMapping("/password")
    @Operation(
            operationId = "changePassword",
            summary = "Change one's own password",
            description =
                    "Ends all other sessions and tokens, and answers as a login. 400 when the"
                            + " present password is wrong, which counts as a failed login.")
    ResponseEntity<SignedIn> changePassword(
            @RequestBody PasswordRequest change, HttpServletRequest request) {
        Caller caller =
                Caller.current()
                        .filter(who -> who.means() == Caller.Means.PASSWORD)
                        .orElseThrow(
                                () ->
                                        new ConflictException(
                                                "no password to change (expected: a user who"
                                                        + " signed in with one)"));
        Going going =
                logins.changePassword(
                        caller.getName(), change.current(), change.password(), address(request));
        access.changed();
        return signedIn(going, false, request);
    }

    @GetMapping("/me")
    @Operation(
            operationId = "me",
            summary = "Who makes this request",
            description = "Works without credentials; then name and role are null.")
    Me me(HttpServletRequest request) {
        return Me.of(
                Caller.current().orElse(null), properties.isRequired(), cookie(request) != null);
    }

    @GetMapping("/config")
    @Operation(
            operationId = "authConfig",
            summary = "How one signs in here",
            description = "Open to all.")
    AuthConfig config() {
        return AuthConfig.of(properties);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(LoginRefusedException e) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(e.status());
        if (!e.waiting().isZero()) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(e.waiting().toSeconds()));
        }
        return answer.body(ProblemDetail.forStatusAndDetail(e.status(), e.getMessage()));
    }

    @ExceptionHandler({Passwords.BusyException.class, AccessTokens.NotReadyException.class})
    ResponseEntity<ProblemDetail> later(RuntimeException e) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, BUSY_RETRY_SECONDS)
                .body(
                        ProblemDetail.forStatusAndDetail(
                                HttpStatus.SERVICE_UNAVAILABLE, e.getMessage()));
    }

    private ResponseEntity<SignedIn> signedIn(
            Going going, boolean inBody, HttpServletRequest request) {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookie(going.refreshToken(), sessions.lifetime(), request))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(
                        new SignedIn(
                                tokens.sign(
                                        going.username(),
                                        going.role(),
                                        going.at(),
                                        going.session()),
                                "Bearer",
                                tokens.lifetimeSeconds(),
                                new SignedIn.User(going.username(), going.role()),
                                inBody ? going.refreshToken() : null));
    }

    private static String cookie(String value, Duration maxAge, HttpServletRequest request) {
        return ResponseCookie.from(COOKIE, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(request.isSecure())
                .path(COOKIE_PATH)
                .maxAge(maxAge)
                .build()
                .toString();
    }

    private static @Nullable String cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private static String address(HttpServletRequest request) {
        return String.valueOf(request.getRemoteAddr());
    }
}
