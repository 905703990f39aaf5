/** The constant part of a body, and its fingerprint. */
@NullMarked
package io.stacklens.parser.template;

import org.jspecify.annotations.NullMarked;
