@NullMarked
package dev.cairn.core.ledger;

import org.jspecify.annotations.NullMarked;
