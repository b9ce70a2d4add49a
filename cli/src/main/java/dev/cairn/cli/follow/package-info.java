@NullMarked
package dev.cairn.cli.follow;

import org.jspecify.annotations.NullMarked;
