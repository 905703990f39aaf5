/** Settings that operators change while the platform runs. */
@NullMarked
package io.stacklens.dashboard.settings;

import org.jspecify.annotations.NullMarked;
