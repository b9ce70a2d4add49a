@NullMarked
package dev.cairn.functions.api.view;

import org.jspecify.annotations.NullMarked;
