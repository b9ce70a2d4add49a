@NullMarked
package dev.cairn.cli.doctor;

import org.jspecify.annotations.NullMarked;
