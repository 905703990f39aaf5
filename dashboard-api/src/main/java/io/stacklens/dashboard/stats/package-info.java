/** Numbers of the platform itself. */
@NullMarked
package io.stacklens.dashboard.stats;

import org.jspecify.annotations.NullMarked;
