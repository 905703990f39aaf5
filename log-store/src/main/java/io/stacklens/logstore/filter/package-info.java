/** The token filter of a block: which tokens and pairs it may hold. */
@NullMarked
package io.stacklens.logstore.filter;

import org.jspecify.annotations.NullMarked;
