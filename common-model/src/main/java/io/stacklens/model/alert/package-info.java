/** Alert rules, and the episodes they cause. */
@NullMarked
package io.stacklens.model.alert;

import org.jspecify.annotations.NullMarked;
