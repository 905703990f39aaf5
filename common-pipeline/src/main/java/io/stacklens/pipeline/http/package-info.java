/** What every HTTP port does: guards its names and explains refusals. */
@NullMarked
package io.stacklens.pipeline.http;

import org.jspecify.annotations.NullMarked;
