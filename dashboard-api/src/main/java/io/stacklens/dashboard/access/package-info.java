/** What every service knows of users and keys: put together here, told to the others. */
@NullMarked
package io.stacklens.dashboard.access;

import org.jspecify.annotations.NullMarked;
