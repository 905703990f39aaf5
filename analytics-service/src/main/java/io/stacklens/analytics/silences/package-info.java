/** Which alerts nobody is to be told of. */
@NullMarked
package io.stacklens.analytics.silences;

import org.jspecify.annotations.NullMarked;
