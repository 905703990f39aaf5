/** Signing in: passwords, sessions, access tokens, and what happens to those who fail. */
@NullMarked
package io.stacklens.dashboard.auth;

import org.jspecify.annotations.NullMarked;
