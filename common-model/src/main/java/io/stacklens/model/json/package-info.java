/** The one JSON form of everything that people consume. */
@NullMarked
package io.stacklens.model.json;

import org.jspecify.annotations.NullMarked;
