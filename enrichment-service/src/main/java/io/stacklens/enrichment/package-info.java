/**
 * Adds to each log record what is known of its address, user and account, and how risky it looks.
 */
@NullMarked
package io.stacklens.enrichment;

import org.jspecify.annotations.NullMarked;
