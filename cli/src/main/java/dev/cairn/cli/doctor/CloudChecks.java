package dev.cairn.cli.doctor;

import dev.cairn.cli.env.Environment;
import dev.cairn.functions.aws.client.Observation;
import dev.cairn.functions.aws.deployment.Inspection;
import java.util.List;

/** What can be found out of a deployment with rights in its account, if the variables name its bucket and table. */
public final class CloudChecks {
    private CloudChecks() {}

    public static List<Finding> look(Environment environment) {
        Inspection inspection = new Inspection(environment.values());
        return inspection.hasSubject()
                ? inspection.look().stream().map(CloudChecks::finding).toList()
                : List.of();
    }

    private static Finding finding(Observation seen) {
        return switch (seen.grade()) {
            case FINE -> Finding.ok(seen.subject(), seen.what());
            case WARN -> Finding.warn(seen.subject(), seen.what(), seen.advice());
            case FAIL -> Finding.fail(seen.subject(), seen.what(), seen.advice());
        };
    }
}
