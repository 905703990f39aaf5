/** Windows of services and routes, and their trends. */
@NullMarked
package io.stacklens.dashboard.windows;

import org.jspecify.annotations.NullMarked;
