/** What a service needs to take traffic, who waits for it, and who is told. */
@NullMarked
package io.stacklens.pipeline.health;

import org.jspecify.annotations.NullMarked;
