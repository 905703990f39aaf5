/** How requests are read, lists answered and refusals said. */
@NullMarked
package io.stacklens.dashboard.http;

import org.jspecify.annotations.NullMarked;
