/** Log lines over HTTP: the body decides what it is. */
@NullMarked
package io.stacklens.collector.http;

import org.jspecify.annotations.NullMarked;
