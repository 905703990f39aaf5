/** Where client addresses are. */
@NullMarked
package io.stacklens.enrichment.geo;

import org.jspecify.annotations.NullMarked;
