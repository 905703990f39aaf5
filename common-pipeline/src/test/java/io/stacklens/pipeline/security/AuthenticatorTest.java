package io.stacklens.pipeline.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.PlainJWT;

import io.stacklens.model.access.AccessList;
import io.stacklens.model.access.Role;
import io.stacklens.model.access.Scope;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;

class AuthenticatorTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String KEY = "slk_" + Hashes.randomSecret();
    private static final String EXPIRED_KEY = "slk_" + Hashes.randomSecret();

    private final AccessState state = new AccessState();
    private final UsedKeys usedKeys = new UsedKeys();
    private final Tokens tokens = new Tokens("k1");
    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private final Authenticator authenticator =
            new Authenticator(state, usedKeys, Settings.of().oidc(), clock);

    @BeforeEach
    void know() {
        state.set(list(1, List.of()));
    }

    private AccessList list(long revision, List<AccessList.Revocation> revocations) {
        return new AccessList(
                revision,
                List.of(
                        new AccessList.Key(
                                7, "web", Hashes.sha256(KEY), Set.of(Scope.INGEST), null),
                        new AccessList.Key(
                                8, "old", Hashes.sha256(EXPIRED_KEY), Set.of(Scope.READ), NOON)),
                List.of(tokens.publicKey()),
                revocations,
                List.of(31L));
    }

    @Test
    void knowsAKeyByItsHash() {
        Caller caller = accepted(KEY);

        assertThat(caller.getName()).isEqualTo("key:web");
        assertThat(caller.has(Access.INGEST)).isTrue();
        assertThat(caller.has(Access.READ)).isFalse();
        assertThat(caller.role()).isEmpty();
    }

    @Test
    void tellsOnceWhenAKeyWasUsed() {
        accepted(KEY);
        now = NOON.plusSeconds(1);
        accepted(KEY);

        assertThat(usedKeys.take()).containsOnlyKeys(7L).containsValue(now);
        assertThat(usedKeys.take()).isEmpty();
    }

    @Test
    void refusesAKeyThatIsUnknownExpiredOrRevoked() {
        assertThat(refused("slk_" + Hashes.randomSecret())).contains("unknown");
        assertThat(refused(EXPIRED_KEY)).contains("expired");

        state.set(new AccessList(2, List.of(), List.of(), List.of(), List.of()));
        assertThat(refused(KEY)).contains("revoked");
    }

    @Test
    void knowsAUserByAToken() {
        Caller caller = accepted(tokens.sign(tokens.claims("ada", "operator", NOON)));

        assertThat(caller.getName()).isEqualTo("ada");
        assertThat(caller.role()).contains(Role.OPERATOR);
        assertThat(caller.has(Access.WRITE)).isTrue();
        assertThat(caller.has(Access.ADMIN)).isFalse();
    }

    @Test
    void refusesATokenAfterItsTimeAlsoOneThatItHasSeenBefore() {
        String token = tokens.sign(tokens.claims("ada", "viewer", NOON));
        accepted(token);

        now = NOON.plusSeconds(900);

        assertThat(refused(token)).contains("expired");
        String unseen = tokens.sign(tokens.claims("bob", "viewer", NOON));
        assertThat(refused(unseen)).contains("expired");
    }

    @Test
    void refusesTokensOfBeforeARevocation() {
        String before = tokens.sign(tokens.claims("ada", "admin", NOON));
        String after = tokens.sign(tokens.claims("ada", "viewer", NOON.plusSeconds(2)));
        String other = tokens.sign(tokens.claims("bob", "admin", NOON));
        accepted(before);

        state.set(list(2, List.of(new AccessList.Revocation("ada", NOON.plusSeconds(1)))));

        assertThat(refused(before)).contains("revoked");
        accepted(after);
        accepted(other);
    }

    @Test
    void refusesTokensOfASessionThatHasEnded() {
        String open = tokens.sign(tokens.claims("ada", "viewer", NOON).claim("sid", 30L));
        String ended = tokens.sign(tokens.claims("ada", "viewer", NOON).claim("sid", 31L));

        assertThat(accepted(open).session()).hasValue(30);
        assertThat(refused(ended)).contains("signed out");
        state.set(new AccessList(9, List.of(), List.of(), List.of(), List.of(30L)));
        assertThat(refused(open)).as("also one that was seen before").contains("signed out");
    }

    @Test
    void refusesWhatSomebodyElseSigned() {
        Tokens stranger = new Tokens("k1");
        Tokens unknown = new Tokens("k2");

        assertThat(refused(stranger.sign(stranger.claims("ada", "admin", NOON))))
                .contains("not signed by this platform");
        assertThat(refused(unknown.sign(unknown.claims("ada", "admin", NOON))))
                .contains("not signed by this platform");
    }

    @Test
    void refusesAnUnsignedToken() {
        String unsigned = new PlainJWT(tokens.claims("ada", "admin", NOON).build()).serialize();

        assertThat(refused(unsigned)).contains("not signed");
    }

    @Test
    void refusesATokenThatWasChanged() {
        String[] parts = tokens.sign(tokens.claims("ada", "viewer", NOON)).split("\\.", -1);
        String[] admin = tokens.sign(tokens.claims("ada", "admin", NOON)).split("\\.", -1);

        assertThat(refused(parts[0] + "." + admin[1] + "." + parts[2]))
                .contains("not signed by this platform");
    }

    @Test
    void refusesTokensThatLackWhatTheyNeed() {
        assertThat(refused(tokens.sign(tokens.claims("ada", "viewer", NOON).expirationTime(null))))
                .contains("expired");
        assertThat(refused(tokens.sign(tokens.claims("ada", "viewer", NOON).audience("shop"))))
                .contains("somebody else");
        assertThat(refused(tokens.sign(tokens.claims("ada", "emperor", NOON))))
                .contains("cannot be read");
        assertThat(refused(tokens.sign(tokens.claims(null, "viewer", NOON))))
                .contains("cannot be read");
        assertThat(
                        refused(
                                tokens.sign(
                                        tokens.claims("ada", "viewer", NOON)
                                                .expirationTime(Date.from(NOON.minusSeconds(1))))))
                .contains("expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b", "a.b.c", "....", "eyJhbGciOiJub25lIn0.e30."})
    void refusesWhatIsNoToken(String text) {
        assertThat(authenticator.verify(text)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void decidesNothingBeforeItKnowsTheKeys() {
        Authenticator ignorant =
                new Authenticator(new AccessState(), usedKeys, Settings.of().oidc(), clock);

        assertThat(ignorant.verify(KEY)).isInstanceOf(Verdict.Undecided.class);
    }

    private Caller accepted(String credential) {
        Verdict verdict = authenticator.verify(credential);
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        return ((Verdict.Accepted) verdict).caller();
    }

    private String refused(String credential) {
        Verdict verdict = authenticator.verify(credential);
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        return ((Verdict.Refused) verdict).reason();
    }
}
