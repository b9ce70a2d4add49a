package dev.cairn.functions.aws.client;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Whether an attempt of a call may have had its effect without saying so. A condition that fails on a later attempt may
 * then have failed because of the earlier one, and nobody can tell from its answer alone.
 */
public final class Doubt {
    private static final ExecutionAttribute<Doubt> KEY = new ExecutionAttribute<>("CairnDoubt");
    private static final int SERVER_ERROR = 500;

    private boolean underWay;
    private boolean earlier;

    /** What a request takes along to be watched. */
    public ExecutionAttributes attributes() {
        return ExecutionAttributes.builder().put(KEY, this).build();
    }

    /** Whether there was such an attempt before the one that was answered. */
    public boolean isLeft() {
        return earlier;
    }

    private void sent() {
        earlier |= underWay;
        underWay = true;
    }

    private void answered(int status) {
        if (status < SERVER_ERROR) {
            underWay = false;
        }
    }

    /** Tells the doubt of a request what becomes of its attempts. */
    static final class Watch implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            Doubt doubt = attributes.getAttribute(KEY);
            if (doubt != null) {
                doubt.sent();
            }
        }

        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            Doubt doubt = attributes.getAttribute(KEY);
            if (doubt != null) {
                doubt.answered(context.httpResponse().statusCode());
            }
        }
    }
}
