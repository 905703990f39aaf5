/** Keys for programs. */
@NullMarked
package io.stacklens.dashboard.apikeys;

import org.jspecify.annotations.NullMarked;
