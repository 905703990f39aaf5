package io.stacklens.pipeline.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.stacklens.model.access.AccessList;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/** Signs tokens as the dashboard does. */
final class Tokens {

    private final String id;
    private final KeyPair keys;

    Tokens(String id) {
        this.id = id;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    AccessList.SigningKey publicKey() {
        return new AccessList.SigningKey(
                id, Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()), Instant.MAX);
    }

    JWTClaimsSet.Builder claims(String name, String role, Instant issuedAt) {
        return new JWTClaimsSet.Builder()
                .issuer(TokenClaims.ISSUER)
                .audience(TokenClaims.AUDIENCE)
                .subject(name)
                .claim(TokenClaims.ROLE, role)
                .claim(TokenClaims.ISSUED_MILLIS, issuedAt.toEpochMilli())
                .expirationTime(Date.from(issuedAt.plusSeconds(900)));
    }

    String sign(JWTClaimsSet.Builder claims) {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(id).build(),
                        claims.build());
        try {
            token.sign(new ECDSASigner((ECPrivateKey) keys.getPrivate()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
