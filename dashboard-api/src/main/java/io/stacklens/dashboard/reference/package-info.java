/** What operators know of users, accounts and services, as enrichment keeps it. */
@NullMarked
package io.stacklens.dashboard.reference;

import org.jspecify.annotations.NullMarked;
