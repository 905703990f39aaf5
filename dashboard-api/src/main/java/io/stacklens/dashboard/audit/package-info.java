/** Who changed what. */
@NullMarked
package io.stacklens.dashboard.audit;

import org.jspecify.annotations.NullMarked;
