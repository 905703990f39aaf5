/** Where operators say what they know of users, accounts and services. */
@NullMarked
package io.stacklens.enrichment.editing;

import org.jspecify.annotations.NullMarked;
