/** Search and export of log records. */
@NullMarked
package io.stacklens.dashboard.logs;

import org.jspecify.annotations.NullMarked;
