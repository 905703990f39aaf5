/** Alert rules, as operators edit them. */
@NullMarked
package io.stacklens.dashboard.rules;

import org.jspecify.annotations.NullMarked;
