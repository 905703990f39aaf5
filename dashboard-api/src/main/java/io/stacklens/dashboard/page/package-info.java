/** The web page, its redirects and the description of the API. */
@NullMarked
package io.stacklens.dashboard.page;

import org.jspecify.annotations.NullMarked;
