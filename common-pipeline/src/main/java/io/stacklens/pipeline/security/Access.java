package io.stacklens.pipeline.security;

import io.stacklens.model.access.Role;
import io.stacklens.model.access.Scope;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a route asks for, and what a caller has. */
public enum Access {
    /** Nothing: everybody may. */
    OPEN,
    /** Sending lines. */
    INGEST,
    /** Reading. */
    READ,
    /** What operators do: acknowledge, edit rules and incidents, replay. */
    WRITE,
    /** Users, keys, channels, settings. */
    ADMIN;

    /** What a user of a role has. */
    static Set<Access> of(Role role) {
        return switch (role) {
            case VIEWER -> EnumSet.of(READ);
            case OPERATOR -> EnumSet.of(READ, WRITE, INGEST);
            case ADMIN -> EnumSet.of(READ, WRITE, INGEST, ADMIN);
        };
    }

    /** What a key has; it manages neither users nor keys. */
    static Set<Access> of(Collection<Scope> scopes) {
        Set<Access> all = EnumSet.noneOf(Access.class);
        for (Scope scope : scopes) {
            all.add(
                    switch (scope) {
                        case INGEST -> INGEST;
                        case READ -> READ;
                        case WRITE -> WRITE;
                    });
        }
        return all;
    }

    /** Who has it, for refusals. */
    String needed() {
        return switch (this) {
            case OPEN -> "nothing";
            case INGEST -> "a key with the scope ingest, or the role operator";
            case READ -> "the role viewer, or a key with the scope read";
            case WRITE -> "the role operator, or a key with the scope write";
            case ADMIN -> "the role admin";
        };
    }

    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
