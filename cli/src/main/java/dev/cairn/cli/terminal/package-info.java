@NullMarked
package dev.cairn.cli.terminal;

import org.jspecify.annotations.NullMarked;
