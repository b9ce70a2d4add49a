@NullMarked
package dev.cairn.core.request;

import org.jspecify.annotations.NullMarked;
