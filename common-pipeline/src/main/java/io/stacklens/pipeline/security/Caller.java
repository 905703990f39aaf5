package io.stacklens.pipeline.security;

import io.stacklens.model.access.Role;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Who makes a request, as the credentials say that came with it. Immutable. */
public final class Caller implements Authentication {

    private static final long serialVersionUID = 1L;

    /** Who acts where nobody is asked for credentials. */
    private static final Caller ANYBODY =
            new Caller(
                    "operator", Means.NONE, Role.ADMIN, 0, EnumSet.allOf(Access.class), null, 0, 0);

    private final String name;
    private final Means means;
    private final @Nullable Role role;
    private final long keyId;
    private final EnumSet<Access> access;
    private final transient @Nullable String bearer;
    private final long expiresAtMillis;
    private final long session;

    /** How somebody showed who they are. */
    public enum Means {
        NONE,
        PASSWORD,
        OIDC,
        API_KEY
    }

    private Caller(
            String name,
            Means means,
            @Nullable Role role,
            long keyId,
            Set<Access> access,
            @Nullable String bearer,
            long expiresAtMillis,
            long session) {
        this.name = name;
        this.means = means;
        this.role = role;
        this.keyId = keyId;
        this.access = EnumSet.noneOf(Access.class);
        this.access.addAll(access);
        this.bearer = bearer;
        this.expiresAtMillis = expiresAtMillis;
        this.session = session;
    }

    /** The caller of the request that this thread handles. */
    public static Optional<Caller> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    /** Everybody, where no credentials are asked for. */
    public static Caller anybody() {
        return ANYBODY;
    }

    /**
     * Under which name the request of this thread acts: the signed-in one, whatever it says itself.
     *
     * @param given who it says it is, which counts where nobody signs in
     */
    public static String actingAs(@Nullable String given) {
        Caller caller = current().orElse(ANYBODY);
        return caller.means == Means.NONE && given != null ? given : caller.name;
    }

    static Caller ofKey(long id, String name, Set<Access> access, String bearer) {
        return new Caller(
                "key:" + name, Means.API_KEY, null, id, access, bearer, Long.MAX_VALUE, 0);
    }

    static Caller ofUser(
            String name, Role role, String bearer, long expiresAtMillis, long session) {
        return new Caller(
                name, Means.PASSWORD, role, 0, Access.of(role), bearer, expiresAtMillis, session);
    }

    /**
     * A user of the identity provider.
     *
     * @param role null when the provider gives none that we know
     */
    static Caller ofProvider(
            String name, @Nullable Role role, String bearer, long expiresAtMillis) {
        Set<Access> access = role == null ? Set.of() : Access.of(role);
        return new Caller(name, Means.OIDC, role, 0, access, bearer, expiresAtMillis, 0);
    }

    @Override
    public String getName() {
        return name;
    }

    public Means means() {
        return means;
    }

    /** The role of a user; a key has none. */
    public Optional<Role> role() {
        return Optional.ofNullable(role);
    }

    public boolean has(Access wanted) {
        return wanted == Access.OPEN || access.contains(wanted);
    }

    /** The credential itself, to act for the caller at another service of ours. */
    public Optional<String> bearer() {
        return Optional.ofNullable(bearer);
    }

    /** The session of a user who signed in with a password. */
    public OptionalLong session() {
        return session == 0 ? OptionalLong.empty() : OptionalLong.of(session);
    }

    /** What the limits are counted by. */
    String limitedAs() {
        return means == Means.API_KEY ? "key/" + keyId : "user/" + name;
    }

    long keyId() {
        return keyId;
    }

    long expiresAtMillis() {
        return expiresAtMillis;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return access.stream().map(a -> new SimpleGrantedAuthority(a.name())).toList();
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public Object getDetails() {
        return List.of();
    }

    @Override
    public Object getPrincipal() {
        return name;
    }

    @Override
    public boolean isAuthenticated() {
        return true;
    }

    @Override
    public void setAuthenticated(boolean authenticated) {
        if (!authenticated) {
            throw new IllegalArgumentException("a caller is always authenticated");
        }
    }

    @Override
    public String toString() {
        return "Caller[%s by %s]".formatted(name, means);
    }
}
