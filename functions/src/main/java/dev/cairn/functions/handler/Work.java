package dev.cairn.functions.handler;

import com.amazonaws.services.lambda.runtime.Context;

/** What a function does with its input; the answer is written as JSON. */
@FunctionalInterface
interface Work<I> {
    Object answer(I input, Context context);
}
