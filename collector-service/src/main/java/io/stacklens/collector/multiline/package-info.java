/** Joins the lines of stack traces and other indented text to the line that they belong to. */
@NullMarked
package io.stacklens.collector.multiline;

import org.jspecify.annotations.NullMarked;
