/** Hand-written SQL: conditions that follow from parameters, and values as rows hold them. */
@NullMarked
package io.stacklens.dashboard.sql;

import org.jspecify.annotations.NullMarked;
