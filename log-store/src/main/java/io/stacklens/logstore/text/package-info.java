/** What a token is, which characters are the same, and how text is found in UTF-8 bytes. */
@NullMarked
package io.stacklens.logstore.text;

import org.jspecify.annotations.NullMarked;
