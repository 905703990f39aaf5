/** Whether the whole path takes traffic, and how the watched services do. */
@NullMarked
package io.stacklens.dashboard.health;

import org.jspecify.annotations.NullMarked;
