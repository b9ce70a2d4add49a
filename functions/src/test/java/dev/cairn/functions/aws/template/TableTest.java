package dev.cairn.functions.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.testing.TemplateFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The table is paid for by what it does, encrypted, restored to any second, and not deleted by mistake. */
class TableTest {
    private final JsonNode template = TemplateFile.tree();
    private final JsonNode table = TemplateFile.of("Table");

    @Test
    void table_shouldBePaidForOnDemand() {
        assertThat(table.path("BillingMode").asString("")).isEqualTo("PAY_PER_REQUEST");
        assertThat(table.has("ProvisionedThroughput")).isFalse();
    }

    @Test
    void table_shouldBeRestorableToAnySecond() {
        assertThat(table.path("PointInTimeRecoverySpecification"))
                .isEqualTo(Json.tree("{\"PointInTimeRecoveryEnabled\": true}"));
    }

    @Test
    void items_shouldBeEncrypted_andExpireByTheAttributeOfDeltas() {
        assertThat(table.path("SSESpecification")).isEqualTo(Json.tree("{\"SSEEnabled\": true}"));
        assertThat(table.path("TimeToLiveSpecification"))
                .isEqualTo(Json.tree("{\"AttributeName\": \"expiresAt\", \"Enabled\": true}"));
    }

    @Test
    void table_shouldRefuseToBeDeleted_unlessSomebodySwitchesThatOff() {
        assertThat(table.path("DeletionProtectionEnabled")).isEqualTo(Json.tree("[\"Protected\", true, false]"));
        assertThat(template.at("/Conditions/Protected")).isEqualTo(Json.tree("[\"Protection\", \"on\"]"));
        assertThat(template.at("/Parameters/Protection/Default").asString("")).isEqualTo("on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bucket", "Table"})
    void whatRunsAreIn_shouldOutliveTheStack_andWhatReplacesIt(String store) {
        assertThat(List.of("DeletionPolicy", "UpdateReplacePolicy"))
                .allSatisfy(policy -> assertThat(template.path("Resources")
                                .path(store)
                                .path(policy)
                                .asString(""))
                        .as(policy)
                        .isEqualTo("Retain"));
    }
}
