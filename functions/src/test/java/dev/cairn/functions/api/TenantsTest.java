package dev.cairn.functions.api;

class TenantsTest extends TenantsContract {
    private final TestApi api = new TestApi();

    @Override
    TestApi api() {
        return api;
    }
}
