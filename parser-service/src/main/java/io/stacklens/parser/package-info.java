/** The parser service: {@code collected-logs} to {@code parsed-logs}. */
@NullMarked
package io.stacklens.parser;

import org.jspecify.annotations.NullMarked;
