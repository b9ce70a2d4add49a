package dev.cairn.functions.aws.stage;

import dev.cairn.functions.handler.FunctionsRig;
import dev.cairn.functions.handler.Sample;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A sample that is arranged in the stores.
 *
 * @param rig what arranged it, over the same stores
 * @param begun when its clock began
 * @param event what leads to the sample's outcome
 */
public record Scene(FunctionsRig rig, StateMachineApi stateMachine, Sample sample, Instant begun, JsonNode event) {}
