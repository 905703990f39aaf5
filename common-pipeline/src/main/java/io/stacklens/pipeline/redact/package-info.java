/** Takes secrets and personal data out of lines before anything else sees them. */
@NullMarked
package io.stacklens.pipeline.redact;

import org.jspecify.annotations.NullMarked;
