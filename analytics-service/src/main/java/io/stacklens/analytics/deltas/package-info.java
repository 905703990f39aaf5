/**
 * The stage that turns log records into window deltas: the border from line rate to series rate.
 */
@NullMarked
package io.stacklens.analytics.deltas;

import org.jspecify.annotations.NullMarked;
