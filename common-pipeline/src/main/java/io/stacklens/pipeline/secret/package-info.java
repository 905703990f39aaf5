/** Secrets that people give us and that we have to say again, encrypted where they are stored. */
@NullMarked
package io.stacklens.pipeline.secret;

import org.jspecify.annotations.NullMarked;
