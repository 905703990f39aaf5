/** What operators know of their users, accounts and services. */
@NullMarked
package io.stacklens.enrichment.reference;

import org.jspecify.annotations.NullMarked;
