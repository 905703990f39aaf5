/** What every service knows of users and keys. */
@NullMarked
package io.stacklens.model.access;

import org.jspecify.annotations.NullMarked;
