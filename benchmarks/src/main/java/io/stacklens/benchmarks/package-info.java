/** What all benchmarks share. */
@NullMarked
package io.stacklens.benchmarks;

import org.jspecify.annotations.NullMarked;
