/** Silences and maintenance windows, as operators edit them. */
@NullMarked
package io.stacklens.dashboard.silences;

import org.jspecify.annotations.NullMarked;
