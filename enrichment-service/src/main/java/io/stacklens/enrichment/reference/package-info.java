/** What operators know of their users and accounts. */
@NullMarked
package io.stacklens.enrichment.reference;

import org.jspecify.annotations.NullMarked;
