/** Reading topics without a consumer group. */
@NullMarked
package io.stacklens.dashboard.topic;

import org.jspecify.annotations.NullMarked;
