package dev.cairn.functions.api.route;

import dev.cairn.core.audit.AuditAction;
import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.http.Call;
import java.util.List;
import java.util.Map;

/** The audit of what is asked for again and again by who follows a run: one item an hour of each. */
record HourlyReads(Services services) {
    /**
     * To be called before anything of it goes out.
     *
     * @param view what was read
     */
    void tell(Call call, String view) {
        RunRecord run = services.runs().get(call.run()).record();
        AuditRecord item = AuditRecord.hourly(
                run.run(),
                call.actor(),
                AuditAction.READ,
                view,
                services.machine().clock().instant(),
                Map.of("checkpointId", run.checkpointId().value(), "view", view));
        if (services.machine().index().get(item.key()).isEmpty()) {
            services.machine().index().transact(List.of(item.write()));
        }
    }
}
