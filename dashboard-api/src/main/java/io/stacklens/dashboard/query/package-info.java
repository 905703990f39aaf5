/** SQL of the user's own, read-only and fenced in. */
@NullMarked
package io.stacklens.dashboard.query;

import org.jspecify.annotations.NullMarked;
