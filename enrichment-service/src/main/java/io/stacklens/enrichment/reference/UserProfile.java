package io.stacklens.enrichment.reference;

import org.jspecify.annotations.Nullable;

/** A row of {@code user_profiles}, as operators edit it. */
record UserProfile(String userId, @Nullable String name, @Nullable String segment) {}
