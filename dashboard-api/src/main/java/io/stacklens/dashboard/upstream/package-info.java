/** Requests to the other services. */
@NullMarked
package io.stacklens.dashboard.upstream;

import org.jspecify.annotations.NullMarked;
