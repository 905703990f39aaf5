/** Records that a service could not handle. */
@NullMarked
package io.stacklens.dashboard.deadletters;

import org.jspecify.annotations.NullMarked;
