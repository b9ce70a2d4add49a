/** How a server is shown who calls. */
@NullMarked
package dev.cairn.cli.auth;

import org.jspecify.annotations.NullMarked;
