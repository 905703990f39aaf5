/** Reads the timestamps that logs are written with. */
@NullMarked
package io.stacklens.parser.time;

import org.jspecify.annotations.NullMarked;
