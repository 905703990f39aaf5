/** A Kafka broker and a PostgreSQL server started by us, and the migrator for schema and topics. */
@NullMarked
package io.stacklens.embedded;

import org.jspecify.annotations.NullMarked;
