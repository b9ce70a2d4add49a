/**
 * The Amazon States Language, JSONata dialect: what a definition may say, read and checked as a whole before anything
 * runs. What is not known here is refused by name, never ignored.
 */
@NullMarked
package dev.cairn.local.asl;

import org.jspecify.annotations.NullMarked;
