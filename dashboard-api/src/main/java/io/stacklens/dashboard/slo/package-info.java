/** Service level objectives: what is promised, how it is kept, how long the error budget lasts. */
@NullMarked
package io.stacklens.dashboard.slo;

import org.jspecify.annotations.NullMarked;
