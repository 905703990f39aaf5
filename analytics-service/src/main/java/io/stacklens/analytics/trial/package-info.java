/** Tries rules on what is stored, with the engine of the alerts in virtual time. */
@NullMarked
package io.stacklens.analytics.trial;

import org.jspecify.annotations.NullMarked;
