/** How risky a log record looks. */
@NullMarked
package io.stacklens.enrichment.risk;

import org.jspecify.annotations.NullMarked;
