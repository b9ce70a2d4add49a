@NullMarked
package dev.cairn.cli.decide;

import org.jspecify.annotations.NullMarked;
