package dev.cairn.cli;

import java.util.concurrent.CountDownLatch;

/** Those of this process, by its shutdown hooks. */
final class ProcessInterruptions implements Interruptions {
    private volatile boolean underWay;

    @Override
    public Registration during(Runnable action) {
        Thread hook = new Thread(
                () -> {
                    underWay = true;
                    action.run();
                },
                "cairn-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            if (!underWay) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        };
    }

    @Override
    public void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean underWay() {
        return underWay;
    }
}
