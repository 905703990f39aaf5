package io.stacklens.model;

import org.jspecify.annotations.Nullable;

/** What is known of the user that a record names by {@code user_id}. */
public record User(@Nullable String name, @Nullable String segment) {}
