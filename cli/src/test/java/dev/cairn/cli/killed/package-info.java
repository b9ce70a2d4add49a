/** The built server, killed, starved of room and started again. */
@NullMarked
package dev.cairn.cli.killed;

import org.jspecify.annotations.NullMarked;
