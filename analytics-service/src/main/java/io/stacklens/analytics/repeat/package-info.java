/** Work that is done again and again. */
@NullMarked
package io.stacklens.analytics.repeat;

import org.jspecify.annotations.NullMarked;
