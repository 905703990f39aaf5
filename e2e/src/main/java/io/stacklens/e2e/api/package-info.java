/** {@code ./stacklens bench-api}: how fast the API answers over a month of windows. */
@NullMarked
package io.stacklens.e2e.api;

import org.jspecify.annotations.NullMarked;
