/** Who may use an HTTP port: credentials, what each route asks for, limits. */
@NullMarked
package io.stacklens.pipeline.security;

import org.jspecify.annotations.NullMarked;
