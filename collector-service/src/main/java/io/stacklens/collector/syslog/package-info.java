/** Syslog over UDP and TCP. */
@NullMarked
package io.stacklens.collector.syslog;

import org.jspecify.annotations.NullMarked;
