/** Offsets of consumers whose results are in the database, kept beside the results. */
@NullMarked
package io.stacklens.analytics.offsets;

import org.jspecify.annotations.NullMarked;
