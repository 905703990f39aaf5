/** What is said about settings that are wrong. */
@NullMarked
package io.stacklens.pipeline.settings;

import org.jspecify.annotations.NullMarked;
