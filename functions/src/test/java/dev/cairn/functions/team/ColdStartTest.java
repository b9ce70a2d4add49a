package dev.cairn.functions.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.port.SchemaCheck;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Loading the validator costs a cold start a good part of a second; most requests need none. */
class ColdStartTest {
    /** Our own classes anew, and no validator in reach. */
    private static final class WithoutValidator extends ClassLoader {
        WithoutValidator() {
            super(ColdStartTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.networknt.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.cairn.functions.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void check_shouldBeMadeWithoutTheValidator() throws ReflectiveOperationException {
        ClassLoader loader = new WithoutValidator();
        Object check = Class.forName("dev.cairn.functions.team.JsonSchemaCheck", true, loader)
                .getConstructor()
                .newInstance();
        Class.forName("dev.cairn.functions.team.TeamReader", true, loader);
        Class.forName("dev.cairn.functions.team.TeamSchema", true, loader);
        Class.forName("dev.cairn.functions.api.ApiHandler", true, loader);
        Class.forName("dev.cairn.functions.api.route.RunOpening", true, loader);

        JsonNode anything = JsonNodeFactory.instance.objectNode();
        assertThat(check).isInstanceOf(SchemaCheck.class);
        assertThatThrownBy(() -> ((SchemaCheck) check).check(anything, anything, "x"))
                .as("only a check needs it")
                .isInstanceOf(NoClassDefFoundError.class);
    }
}
