/** The people who may sign in. */
@NullMarked
package io.stacklens.dashboard.users;

import org.jspecify.annotations.NullMarked;
