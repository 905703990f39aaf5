package io.stacklens.enrichment.reference;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

/** A row of {@code user_profiles}, as operators edit it. */
@Entity
@Table(name = "user_profiles")
class UserProfile {

    @Id private String userId = "";
    private @Nullable String name;
    private @Nullable String segment;

    /** For JPA. */
    protected UserProfile() {}

    UserProfile(String userId, @Nullable String name, @Nullable String segment) {
        this.userId = userId;
        this.name = name;
        this.segment = segment;
    }

    String userId() {
        return userId;
    }

    @Nullable String name() {
        return name;
    }

    @Nullable String segment() {
        return segment;
    }
}
