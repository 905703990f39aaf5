/** Everything by one command: a broker, PostgreSQL and the six services in one JVM. */
@NullMarked
package io.stacklens.standalone;

import org.jspecify.annotations.NullMarked;
