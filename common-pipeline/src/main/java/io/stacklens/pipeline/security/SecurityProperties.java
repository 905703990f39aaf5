package io.stacklens.pipeline.security;

import jakarta.validation.constraints.PositiveOrZero;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Who may use the HTTP ports; the same for all services.
 *
 * @param authentication {@code none}: nobody is asked for credentials, and the port must be on a
 *     loopback address; {@code required}: everybody is; {@code unprotected}: nobody is, wherever
 *     the port listens, because something before it does
 * @param rememberIn a file that keeps the hashes of keys, so that they count at once after a
 *     restart while Kafka is away; none without it
 * @param tokens of users who have logged in
 * @param logins what happens to those who fail
 * @param rateLimits of requests
 * @param oidc an identity provider whose tokens count too
 * @param admin the first user
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.security", ignoreUnknownFields = false)
public record SecurityProperties(
        @DefaultValue("none") Authentication authentication,
        @Nullable Path rememberIn,
        @DefaultValue Tokens tokens,
        @DefaultValue Logins logins,
        @DefaultValue RateLimits rateLimits,
        @DefaultValue Oidc oidc,
        @DefaultValue Admin admin) {

    /** Whether credentials are asked for. */
    public enum Authentication {
        NONE,
        REQUIRED,
        UNPROTECTED
    }

    public boolean isRequired() {
        return authentication == Authentication.REQUIRED;
    }

    /**
     * Tokens of users who have logged in.
     *
     * @param accessFor how long an access token counts
     * @param refreshFor how long a login lasts without a request
     * @param keyFor how long a signing key signs before another takes its place
     */
    public record Tokens(
            @DefaultValue("15m") Duration accessFor,
            @DefaultValue("7d") Duration refreshFor,
            @DefaultValue("24h") Duration keyFor) {

        public Tokens {
            positive("access-for", accessFor);
            positive("refresh-for", refreshFor);
            positive("key-for", keyFor);
        }
    }

    /**
     * What happens to those who fail to log in.
     *
     * @param accountFailures as many failures within {@code window} lock an account
     * @param addressFailures as many lock an address
     * @param window how long a failure is remembered
     * @param lockFor how long they stay locked
     */
    public record Logins(
            @PositiveOrZero @DefaultValue("5") int accountFailures,
            @PositiveOrZero @DefaultValue("20") int addressFailures,
            @DefaultValue("15m") Duration window,
            @DefaultValue("5m") Duration lockFor) {

        public Logins {
            positive("window", window);
            positive("lock-for", lockFor);
        }
    }

    /**
     * Requests a second, on average over ten seconds, that one instance takes; 0 stands for no
     * limit.
     *
     * @param key of one API key
     * @param user of one user
     * @param address of one address without credentials, or with wrong ones
     */
    public record RateLimits(
            @PositiveOrZero @DefaultValue("200") int key,
            @PositiveOrZero @DefaultValue("100") int user,
            @PositiveOrZero @DefaultValue("50") int address) {}

    /**
     * An OpenID Connect provider.
     *
     * @param issuer its address, as its tokens name it; empty: none
     * @param jwksUri where its keys are; empty: found by its issuer
     * @param audience what its tokens have to name as their audience; needed with an issuer
     * @param clientId by which the web page signs in
     * @param usernameClaim names the user; the subject, where a token has no such claim
     * @param roleClaim has the user's roles or groups; dots lead into objects
     * @param viewers values of that claim that make a viewer
     * @param operators values that make an operator
     * @param admins values that make an admin
     * @param timeout for the provider's answer
     */
    public record Oidc(
            @DefaultValue("") String issuer,
            @DefaultValue("") String jwksUri,
            @DefaultValue("") String audience,
            @DefaultValue("") String clientId,
            @DefaultValue("preferred_username") String usernameClaim,
            @DefaultValue("roles") String roleClaim,
            @DefaultValue("viewer") List<String> viewers,
            @DefaultValue("operator") List<String> operators,
            @DefaultValue("admin") List<String> admins,
            @DefaultValue("3s") Duration timeout) {

        public Oidc {
            viewers = List.copyOf(viewers);
            operators = List.copyOf(operators);
            admins = List.copyOf(admins);
            if (!issuer.isEmpty() && audience.isEmpty()) {
                throw new IllegalArgumentException(
                        "stacklens.security.oidc.audience is empty (expected: what tokens of %s for"
                                        .formatted(issuer)
                                + " this platform name as their audience; else those for any other"
                                + " program would count)");
            }
        }

        public boolean isUsed() {
            return !issuer.isEmpty();
        }
    }

    /**
     * The user {@code admin}, made when there is no user at all.
     *
     * @param initialPassword its password; a random one is made and printed without it
     */
    public record Admin(@DefaultValue("") String initialPassword) {

        @Override
        public String toString() {
            return "Admin[hidden]";
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "stacklens.security…%s: %s (expected: > PT0S)".formatted(name, value));
        }
    }
}
