/** Whether the client of a request is still there. */
@NullMarked
package io.stacklens.dashboard.client;

import org.jspecify.annotations.NullMarked;
