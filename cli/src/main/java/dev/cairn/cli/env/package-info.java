@NullMarked
package dev.cairn.cli.env;

import org.jspecify.annotations.NullMarked;
