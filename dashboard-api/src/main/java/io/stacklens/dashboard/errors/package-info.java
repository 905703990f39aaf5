/** What fails most, is slowest, or carries risk. */
@NullMarked
package io.stacklens.dashboard.errors;

import org.jspecify.annotations.NullMarked;
