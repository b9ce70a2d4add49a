package dev.cairn.functions.team;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.cairn.core.error.Fault;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
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
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(config()).schemaLoader(loader -> loader.block(any -> true)));
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

    /** What is wrong with a schema as such: it is held against the schema of schemas, which ships with the validator. */
    static List<Fault> ofSchema(JsonNode schema, String field) {
        String dialect = schema.path("$schema").asString(SpecificationVersion.DRAFT_2020_12.getDialectId());
        SpecificationVersion version = SpecificationVersion.fromDialectId(dialect)
                .orElseThrow(() -> new UnusableSchemaException("is written in a dialect that is not known"));
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                version,
                builder -> builder.schemaRegistryConfig(config())
                        .schemaLoader(loader -> loader.allow(Validation::ships).fetchRemoteResources(false)));
        Steps steps = new Steps();
        Schema ofSchemas = guarded(() -> registry.getSchema(SchemaLocation.of(version.getDialectId())));
        guarded(() -> ofSchemas.validate(steps, schema, OutputFormat.DEFAULT));
        return steps.getErrors().stream()
                .map(error -> SchemaWords.fault(error, ofSchemas.getSchemaNode(), field))
                .distinct()
                .limit(MAX_FAULTS)
                .toList();
    }

    /** The addresses of the dialects stand for files in the validator's own jar. */
    private static boolean ships(AbsoluteIri iri) {
        return iri.toString().matches("https?://json-schema\\.org/draft[/-].*");
    }

    private static SchemaRegistryConfig config() {
        return SchemaRegistryConfig.builder()
                .regularExpressionFactory(BoundedRegex::compile)
                .formatAssertionsEnabled(false)
                .locale(Locale.ROOT)
                .build();
    }

    private static <T> T guarded(Supplier<T> work) {
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
