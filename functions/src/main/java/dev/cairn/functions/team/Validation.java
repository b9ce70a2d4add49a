package dev.cairn.functions.team;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.cairn.core.error.Fault;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * The validator, held to bounds. Nothing is fetched, and a schema that would take for ever is given up. Nothing else
 * refers to the library, so that it is loaded when a value is first held against a schema and not before.
 */
final class Validation {
    private static final int MAX_STEPS = 200_000;
    private static final int MAX_FAULTS = 50;

    private final JsonNode root;
    private final Schema schema;

    /** @throws UnusableSchemaException if it is no schema that can be used */
    Validation(JsonNode root) {
        this.root = root;
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(BoundedRegex::compile)
                .formatAssertionsEnabled(false)
                .locale(Locale.ROOT)
                .build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(config).schemaLoader(loader -> loader.block(any -> true)));
        this.schema = guarded(() -> registry.getSchema(root));
    }

    /** @throws UnusableSchemaException if the schema does not come to an end on this value */
    List<Fault> faults(JsonNode value, String field) {
        Steps steps = new Steps();
        guarded(() -> schema.validate(steps, value, OutputFormat.DEFAULT));
        return steps.getErrors().stream()
                .map(error -> SchemaWords.fault(error, root, field))
                .distinct()
                .limit(MAX_FAULTS)
                .toList();
    }

    private static <T> T guarded(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (StackOverflowError e) {
            throw new UnusableSchemaException("refers to itself without an end");
        } catch (SchemaException e) {
            throw new UnusableSchemaException("cannot be used: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("it is malformed"));
        }
    }

    /** Counts the steps of a validation. */
    private static final class Steps extends ExecutionContext {
        private int left = MAX_STEPS;

        @Override
        public void evaluationPathAddLast(String keyword) {
            step();
            super.evaluationPathAddLast(keyword);
        }

        @Override
        public void evaluationPathAddLast(int index) {
            step();
            super.evaluationPathAddLast(index);
        }

        private void step() {
            if (left-- <= 0) {
                throw new UnusableSchemaException("takes too long on this value; write a simpler one");
            }
        }
    }
}
