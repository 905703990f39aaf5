/** The query language: its grammar, its fields, and what a query means for one record. */
@NullMarked
package io.stacklens.logstore.query;

import org.jspecify.annotations.NullMarked;
