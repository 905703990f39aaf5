/** The contracts that the services share. */
@NullMarked
package io.stacklens.model;

import org.jspecify.annotations.NullMarked;
