/** The pipelines of the parser: which are in force, and lines tried on them. */
@NullMarked
package io.stacklens.dashboard.pipelines;

import org.jspecify.annotations.NullMarked;
