/** An AWS for tests: LocalStack where Docker answers, else moto. */
@NullMarked
package dev.cairn.functions.aws.testing;

import org.jspecify.annotations.NullMarked;
