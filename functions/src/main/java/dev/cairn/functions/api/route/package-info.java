@NullMarked
package dev.cairn.functions.api.route;

import org.jspecify.annotations.NullMarked;
