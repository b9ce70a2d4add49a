package dev.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

class DefaultTeamTest {
    @Test
    void team_shouldWorkWithoutAKey_andAskForAReview() throws IOException {
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try (InputStream file = Objects.requireNonNull(Models.class.getResourceAsStream("/teams/default.yaml"))) {
            Team team = yaml.readValue(file, Team.class);

            assertThat(team.name()).isEqualTo("default");
            assertThat(team.names()).containsExactly("researcher", "coder");
            assertThat(team.planReview()).isEqualTo(PlanReview.ALWAYS);
            assertThat(team.limits().maxRounds()).isEqualTo(10);
            assertThat(Models.of(Map.of()).faults(team)).isEmpty();
        }
    }
}
