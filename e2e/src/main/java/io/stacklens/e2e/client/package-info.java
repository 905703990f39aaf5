/** A client of the running platform: what an agent and an operator would send. */
@NullMarked
package io.stacklens.e2e.client;

import org.jspecify.annotations.NullMarked;
