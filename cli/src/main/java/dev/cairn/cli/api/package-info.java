@NullMarked
package dev.cairn.cli.api;

import org.jspecify.annotations.NullMarked;
