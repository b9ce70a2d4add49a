@NullMarked
package dev.cairn.cli.server;

import org.jspecify.annotations.NullMarked;
