/** What the services share: how one is declared and started, and its default settings. */
@NullMarked
package io.stacklens.pipeline;

import org.jspecify.annotations.NullMarked;
