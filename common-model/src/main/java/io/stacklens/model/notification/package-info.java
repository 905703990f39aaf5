/** Where people are told of alerts: the kinds of channels and what each has to know. */
@NullMarked
package io.stacklens.model.notification;

import org.jspecify.annotations.NullMarked;
