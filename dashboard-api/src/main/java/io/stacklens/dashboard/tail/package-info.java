/** The live tail: new records as they pass, and what a client missed meanwhile. */
@NullMarked
package io.stacklens.dashboard.tail;

import org.jspecify.annotations.NullMarked;
