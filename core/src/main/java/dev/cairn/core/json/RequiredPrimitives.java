package dev.cairn.core.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** A number or a flag that is left out is missing; Jackson would take it for 0 or false. */
final class RequiredPrimitives extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        Boolean marked = super.hasRequiredMarker(config, member);
        return (marked == null && member.getRawType().isPrimitive()) ? Boolean.TRUE : marked;
    }
}
