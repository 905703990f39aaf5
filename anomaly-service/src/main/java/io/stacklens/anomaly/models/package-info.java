/** The stored windows that models are trained from, and the models. */
@NullMarked
package io.stacklens.anomaly.models;

import org.jspecify.annotations.NullMarked;
