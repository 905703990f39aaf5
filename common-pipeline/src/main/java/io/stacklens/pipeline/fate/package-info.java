/** What became of each record: received, forwarded, discarded, dead-lettered. */
@NullMarked
package io.stacklens.pipeline.fate;

import org.jspecify.annotations.NullMarked;
