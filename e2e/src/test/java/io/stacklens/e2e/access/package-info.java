/** What every route of every service asks for. */
package io.stacklens.e2e.access;
